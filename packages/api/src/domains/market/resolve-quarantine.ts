import { DomainError, notFound } from "@cryptodesk/shared/errors/domain-error";
import type { QuarantineEntry, ResolveQuarantineInput } from "@cryptodesk/shared/market/provider.contract";
import type { Db } from "../../platform/database/database.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { ListingRepository } from "./listing.repository.ts";
import type { MarketRuntime } from "./market-runtime.ts";
import { QuarantineRepository } from "./quarantine.repository.ts";
import { RefreshRepository } from "./refresh.repository.ts";

/**
 * Accepts a held-back price (it is published as the coin's price) or rejects it (the last good one stays).
 * @throws DomainError NOT_FOUND, or CONFLICT when it is settled already
 */
export async function resolveQuarantine(
  ctx: ServiceContext,
  market: MarketRuntime,
  { id, action }: ResolveQuarantineInput,
): Promise<QuarantineEntry> {
  const now = ctx.clock();
  const resolved = await ctx.db.primary.transaction().execute(async (trx) => {
    const { version } = await new RefreshRepository(trx).lockMarket();
    const repository = new QuarantineRepository(trx);
    const entry = await repository.find(id);
    if (!entry) throw notFound("quarantine entry", id);
    const accepted = action === "accept";
    if (!(await repository.resolve(id, accepted ? "accepted" : "rejected", now))) {
      throw new DomainError("CONFLICT", `This entry is settled already: ${entry.state}.`);
    }
    await repository.release(entry, accepted, version + 1, now);
    if (accepted) await savePoint(trx, entry);
    return repository.find(id);
  });
  if (!resolved) throw notFound("quarantine entry", id);
  await market.announce();
  return resolved;
}

/** An accepted price belongs to the coin's history as much as to its listing. */
async function savePoint(trx: Db, entry: QuarantineEntry): Promise<void> {
  const coin = await new ListingRepository(trx).findById(entry.coinId);
  if (!coin) return;
  const { market_cap_usd: marketCapUsd, volume_24h_usd: volume24hUsd } = coin;
  const draft = { asOf: new Date(entry.proposedAsOf), priceUsd: entry.proposedUsd, marketCapUsd, volume24hUsd };
  await new RefreshRepository(trx).savePoints([{ no: coin.no, draft }], entry.source);
}
