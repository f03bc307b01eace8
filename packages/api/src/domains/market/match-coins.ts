import type { ResolvedDraft } from "./plan-refresh.ts";
import type { ListingDraft, SetAsideDraft } from "./providers/market-provider.ts";

/** A coin of the desk as the matcher sees it. */
export interface MatchCandidate {
  id: string;
  symbol: string;
  name: string;
  /** The provider whose key the id is; null when it is not known. */
  namedBy: string | null;
}

export interface MatchInput {
  provider: string;
  /** Whose keys are the coin ids where it knows the coin. */
  naming: string;
  drafts: readonly ListingDraft[];
  /** This provider's stored cross-references: external id → coin id. */
  references: ReadonlyMap<string, string>;
  coins: readonly MatchCandidate[];
}

export interface MatchResult {
  resolved: ResolvedDraft[];
  /** Cross-references to store. */
  learned: { externalId: string; coinId: string; matchedBy: "own id" | "slug" | "symbol and name" }[];
  /** Coins that got their id from another provider and now learn the naming provider's one. */
  renames: { from: string; to: string }[];
  setAside: SetAsideDraft[];
}

/**
 * Settles which coin each draft is about, without I/O. Cross-references decide; new ones are learned only from symbol
 * and name together, both unique on the desk: symbols alone are shared by thousands of coins.
 */
export function matchCoins({ provider, naming, drafts, references, coins }: MatchInput): MatchResult {
  const result: MatchResult = { resolved: [], learned: [], renames: [], setAside: [] };
  const byId = new Map(coins.map((coin) => [coin.id, coin]));
  const bySymbolAndName = groupUnique(coins);
  const taken = new Set<string>();
  for (const draft of drafts) {
    const coinId =
      references.get(draft.externalId) ??
      (provider === naming ? byNamingProvider(draft, result) : byOtherProvider(draft, result));
    if (coinId === null) continue;
    if (taken.has(coinId)) {
      result.setAside.push(aside(draft, "duplicate_id", `another row of this answer is about ${coinId} too`));
      continue;
    }
    taken.add(coinId);
    result.resolved.push({ coinId, draft });
  }
  return result;

  function byNamingProvider(draft: ListingDraft, into: MatchResult): string {
    const id = draft.externalId;
    if (!byId.has(id)) {
      const twin = bySymbolAndName.get(identityOf(draft));
      if (twin && twin.namedBy !== null && twin.namedBy !== naming) into.renames.push({ from: twin.id, to: id });
    }
    into.learned.push({ externalId: id, coinId: id, matchedBy: "own id" });
    return id;
  }

  function byOtherProvider(draft: ListingDraft, into: MatchResult): string | null {
    const twin = bySymbolAndName.get(identityOf(draft));
    if (twin) {
      into.learned.push({ externalId: draft.externalId, coinId: twin.id, matchedBy: "symbol and name" });
      return twin.id;
    }
    if (coins.some((coin) => coin.namedBy === naming)) {
      into.setAside.push(
        aside(draft, "no_cross_reference", `no coin of the desk has symbol ${draft.symbol} and name ${draft.name}`),
      );
      return null;
    }
    if (byId.has(draft.slug)) {
      into.setAside.push(aside(draft, "id_conflict", `another coin has the id ${draft.slug}`));
      return null;
    }
    into.learned.push({ externalId: draft.externalId, coinId: draft.slug, matchedBy: "slug" });
    return draft.slug;
  }
}

function groupUnique(coins: readonly MatchCandidate[]): Map<string, MatchCandidate> {
  const unique = new Map<string, MatchCandidate>();
  const shared = new Set<string>();
  for (const coin of coins) {
    const identity = identityOf(coin);
    if (unique.has(identity)) shared.add(identity);
    unique.set(identity, coin);
  }
  for (const identity of shared) unique.delete(identity);
  return unique;
}

function identityOf({ symbol, name }: { symbol: string; name: string }): string {
  return `${symbol}\n${name.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim()}`;
}

function aside(draft: ListingDraft, reason: SetAsideDraft["reason"], detail: string): SetAsideDraft {
  const sample = JSON.stringify({ slug: draft.slug, symbol: draft.symbol, name: draft.name, priceUsd: draft.priceUsd });
  return { externalId: draft.externalId, reason, detail, sample: sample.slice(0, 500) };
}
