import Big from "big.js";
import type { ListingDraft, SetAsideDraft } from "./providers/market-provider.ts";

/** What the desk knows of a coin before a refresh. `pending` is its open quarantine entry. */
export interface KnownCoin {
  no: number;
  id: string;
  symbol: string;
  name: string;
  imageUrl: string | null;
  categories: string[];
  listing: { priceUsd: string; asOf: Date; source: string; figures: string } | null;
  pending: PendingJump | null;
}

export interface PendingJump {
  id: string;
  lastGoodUsd: string;
  proposedUsd: string;
  proposedAsOf: Date;
  observations: number;
}

export interface TrustSettings {
  jumpPct: number;
  agreementPct: number;
  observations: number;
  /** A last good price older than this says nothing about a jump. */
  comparableForMs: number;
}

/** A draft whose coin id is settled. */
export interface ResolvedDraft {
  coinId: string;
  draft: ListingDraft;
}

export type JumpDecision =
  | { kind: "open"; coin: KnownCoin; draft: ListingDraft; changePct: number; note: string | null }
  | {
      kind: "repeat";
      pending: PendingJump;
      draft: ListingDraft;
      changePct: number;
      sameLevel: boolean;
      note: string | null;
    }
  | { kind: "close"; pending: PendingJump; state: "confirmed" | "persisted" | "withdrawn"; note: string | null };

export interface RefreshPlan {
  /** Coins never seen before, and coins whose description changed. */
  coins: ResolvedDraft[];
  /** Figures to store; `held` keeps the last good ones and only shows that a jump is held back. */
  figures: ResolvedDraft[];
  hold: KnownCoin[];
  jumps: JumpDecision[];
  setAside: SetAsideDraft[];
  unchanged: number;
}

export interface RefreshFacts {
  drafts: readonly ResolvedDraft[];
  known: ReadonlyMap<string, KnownCoin>;
  source: string;
  trust: TrustSettings;
  now: Date;
  /** Prices of the same coins by a second source, by coin id. */
  confirmations: ReadonlyMap<string, { priceUsd: string; source: string }>;
}

/**
 * Decides what a refresh writes, without I/O. An older price never replaces a newer one; a jump beyond the setting is
 * held back until a second source agrees or the same source repeats it.
 */
export function planRefresh(facts: RefreshFacts): RefreshPlan {
  const plan: RefreshPlan = { coins: [], figures: [], hold: [], jumps: [], setAside: [], unchanged: 0 };
  for (const resolved of facts.drafts) {
    const coin = facts.known.get(resolved.coinId);
    if (coin?.listing && isStale(resolved.draft, coin.listing, facts.source)) {
      plan.setAside.push(staleRow(resolved.draft, coin.listing.asOf));
      continue;
    }
    if (!coin || describesAnew(resolved.draft, coin)) plan.coins.push(resolved);
    if (!coin?.listing) {
      plan.figures.push(resolved);
      continue;
    }
    if (coin.listing.figures === figuresOf(resolved.draft, facts.source)) {
      plan.unchanged += 1;
      continue;
    }
    judge(plan, resolved, coin, coin.listing, facts);
  }
  return plan;
}

/** Percent from `from` to `to`; both positive decimals. */
export function changePct(from: string, to: string): number {
  return new Big(to).minus(from).div(from).times(100).toNumber();
}

/** Everything that makes a stored listing differ from a draft, as one comparable text. */
export function figuresOf(
  draft: Pick<
    ListingDraft,
    "asOf" | "rank" | "priceUsd" | "marketCapUsd" | "volume24hUsd" | "change24hPct" | "circulatingSupply"
  >,
  source: string,
): string {
  return [
    draft.asOf.getTime(),
    source,
    draft.rank,
    draft.priceUsd,
    draft.marketCapUsd,
    draft.volume24hUsd,
    draft.change24hPct,
    draft.circulatingSupply,
  ].join("|");
}

/** Jumps that a second source should be asked about before the plan is made. */
export function unconfirmedJumps(
  drafts: readonly ResolvedDraft[],
  known: ReadonlyMap<string, KnownCoin>,
  trust: TrustSettings,
  now: Date,
): ResolvedDraft[] {
  return drafts.filter(({ coinId, draft }) => {
    const coin = known.get(coinId);
    return coin?.listing != null && draft.asOf >= coin.listing.asOf && isJump(coin.listing, draft, trust, now);
  });
}

function judge(
  plan: RefreshPlan,
  resolved: ResolvedDraft,
  coin: KnownCoin,
  listing: NonNullable<KnownCoin["listing"]>,
  { trust, now, confirmations }: RefreshFacts,
): void {
  const confirmation = confirmations.get(resolved.coinId);
  const { draft } = resolved;
  if (!isJump(listing, draft, trust, now)) {
    if (coin.pending) plan.jumps.push(closeWithoutJump(coin.pending, listing, draft, trust));
    plan.figures.push(resolved);
    return;
  }
  const jumpPct = changePct(listing.priceUsd, draft.priceUsd);
  const second = confirmation ? `${confirmation.source} says ${confirmation.priceUsd}` : null;
  if (confirmation && agrees(confirmation.priceUsd, draft.priceUsd, trust)) {
    if (coin.pending) plan.jumps.push({ kind: "close", pending: coin.pending, state: "confirmed", note: second });
    plan.figures.push(resolved);
    return;
  }
  if (!coin.pending) {
    plan.jumps.push({ kind: "open", coin, draft, changePct: jumpPct, note: second });
    plan.hold.push(coin);
    return;
  }
  const sameLevel = agrees(coin.pending.proposedUsd, draft.priceUsd, trust);
  const isNew = draft.asOf > coin.pending.proposedAsOf;
  // A second source that contradicts the jump outweighs repetition by the first.
  if (sameLevel && isNew && !confirmation && coin.pending.observations + 1 >= trust.observations) {
    const note = `said ${coin.pending.observations + 1} times in a row`;
    plan.jumps.push({ kind: "close", pending: coin.pending, state: "persisted", note });
    plan.figures.push(resolved);
    return;
  }
  if (isNew)
    plan.jumps.push({ kind: "repeat", pending: coin.pending, draft, changePct: jumpPct, sameLevel, note: second });
  plan.hold.push(coin);
}

/** The price is back near the last good one, or that one has become too old to judge by. */
function closeWithoutJump(
  pending: PendingJump,
  listing: { priceUsd: string },
  draft: ListingDraft,
  trust: TrustSettings,
): JumpDecision {
  if (Math.abs(changePct(listing.priceUsd, draft.priceUsd)) <= trust.jumpPct)
    return { kind: "close", pending, state: "withdrawn", note: `back at ${draft.priceUsd}` };
  return { kind: "close", pending, state: "persisted", note: "the last good price is too old to compare with" };
}

function isJump(
  listing: { priceUsd: string; asOf: Date },
  draft: ListingDraft,
  trust: TrustSettings,
  now: Date,
): boolean {
  if (now.getTime() - listing.asOf.getTime() > trust.comparableForMs) return false;
  return Math.abs(changePct(listing.priceUsd, draft.priceUsd)) > trust.jumpPct;
}

function agrees(a: string, b: string, trust: TrustSettings): boolean {
  return Math.abs(changePct(a, b)) <= trust.agreementPct;
}

function isStale(draft: ListingDraft, listing: { asOf: Date; source: string }, source: string): boolean {
  return draft.asOf < listing.asOf || (draft.asOf.getTime() === listing.asOf.getTime() && listing.source !== source);
}

function staleRow(draft: ListingDraft, newest: Date): SetAsideDraft {
  return {
    externalId: draft.externalId,
    reason: "stale",
    detail: `priced at ${draft.asOf.toISOString()}, but ${newest.toISOString()} is known already`,
    sample: JSON.stringify({ slug: draft.slug, priceUsd: draft.priceUsd, asOf: draft.asOf }).slice(0, 500),
  };
}

function describesAnew(draft: ListingDraft, coin: KnownCoin): boolean {
  return (
    draft.symbol !== coin.symbol ||
    draft.name !== coin.name ||
    (draft.imageUrl !== null && draft.imageUrl !== coin.imageUrl) ||
    (draft.categories !== null && draft.categories.join("\n") !== coin.categories.join("\n"))
  );
}
