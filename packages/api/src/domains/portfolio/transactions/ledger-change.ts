import { DomainError, notFound } from "@cryptodesk/shared/errors/domain-error";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import type { Db } from "../../../platform/database/database.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { AssetNames } from "../portfolios/asset-names.ts";
import { type LockedPortfolio, PortfolioRepository } from "../portfolios/portfolio.repository.ts";
import type { StoredDraft } from "./stored-draft.ts";
import { type HeldFrom, TransactionRepository } from "./transaction.repository.ts";
import { inTurn } from "./turns.ts";

/** A change of transactions under way: its portfolios are held on to until it is written whole or not at all. */
export interface LedgerChange {
  readonly db: Db;
  readonly accountId: string;
  readonly now: Date;
  readonly transactions: TransactionRepository;
  /** @throws DomainError NOT_FOUND for one that is not held on to */
  portfolio(id: string): LockedPortfolio;
  /** The revision of a portfolio that this change makes; counted up once, however many rows it changes. */
  revisionOf(portfolioId: string): Promise<number>;
}

/** Runs a change of portfolios' transactions: others who want to change one of them wait. */
export async function changeLedger<T>(
  ctx: ServiceContext,
  portfolioIds: readonly string[],
  work: (change: LedgerChange) => Promise<T>,
): Promise<T> {
  return inTurn(ctx.db.primary, portfolioIds, () => holdAndChange(ctx, portfolioIds, work));
}

async function holdAndChange<T>(
  ctx: ServiceContext,
  portfolioIds: readonly string[],
  work: (change: LedgerChange) => Promise<T>,
): Promise<T> {
  const accountId = accountIdOf(ctx.actor);
  return asOwner(ctx.db.primary, accountId, async (db) => {
    const portfolios = new PortfolioRepository(db);
    const locked = await portfolios.lock(accountId, portfolioIds);
    const revisions = new Map<string, Promise<number>>();
    const portfolio = (id: string) => {
      const found = locked.get(id);
      if (!found) throw notFound("portfolio", id);
      return found;
    };
    return work({
      db,
      accountId,
      now: ctx.clock(),
      transactions: new TransactionRepository(db),
      portfolio,
      revisionOf: (id) => {
        const counted = revisions.get(id) ?? portfolios.nextRevision(accountId, portfolio(id).id);
        revisions.set(id, counted);
        return counted;
      },
    });
  });
}

/** Where and from when a change takes units of an asset away. */
export interface Taking {
  portfolioId: string;
  assetId: string;
  walletId: string;
  from: Date;
}

const INCOMING = new Set(["buy", "deposit", "opening-balance", "staking-reward", "interest", "airdrop", "mining"]);
for (const type of ["gift-in", "transfer-in"]) INCOMING.add(type);

/** What a transaction takes out of a portfolio, and what it brings in. */
export function takingsOf(portfolioId: string, draft: StoredDraft): { out: Taking[]; into: Taking[] } {
  const { type, assetId, quantity, toAssetId, fees, feeAssetId, walletId, at } = draft;
  const place = { portfolioId, walletId, from: at };
  const out: Taking[] = [];
  const into: Taking[] = [];
  if (assetId !== null && quantity !== null) (INCOMING.has(type) ? into : out).push({ ...place, assetId });
  if (toAssetId !== null) into.push({ ...place, assetId: toAssetId });
  if (feeAssetId !== null && fees !== null) out.push({ ...place, assetId: feeAssetId });
  return { out, into };
}

/** What was held before a change, for `refuseOverselling` to compare with. */
export type HeldBefore = Map<string, HeldFrom | null>;

/** Looks at what is held of the assets that a change may take away. */
export async function heldBefore(change: LedgerChange, takings: readonly Taking[]): Promise<HeldBefore> {
  const held: HeldBefore = new Map();
  for (const each of earliest(change, takings)) held.set(each.key, await leastHeld(change, each));
  return held;
}

/**
 * Refuses a change that was written and lets more go out than came in, unless the portfolio allows shorts.
 * @param before what was missing already; without it the change can only have taken away
 * @throws DomainError CONFLICT with the units that are missing
 */
export async function refuseOverselling(
  change: LedgerChange,
  takings: readonly Taking[],
  before: HeldBefore | null = null,
): Promise<void> {
  for (const taking of earliest(change, takings)) {
    if (change.portfolio(taking.portfolioId).rules.shorts === "allow") continue;
    const after = await leastHeld(change, taking);
    if (after === null || !after.least.startsWith("-")) continue;
    const known = before?.get(taking.key);
    if (known && Number(known.least) <= Number(after.least)) continue;
    const names = await AssetNames.read(change.db, [taking.assetId]);
    const { symbol } = names.ref(taking.assetId);
    const day = after.at.toISOString().slice(0, 10);
    throw new DomainError(
      "CONFLICT",
      `On ${day} ${after.least.slice(1)} ${symbol} more would have gone out than came in${
        taking.walletId === null ? "" : " of this wallet"
      }. Record how they came in first, or allow it (allowMissing): then they are listed as missing.`,
    );
  }
}

interface Check extends Omit<Taking, "walletId"> {
  key: string;
  walletId: string | null;
}

/** Each holding once, from the earliest time on. */
function earliest(change: LedgerChange, takings: readonly Taking[]): Check[] {
  const checks = new Map<string, Check>();
  for (const taking of takings) {
    const { lots } = change.portfolio(taking.portfolioId).rules;
    const walletId = lots === "account" ? taking.walletId : null;
    const key = `${taking.portfolioId} ${walletId ?? ""} ${taking.assetId}`;
    const there = checks.get(key);
    if (!there || there.from > taking.from) checks.set(key, { ...taking, walletId, key });
  }
  return [...checks.values()];
}

function leastHeld({ transactions, accountId }: LedgerChange, { portfolioId, ...taking }: Check) {
  return transactions.leastHeld({ accountId, portfolioId }, taking);
}
