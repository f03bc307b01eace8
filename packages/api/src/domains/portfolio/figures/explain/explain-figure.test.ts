import { recompute } from "@cryptodesk/quant/derivations/derivation";
import {
  LAST_DAY,
  randomSettings,
  randomSplitTransactions,
} from "@cryptodesk/quant/ledger/random-transactions.fixture";
import type { Explanation, FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";
import { EXPLANATION_SENTENCES } from "@cryptodesk/shared/told/explanations";
import { type Told, ToldReader } from "@cryptodesk/shared/told/told-reader";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { PortfolioLedger } from "../../calculation/portfolio-ledger.ts";
import { gainsReport } from "../gains-report.ts";
import { ledgerOf, trade } from "../ledger.fixture.ts";
import { lotList } from "../lot-list.ts";
import { performanceReport } from "../performance-report.ts";
import { explainFigure } from "./explain-figure.ts";

const portfolioId = "0191f000-0000-7000-8000-000000000001";
const none = new Map();
const drift = (seed: number) => ({
  fromDay: "2022-12-01",
  prices: Array.from({ length: 91 }, (_, at) => String(100 + ((at * seed) % 17))),
});
const PRICES = { btc: drift(3), eth: drift(5), bnb: drift(7), sol: drift(11) };

const ledgers = fc
  .tuple(randomSplitTransactions, randomSettings)
  .map(([transactions, settings]) => ledgerOf(transactions, { today: LAST_DAY, prices: PRICES, settings }));

/** The values that an explanation gives, at its end or on the way. */
function valuesOf({ value, steps, inputs }: Explanation): (string | null)[] {
  return [value, ...steps.map((step) => step.value), ...inputs.map((input) => input.value)];
}

const reader = new ToldReader(EXPLANATION_SENTENCES);

/** What an explanation says that a client of another language does not find a sentence of its own for. */
function withoutWords({ figure, unknown, formula, inputs, steps }: Explanation): string[] {
  const ofInputs = inputs.flatMap(({ name, detail, source }) => {
    // The field of a coin's price is the coin's id.
    return [
      name,
      detail,
      source.kind === "price" && [...Object.keys(PRICES), "token"].includes(source.field) ? null : source.field,
    ];
  });
  const said = [figure, unknown, ...Object.values(formula), ...ofInputs, ...steps.map(({ name }) => name)];
  return said.filter((text): text is string => text !== null && text !== "1" && !isWorded(reader.read(text)));
}

/** Whether a sentence was found, and nothing but names stands in its blanks. */
function isWorded(told: Told | null): boolean {
  if (told === null) return false;
  // The ledgers' names are single words.
  return Object.values(told.values).every((value) =>
    typeof value === "string" ? !value.includes(" ") : isWorded(value),
  );
}

/** A figure explained, each text of which has a sentence in other languages. */
function explain(ledger: PortfolioLedger, ref: FigureRef): Explanation {
  const found = explainFigure(ledger, ref, none);
  expect(withoutWords(found)).toEqual([]);
  return found;
}

/** Follows what a figure opens down to events, days and prices, and holds each to the value that it was opened for. */
class Follower {
  readonly #ledger: PortfolioLedger;
  readonly #done = new Map<string, Explanation>();
  readonly #open = new Set<string>();

  constructor(ledger: PortfolioLedger) {
    this.#ledger = ledger;
  }

  follow(ref: FigureRef): Explanation {
    const key = JSON.stringify(ref);
    const known = this.#done.get(key);
    if (known !== undefined) return known;
    if (this.#open.has(key)) throw new Error(`${key} explains itself`);
    this.#open.add(key);
    const found = explain(this.#ledger, ref);
    expect(found.recomputed).toBe(found.value);
    if (found.value !== null) expect(recompute(found)).toBe(found.value);
    expect(found.unknown === null).toBe(found.value !== null);
    for (const { opens, source, value } of found.inputs) {
      if (opens === null) expect(source.kind === "figure" && source.id !== "constant" ? found : null).toBeNull();
      else if (!source.field.startsWith("outflow + value")) expect(valuesOf(this.follow(opens))).toContain(value);
      else this.follow(opens);
    }
    this.#open.delete(key);
    this.#done.set(key, found);
    return found;
  }
}

it("explains every figure of every holding and of the portfolio so that it computes again, down to where it comes from", () => {
  fc.assert(
    fc.property(ledgers, (ledger) => {
      const follower = new Follower(ledger);
      const value = (ref: FigureRef) => follower.follow(ref).value;
      const { holdings, totals } = ledger.statement();
      for (const { assetId, quantity, costBasis, realisedGain, income, fees } of holdings) {
        expect(value({ figure: "quantity", assetId })).toBe(quantity);
        expect(value({ figure: "costBasisTotal", assetId })).toBe(costBasis);
        expect(value({ figure: "realizedPnl", assetId })).toBe(realisedGain);
        expect(value({ figure: "income", assetId })).toBe(income.value);
        expect(value({ figure: "fees", assetId })).toBe(fees.value);
        expect(value({ figure: "currentValue", assetId })).not.toBeNull();
        expect(value({ figure: "unrealizedPnl", assetId }) === null).toBe(costBasis === null);
        expect(value({ figure: "price", assetId })).toBe(ledger.livePrices.get(assetId)?.price);
      }
      expect(value({ figure: "costBasisTotal" })).toBe(totals.costBasis);
      expect(value({ figure: "realizedPnl" })).toBe(totals.realisedGain);
      expect(value({ figure: "income" })).toBe(totals.income.value);
      expect(value({ figure: "fees" })).toBe(totals.fees.value);
      value({ figure: "currentValue" });
      value({ figure: "unrealizedPnl" });
    }),
    { numRuns: 40 },
  );
}, 60_000);

/** Every open lot, as the list of lots shows it. */
function lotsOf(ledger: PortfolioLedger) {
  return ledger.statement().holdings.flatMap(({ assetId }) =>
    lotList(ledger, { assetId }, none).items.map(({ id, walletId, costTotal, currentValue, unrealizedPnl }) => {
      const wallet = walletId === null ? {} : { walletId };
      const ref: FigureRef = { figure: "lot", assetId, lotId: id, ...wallet };
      return { ref, cost: costTotal, value: currentValue, gain: unrealizedPnl };
    }),
  );
}

it("explains every open lot and every match by the values that lists and reports show", () => {
  fc.assert(
    fc.property(ledgers, (ledger) => {
      const follower = new Follower(ledger);
      for (const { ref, cost, value, gain } of lotsOf(ledger)) {
        expect(follower.follow(ref).value).toBe(cost);
        expect(follower.follow({ ...ref, figure: "lotValue" }).value).toBe(value);
        expect(follower.follow({ ...ref, figure: "lotUnrealizedPnl" }).value).toBe(gain);
      }
      for (const { asset, disposalId, matchIndex, walletId, gain } of gainsReport(
        ledger,
        { portfolioId, limit: 250 },
        none,
      ).items) {
        const wallet = walletId === null ? {} : { walletId };
        expect(follower.follow({ figure: "gain", assetId: asset.id, disposalId, matchIndex, ...wallet }).value).toBe(
          gain,
        );
      }
    }),
    { numRuns: 40 },
  );
}, 60_000);

it("explains every sum of a gains report, of a year, an asset or a term, by its matches", () => {
  fc.assert(
    fc.property(ledgers, fc.constantFrom("2023-01-01", "2023-01-15", undefined), (ledger, from) => {
      const follower = new Follower(ledger);
      const asked = from === undefined ? {} : { from };
      const { totals, byAsset } = gainsReport(ledger, { portfolioId, limit: 1, ...asked }, none);
      const value = (ref: FigureRef) => follower.follow({ ...ref, ...asked }).value;
      expect(value({ figure: "periodGain" })).toBe(totals.gain);
      expect(value({ figure: "periodProceeds" })).toBe(totals.proceeds);
      expect(value({ figure: "periodCost" })).toBe(totals.cost);
      expect(value({ figure: "periodGain", term: "short" })).toBe(totals.shortTermGain);
      expect(value({ figure: "periodGain", term: "long" })).toBe(totals.longTermGain);
      expect(value({ figure: "periodGain", term: "undated" })).toBe(totals.undatedGain);
      for (const each of byAsset) {
        expect(value({ figure: "periodGain", assetId: each.asset.id })).toBe(each.totals.gain);
      }
    }),
    { numRuns: 30 },
  );
}, 60_000);

it("explains every return and contribution by the values of the performance report", () => {
  fc.assert(
    fc.property(ledgers, fc.constantFrom("2023-01-01", "2023-01-15", undefined), (ledger, from) => {
      const follower = new Follower(ledger);
      const period = from === undefined ? { period: "all" as const } : { period: "all" as const, from };
      const { returns, contributions, maxDrawdown } = performanceReport(ledger, { portfolioId, ...period }, none);
      const value = (ref: FigureRef) => follower.follow({ ...ref, ...period }).value;
      expect(value({ figure: "simpleReturn" })).toBe(returns.simple);
      expect(value({ figure: "timeWeighted" })).toBe(returns.timeWeighted);
      expect(value({ figure: "maxDrawdown" })).toBe(maxDrawdown?.depth ?? null);
      expect(value({ figure: "timeWeightedAnnualised" })).toBe(returns.timeWeightedAnnualised);
      const { solution, annualRates } = returns.moneyWeighted;
      expect(value({ figure: "moneyWeighted" })).toBe(solution === "unique" ? annualRates[0] : null);
      for (const { asset, contribution } of contributions) {
        expect(value({ figure: "contribution", assetId: asset.id })).toBe(contribution);
      }
    }),
    { numRuns: 8 },
  );
}, 60_000);

const bought = trade("buy", "2021-01-01", "2", "100", { id: "b", fee: { amount: "1" } });
const sold = trade("sell", "2021-01-02", "0.5", "40", { id: "s" });
const token = { token: { fromDay: "2021-01-01", prices: ["50", "60", "70"] } };

it("opens a gain into proceeds and cost, and these into what was said with the transactions", () => {
  const ledger = ledgerOf([bought, sold], { today: "2021-01-03", prices: token });
  const gain = explain(ledger, { figure: "gain", assetId: "token", disposalId: "s", matchIndex: 0 });
  expect(gain).toMatchObject({ value: "14.75", recomputed: "14.75", unit: "currency", omitted: 0 });
  const opened = gain.inputs.find(({ name }) => name === "cost left")?.opens;
  const lot = explain(ledger, opened ?? { figure: "price" });
  expect(lot.inputs).toMatchObject([
    {
      value: "101",
      detail: "Purchase of 2 token on 2021-01-01",
      opens: { figure: "transactionCost", transactionId: "b" },
    },
  ]);
  const cost = explain(ledger, lot.inputs[0]?.opens ?? { figure: "price" });
  expect(cost.inputs.map(({ name, value, opens }) => [name, value, opens?.figure])).toEqual([
    ["value", "100", "transactionValue"],
    ["fee", "1", "transactionFee"],
  ]);
});

it("says what is missing where a figure is unknown", () => {
  const unpriced = ledgerOf([bought, trade("buy", "2021-01-02", "1", null, { id: "u" })], { today: "2021-01-03" });
  const why = (ref: FigureRef) => explain(unpriced, ref).unknown;
  expect(why({ figure: "currentValue" })).toBe("No price of token is known.");
  expect(why({ figure: "costBasisTotal", assetId: "token" })).toBe(
    "What 1 token cost is unknown (Purchase of 1 token on 2021-01-02).",
  );
  expect(why({ figure: "timeWeighted", period: "all" })).toMatch(/value on 2021-01-01 is unknown/);
  expect(why({ figure: "transactionValue", transactionId: "u" })).toMatch(/no value was said/);
  expect(why({ figure: "lot", assetId: "token", lotId: "u" })).toMatch(/cost is unknown/);
});

it("shows how an amount and a price came to the portfolio's currency", () => {
  const rate = { price: "0.8", source: "ecb", at: "2021-01-01T23:59:59Z" };
  const given = { amount: "125", currency: "usd" };
  const value = { field: "value", amount: "100", from: "given", given, rate, price: null } as const;
  const ledger = {
    ...ledgerOf([bought], {
      today: "2021-01-03",
      currency: "eur",
      prices: token,
      valuations: new Map([["b", [value]]]),
    }),
    priceParts: () => ({
      operation: "product" as const,
      first: { name: "price in US dollars", price: "87.5", source: "coingecko", at: "2021-01-03T12:00:00Z" },
      second: { ...rate, name: "EUR for one US dollar" },
    }),
  };
  const amount = explain(ledger, { figure: "transactionValue", transactionId: "b" });
  expect(amount).toMatchObject({ value: "100", recomputed: "100" });
  expect(amount.inputs.map(({ value: each, source }) => [each, source.kind])).toEqual([
    ["125", "event"],
    ["0.8", "price"],
  ]);
  const price = explain(ledger, { figure: "price", assetId: "token" });
  expect(price).toMatchObject({ value: "70", recomputed: "70" });
  expect(price.inputs.map(({ detail }) => detail)).toEqual([
    "By coingecko, 2021-01-03T12:00:00Z",
    "By ecb, 2021-01-01T23:59:59Z",
  ]);
});

it("refuses what it cannot explain, and says what is needed", () => {
  const ledger = ledgerOf([bought, sold], { today: "2021-01-03", prices: token });
  const refused = (ref: FigureRef) => () => explain(ledger, ref);
  expect(refused({ figure: "quantity" })).toThrow(/is needed to explain a quantity/);
  expect(refused({ figure: "quantity", assetId: "other" })).toThrow(/ever held/);
  expect(refused({ figure: "gain", assetId: "token", disposalId: "x", matchIndex: 0 })).toThrow(/may have changed/);
  expect(refused({ figure: "transactionValue", transactionId: "x" })).toThrow(/no transaction of this portfolio/);
  expect(refused({ figure: "dayValue", day: "2020-01-01" })).toThrow(/between the first transaction and today/);
});

it("leaves inputs out beyond the first 5,000, and then computes nothing again", () => {
  const many = Array.from({ length: 5_001 }, (_, at) => trade("buy", "2021-01-01", "1", "1", { id: `t${at}` }));
  const ledger = ledgerOf(many, { today: "2021-01-03", prices: token });
  const found = explain(ledger, { figure: "quantity", assetId: "token" });
  expect(found).toMatchObject({ value: "5001", recomputed: null, omitted: 1, steps: [] });
  expect(found.inputs.length).toBe(5_000);
});
