import { DomainError, notFound } from "@cryptodesk/shared/errors/domain-error";
import type { QuarantineEntry, ResolveQuarantineInput } from "@cryptodesk/shared/market/provider.contract";
import type { ServiceContext } from "../../platform/service-context.ts";
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
    return repository.find(id);
  });
  if (!resolved) throw notFound("quarantine entry", id);
  await market.announce();
  return resolved;
}
