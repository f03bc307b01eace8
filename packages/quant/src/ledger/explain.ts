import { type Derivation, DerivationTrail } from "../derivations/derivation.ts";
import type { LotMatch, LotResult } from "../lots/lot-result.ts";
import { AssetSources, type SourcedEvent, sourcedEvents } from "./asset-sources.ts";
import type { AssetHolding, LedgerStatement, StatementEntry } from "./ledger-statement.ts";
import type { LedgerSettings, Transaction } from "./transaction.ts";

/** A price with where it comes from. */
export interface SourcedPrice {
  price: string;
  /** Who says so. */
  source: string;
  /** ISO time in UTC. */
  at: string;
}

const COST: Derivation["formula"] = {
  name: "cost basis",
  expression: "cost of all that came in - cost of all that went out",
  reference: "Cost is conserved: what is not realised or carried away is open",
};

const OPEN_COST: Derivation["formula"] = {
  name: "cost basis",
  expression: "Σ cost of the open lots",
  reference: "The cost basis of a holding is that of its open lots",
};

const GAIN: Derivation["formula"] = {
  name: "realised gain",
  expression: "Σ gains of the matches",
  reference: "A holding's realised gain is the sum over its matches, those of unknown gain left out",
};

const MATCH: Derivation["formula"] = {
  name: "gain of a match",
  expression: "proceeds left · units / units left to sell - cost left · units / units left",
  reference: "Gain is what was realised less its cost: 26 CFR 1.1001-1(a); TCGA 1992, sections 37 and 38",
};

const UNREALISED: Derivation["formula"] = {
  name: "unrealised gain",
  expression: "quantity · price - cost basis",
  reference: "What a sale at the price, without fee, would gain",
};

/**
 * Explains the figures of a statement. Each is a derivation that computes again to the same decimal from its inputs;
 * inputs that are figures have a derivation of their own.
 */
export class LedgerExplainer {
  readonly #settings: LedgerSettings;
  readonly #statement: LedgerStatement;
  readonly #sources: ReadonlyMap<string, readonly SourcedEvent[]>;

  /** @param transactions and settings of the replay, of everything and not from a state, that made the statement */
  constructor(
    transactions: readonly Transaction[],
    { settings, until }: { settings: LedgerSettings; until: string },
    statement: LedgerStatement,
  ) {
    this.#settings = settings;
    this.#statement = statement;
    this.#sources = sourcedEvents(transactions, settings, until);
  }

  /** @throws RangeError for an asset of which nothing is known, as every method here */
  quantity(assetId: string): Derivation {
    const holding = this.#holding(assetId);
    return this.#assetSources(holding).quantity();
  }

  /** @returns null where the cost of an open lot is unknown */
  costBasis(assetId: string): Derivation | null {
    const holding = this.#holding(assetId);
    const { costBasis } = holding;
    if (costBasis === null) return null;
    const conserved = this.#assetSources(holding).cost();
    if (conserved !== null) return conserved.derivation(`cost basis of ${assetId}`, costBasis, COST);
    const trail = new DerivationTrail();
    const lots = holding.books.flatMap(({ accountId, lots: { openLots } }) =>
      openLots.map(({ id, cost }) => figure(trail, lotFigure(accountId, id), "cost", cost ?? "0")),
    );
    trail.step("cost", "sum", lots);
    return trail.derivation(`cost basis of ${assetId}`, costBasis, OPEN_COST);
  }

  /** All known gains. */
  realisedGain(assetId: string): Derivation {
    const { books, realisedGain } = this.#holding(assetId);
    const trail = new DerivationTrail();
    const gains = books.flatMap(({ accountId, lots }) =>
      lots.disposals.flatMap(({ disposalId, matches }) =>
        matches.flatMap(({ gain }, index) =>
          gain === null ? [] : [figure(trail, matchFigure(accountId, disposalId, index), "gain", gain)],
        ),
      ),
    );
    trail.step("gain", "sum", gains);
    return trail.derivation(`realised gain of ${assetId}`, realisedGain, GAIN);
  }

  /**
   * @param accountId of the book; null where all accounts are one holding
   * @returns null where the gain is unknown
   * @throws RangeError for a match that there is not
   */
  match(assetId: string, accountId: string | null, disposalId: string, index: number): Derivation | null {
    const book = this.#holding(assetId).books.find((each) => each.accountId === accountId);
    const match = book?.lots.disposals.find((each) => each.disposalId === disposalId)?.matches[index];
    if (match === undefined) throw new RangeError(`no match ${index} of ${disposalId}`);
    return explainMatch(match, matchFigure(accountId, disposalId, index));
  }

  /** @returns null where the price or the cost basis is unknown */
  unrealisedGain(assetId: string, price: SourcedPrice | null): Derivation | null {
    const { quantity, costBasis } = this.#holding(assetId);
    if (price === null || costBasis === null) return null;
    const trail = new DerivationTrail();
    const units = figure(trail, assetId, "quantity", quantity);
    const cost = figure(trail, assetId, "cost basis", costBasis);
    const source = { kind: "price", id: `${price.source} ${price.at}`, field: assetId } as const;
    const value = trail.step("value", "product", [units, trail.input("price", price.price, source)]);
    const gain = trail.step("unrealised gain", "difference", [value, cost]);
    return trail.derivation(`unrealised gain of ${assetId}`, trail.valueOf(gain), UNREALISED);
  }

  /** All known income of an asset, or of the portfolio. */
  income(assetId?: string): Derivation {
    const sum = assetId === undefined ? this.#statement.totals.income : this.#holding(assetId).income;
    return explainEntries("income", "value", sum.value, this.#entries(this.#statement.income, assetId));
  }

  /** All known fees of an asset, or of the portfolio. */
  fees(assetId?: string): Derivation {
    const sum = assetId === undefined ? this.#statement.totals.fees : this.#holding(assetId).fees;
    return explainEntries("fees", "fee", sum.value, this.#entries(this.#statement.fees, assetId));
  }

  /** The portfolio's figure as the sum over its assets; null where that of an asset is unknown. */
  portfolio(of: "cost basis" | "realised gain" | "unrealised gain", prices: ReadonlyMap<string, SourcedPrice | null>) {
    const trail = new DerivationTrail();
    const parts: string[] = [];
    for (const holding of this.#statement.holdings) {
      const value = this.#partOf(of, holding, prices.get(holding.assetId) ?? null);
      if (value === null) return null;
      parts.push(figure(trail, holding.assetId, of, value));
    }
    const value = trail.valueOf(trail.step(of, "sum", parts));
    const formula = {
      name: of,
      expression: `Σ ${of} of the assets`,
      reference: "A portfolio is the sum of its assets",
    };
    return trail.derivation(`${of} of the portfolio`, value, formula);
  }

  #partOf(of: string, holding: AssetHolding, price: SourcedPrice | null): string | null {
    if (of === "cost basis") return holding.costBasis;
    if (of === "realised gain") return holding.realisedGain;
    // What is not held has no price to wait for.
    if (holding.quantity === "0" && holding.costBasis === "0") return "0";
    return this.unrealisedGain(holding.assetId, price)?.value ?? null;
  }

  #entries(entries: readonly StatementEntry[], assetId: string | undefined): StatementEntry[] {
    return entries.filter((entry) => assetId === undefined || entry.assetId === assetId);
  }

  #assetSources(holding: AssetHolding): AssetSources {
    return new AssetSources(this.#settings, holding, this.#sources.get(holding.assetId) ?? []);
  }

  #holding(assetId: string): AssetHolding {
    const holding = this.#statement.holdings.find((each) => each.assetId === assetId);
    if (holding === undefined) throw new RangeError(`nothing is known of ${assetId}`);
    return holding;
  }
}

function explainMatch(match: LotMatch, name: string): Derivation | null {
  const { gain, quantity, costFrom, proceedsFrom } = match;
  if (gain === null || costFrom.amount === null || proceedsFrom.amount === null) return null;
  const trail = new DerivationTrail();
  const input = (field: string, value: string) => trail.input(field, value, { kind: "figure", id: name, field });
  const units = input("quantity", quantity);
  const proceedsLeft = input("proceedsFrom.amount", proceedsFrom.amount);
  const proceeds = trail.step("proceeds", "share", [
    proceedsLeft,
    units,
    input("proceedsFrom.quantity", proceedsFrom.quantity),
  ]);
  const costLeft = input("costFrom.amount", costFrom.amount);
  const cost = trail.step("cost", "share", [costLeft, units, input("costFrom.quantity", costFrom.quantity)]);
  trail.step("gain", "difference", [proceeds, cost]);
  return trail.derivation(name, gain, MATCH);
}

function explainEntries(of: string, field: string, value: string, entries: readonly StatementEntry[]): Derivation {
  const trail = new DerivationTrail();
  const parts = entries.flatMap(({ transactionId: id, value: part }) =>
    part === null ? [] : [trail.input(`${field} of ${id}`, part, { kind: "event", id, field })],
  );
  trail.step(of, "sum", parts);
  const formula = {
    name: of,
    expression: `Σ ${field} of the transactions`,
    reference: "Those without a value left out",
  };
  return trail.derivation(of, value, formula);
}

function figure(trail: DerivationTrail, id: string, field: string, value: string): string {
  return trail.input(`${field} of ${id}`, value, { kind: "figure", id, field });
}

function lotFigure(accountId: string | null, lotId: string): string {
  return `${within(accountId)}lot ${lotId}`;
}

function matchFigure(accountId: string | null, disposalId: string, index: number): string {
  return `${within(accountId)}disposal ${disposalId} match ${index}`;
}

function within(accountId: string | null): string {
  return accountId === null ? "" : `account ${accountId} `;
}

/** Where the figures of a statement's lots are found by the names that derivations give them. */
export function figuresOf(accountId: string | null, { openLots, disposals }: LotResult): Map<string, object> {
  const figures = new Map<string, object>(openLots.map((lot) => [lotFigure(accountId, lot.id), lot]));
  for (const { disposalId, matches } of disposals) {
    for (const [index, match] of matches.entries()) figures.set(matchFigure(accountId, disposalId, index), match);
  }
  return figures;
}
