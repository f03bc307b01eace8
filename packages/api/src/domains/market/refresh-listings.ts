import { setTimeout as wait } from "node:timers/promises";
import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { Db } from "../../platform/database/database.ts";
import type { JobRunContext } from "../../platform/queue/job-queue.ts";
import { type MarketRuntime, providersFor } from "./market-runtime.ts";
import { type MatchResult, matchCoins } from "./match-coins.ts";
import { ensurePricePartitions } from "./partition.repository.ts";
import { type KnownCoin, planRefresh, type RefreshPlan, type TrustSettings, unconfirmedJumps } from "./plan-refresh.ts";
import {
  type Batch,
  type ListingDraft,
  type MarketProvider,
  ProviderError,
  type SetAsideDraft,
} from "./providers/market-provider.ts";
import { RefreshRepository } from "./refresh.repository.ts";

export interface RefreshResult extends Record<string, unknown> {
  provider: string;
  read: number;
  written: number;
  unchanged: number;
  newCoins: number;
  heldBack: number;
  setAside: Record<string, number>;
  /** Providers that were tried before, with the reason why they were not used. */
  failedOver: string[];
}

export type RefreshRun = Pick<JobRunContext, "signal" | "progress">;

// Jumps that one refresh asks a second source about; more would spend its budget on one bad page.
const MAX_SECOND_OPINIONS = 100;
const BUDGET_WINDOW_MS = 60_000;
const DAY_MS = 86_400_000;
const COMPARABLE_FOR_MS = DAY_MS;

/**
 * Refreshes the `coins` largest coins from the first provider that gives a usable answer: all pages are read first, then
 * written in one transaction, so that a failed run leaves nothing.
 * @throws DomainError UPSTREAM_FAILED when no provider gives a usable answer
 */
export async function refreshListings(market: MarketRuntime, coins: number, run: RefreshRun): Promise<RefreshResult> {
  const { provider, batch, failedOver } = await readListings(market, coins, run);
  const now = market.clock();
  const confirmations = await askSecondSource(market, provider, batch.rows, run);
  const [first, last] = timeSpan(batch.rows, now);
  const keepFrom = new Date(now.getTime() - market.config.RETENTION_5M_DAYS * DAY_MS);
  await ensurePricePartitions(market.db.primary, first > keepFrom ? first : keepFrom, last);

  const setAside = [...batch.setAside];
  const plan = await market.db.primary.transaction().execute(async (trx) => {
    const repository = new RefreshRepository(trx);
    const state = await repository.lockMarket();
    refuseMixing(state.mode, provider);
    // Settled under the lock: another refresh may have added or renamed coins meanwhile.
    const matched = await settleCoins(trx, market, provider, batch.rows);
    setAside.push(...matched.setAside);
    for (const { from, to } of matched.renames) await repository.rename(from, to);
    await repository.saveReferences(provider.id, matched.learned, now);
    const known = await repository.known(matched.resolved.map(({ coinId }) => coinId));
    const made = planRefresh({
      drafts: matched.resolved,
      known,
      source: provider.id,
      trust: trustOf(market),
      now,
      confirmations,
    });
    setAside.push(...made.setAside);
    await writePlan(repository, made, known, { provider, version: state.version, now, keepFrom });
    await repository.saveSetAside(provider.id, setAside, now);
    return made;
  });
  if (changes(plan)) await market.announce();
  return {
    provider: provider.id,
    read: batch.read,
    written: plan.figures.length,
    unchanged: plan.unchanged,
    newCoins: plan.coins.length,
    heldBack: plan.hold.length,
    setAside: countByReason(setAside),
    failedOver,
  };
}

async function writePlan(
  repository: RefreshRepository,
  plan: RefreshPlan,
  known: ReadonlyMap<string, KnownCoin>,
  { provider, version, now, keepFrom }: { provider: MarketProvider; version: number; now: Date; keepFrom: Date },
): Promise<void> {
  const next = changes(plan) ? version + 1 : version;
  const added = await repository.saveCoins(plan.coins, now);
  const figures = plan.figures.map(({ coinId, draft }) => {
    const no = known.get(coinId)?.no ?? added.get(coinId);
    if (no === undefined) throw new Error(`coin ${coinId} has no number`);
    return { no, draft };
  });
  await repository.saveFigures(figures, provider.id, now, next);
  // A price as old as what retention deletes is a figure of the coin, not a point of its history.
  await repository.savePoints(
    figures.filter(({ draft }) => draft.asOf >= keepFrom),
    provider.id,
  );
  await repository.hold(
    plan.hold.map(({ no }) => no),
    next,
  );
  for (const jump of plan.jumps) await repository.saveJump(jump, provider.id, now);
  await repository.saveMarket(next, provider.simulated ? "sandbox" : "live", isNews(plan) ? now : null);
}

/** False for an answer all of which was set aside: the market is as old as before. */
function isNews(plan: RefreshPlan): boolean {
  return plan.figures.length + plan.hold.length + plan.unchanged > 0;
}

function changes(plan: RefreshPlan): boolean {
  return plan.figures.length + plan.coins.length + plan.hold.length > 0;
}

/** The first usable answer, in failover order. */
async function readListings(market: MarketRuntime, coins: number, run: RefreshRun) {
  const failedOver: string[] = [];
  for (const provider of providersFor(market, "listings")) {
    try {
      const batch = await readPages(market, provider, coins, run);
      if (batch.rows.length > 0) return { provider, batch, failedOver };
      failedOver.push(`${provider.id}: no usable rows in its answer`);
    } catch (error) {
      if (run.signal.aborted) throw error;
      failedOver.push(whyPassedOver(provider, error));
    }
  }
  const reasons = failedOver.join("; ") || "none is configured";
  throw new DomainError("UPSTREAM_FAILED", `No provider gave listings (${reasons}).`);
}

/** A provider's own error names it already. */
function whyPassedOver({ id }: MarketProvider, error: unknown): string {
  if (error instanceof ProviderError) return error.message;
  return `${id}: ${error instanceof Error ? error.message : String(error)}`;
}

/** The provider's first `coins` rows, page by page. */
export async function readPages(
  market: MarketRuntime,
  provider: MarketProvider,
  coins: number,
  run: RefreshRun,
): Promise<Batch<ListingDraft>> {
  const all: Batch<ListingDraft> = { rows: [], setAside: [], read: 0 };
  if (!provider.listings) return all;
  const pageSize = Math.min(provider.pageSize, coins);
  for (let page = 1; all.read < coins; page += 1) {
    const batch = await readPage(market, provider, { page, pageSize }, run);
    all.rows.push(...batch.rows);
    all.setAside.push(...batch.setAside);
    all.read += batch.read;
    run.progress(Math.min(all.read, coins), coins, `rows from ${provider.name}`);
    if (batch.read < pageSize) break;
  }
  return all;
}

/** A page; where the budget of the running minute is spent in the middle of a read, the rest waits for the next one. */
async function readPage(
  market: MarketRuntime,
  provider: MarketProvider,
  request: { page: number; pageSize: number },
  run: RefreshRun,
): Promise<Batch<ListingDraft>> {
  const ask = () => provider.listings?.(request, { signal: run.signal, now: market.clock() });
  const nothing: Batch<ListingDraft> = { rows: [], setAside: [], read: 0 };
  try {
    return (await ask()) ?? nothing;
  } catch (error) {
    const spent = error instanceof ProviderError && error.kind === "budget_spent";
    if (!spent || request.page === 1) throw error;
    await wait(error.retryAfterMs ?? BUDGET_WINDOW_MS, undefined, { signal: run.signal });
    return (await ask()) ?? nothing;
  }
}

/** Which coins a provider's rows are about; see `matchCoins`. */
export async function settleCoins(
  db: Db,
  market: MarketRuntime,
  provider: MarketProvider,
  drafts: readonly ListingDraft[],
): Promise<MatchResult> {
  const repository = new RefreshRepository(db);
  const references = await repository.references(
    provider.id,
    drafts.map(({ externalId }) => externalId),
  );
  const allKnown = drafts.every(({ externalId }) => references.has(externalId));
  const coins = allKnown ? [] : await repository.candidates();
  const naming = providersFor(market, "listings").find(({ namesCoins }) => namesCoins)?.id ?? provider.id;
  return matchCoins({ provider: provider.id, naming, drafts, references, coins });
}

/** Prices by the next provider for coins that jumped; nothing when there is none or it fails. */
async function askSecondSource(
  market: MarketRuntime,
  first: MarketProvider,
  rows: readonly ListingDraft[],
  run: RefreshRun,
) {
  const answers = new Map<string, { priceUsd: string; source: string }>();
  const second = providersFor(market, "quotes").find((provider) => provider.id !== first.id);
  if (!second?.quotes) return answers;
  const repository = new RefreshRepository(market.db.primary);
  const { resolved } = await settleCoins(market.db.primary, market, first, rows);
  const known = await repository.known(resolved.map(({ coinId }) => coinId));
  const jumps = unconfirmedJumps(resolved, known, trustOf(market), market.clock()).slice(0, MAX_SECOND_OPINIONS);
  if (jumps.length === 0) return answers;
  const externalIds = await repository.externalIds(
    second.id,
    jumps.map(({ coinId }) => coinId),
  );
  if (externalIds.size === 0) return answers;
  const coinIds = new Map([...externalIds].map(([coinId, externalId]) => [externalId, coinId]));
  try {
    const quoted = await second.quotes([...externalIds.values()], { signal: run.signal, now: market.clock() });
    // What it said hours ago neither confirms a jump nor speaks against it.
    const oldest = market.clock().getTime() - market.config.STALE_AFTER_SECONDS * 1_000;
    for (const row of quoted.rows) {
      const coinId = coinIds.get(row.externalId);
      if (coinId && row.asOf.getTime() >= oldest) answers.set(coinId, { priceUsd: row.priceUsd, source: second.id });
    }
  } catch (error) {
    if (run.signal.aborted) throw error;
    market.logger.warn({ provider: second.id, err: String(error) }, "second source did not answer");
  }
  return answers;
}

function refuseMixing(mode: "live" | "sandbox" | null, provider: MarketProvider): void {
  const offered = provider.simulated ? "sandbox" : "live";
  if (mode !== null && mode !== offered) {
    throw new Error(`this database holds the ${mode} market; ${provider.id} belongs to the ${offered} one`);
  }
}

function trustOf({ config }: MarketRuntime): TrustSettings {
  return {
    jumpPct: config.QUARANTINE_JUMP_PCT,
    agreementPct: config.QUARANTINE_AGREEMENT_PCT,
    observations: config.QUARANTINE_OBSERVATIONS,
    comparableForMs: COMPARABLE_FOR_MS,
  };
}

function timeSpan(drafts: readonly ListingDraft[], now: Date): [Date, Date] {
  let first = now.getTime();
  let last = now.getTime();
  for (const { asOf } of drafts) {
    first = Math.min(first, asOf.getTime());
    last = Math.max(last, asOf.getTime());
  }
  return [new Date(first), new Date(last)];
}

function countByReason(rows: readonly SetAsideDraft[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { reason } of rows) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
