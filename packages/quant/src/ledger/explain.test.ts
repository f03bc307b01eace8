import fc from "fast-check";
import { expect, it } from "vitest";
import { fromScaled, multiplyScaled, toScaled } from "../decimals/scaled.ts";
import { type Derivation, recompute } from "../derivations/derivation.ts";
import { figuresOf, LedgerExplainer, type SourcedPrice } from "./explain.ts";
import { ledgerStatement } from "./ledger-statement.ts";
import { LAST_DAY, randomSettings, randomSplitTransactions } from "./random-transactions.fixture.ts";
import { replayLedger } from "./replay.ts";
import type { LedgerSettings, Transaction } from "./transaction.ts";

const price: SourcedPrice = { price: "12.345678901", source: "coingecko", at: "2023-03-01T23:59:59Z" };
const SETTINGS: LedgerSettings = {
  methods: [{ fromDay: "1970-01-01", method: "fifo" }],
  feesInCost: true,
  longTermDays: 365,
  shorts: "refuse",
  lots: "portfolio",
  giftsReceived: "income",
  giftsMade: "disposal",
  losses: "removal",
};

function explained(transactions: readonly Transaction[], settings: LedgerSettings) {
  const statement = ledgerStatement(replayLedger(transactions, { settings, until: LAST_DAY }));
  return { statement, explainer: new LedgerExplainer(transactions, { settings, until: LAST_DAY }, statement) };
}

function expectAgain(derivation: Derivation | null, value: string | null): void {
  expect(derivation?.value ?? null).toBe(value);
  if (derivation !== null) expect(recompute(derivation)).toBe(value);
}

const LEDGER: Transaction[] = [
  {
    type: "buy",
    id: "b",
    at: "2023-01-01T10:00:00Z",
    accountId: "exchange",
    assetId: "btc",
    quantity: "2",
    value: "100",
    fee: { amount: "1" },
  },
  {
    type: "sell",
    id: "s",
    at: "2023-01-02T10:00:00Z",
    accountId: "exchange",
    assetId: "btc",
    quantity: "0.5",
    value: "40",
  },
];

it("opens a cost basis into what came in and what went out", () => {
  const derivation = explained(LEDGER, SETTINGS).explainer.costBasis("btc");
  expect(derivation?.value).toBe("75.75");
  expect(derivation?.inputs.map(({ source, value }) => [source.kind, source.id, value])).toEqual([
    ["event", "b", "101"],
    ["figure", "disposal s match 0", "25.25"],
  ]);
});

it("names the price, its source and its time in an unrealised gain", () => {
  const derivation = explained(LEDGER, SETTINGS).explainer.unrealisedGain("btc", price);
  expect(derivation?.inputs[2]).toMatchObject({ source: { kind: "price", id: "coingecko 2023-03-01T23:59:59Z" } });
  expect(derivation?.value).toBe("-57.2314816485");
  expect(explained(LEDGER, SETTINGS).explainer.unrealisedGain("btc", null)).toBeNull();
});

it("has no explanation for what is not there", () => {
  const { explainer } = explained(LEDGER, SETTINGS);
  expect(() => explainer.quantity("eth")).toThrow(RangeError);
  expect(() => explainer.match("btc", null, "s", 1)).toThrow(RangeError);
});

it("re-computes quantity, cost, gains, income and fees of any ledger to the same decimal", () => {
  fc.assert(
    fc.property(randomSplitTransactions, randomSettings, (transactions, settings) => {
      const { statement, explainer } = explained(transactions, settings);
      for (const { assetId, quantity, costBasis, realisedGain, income, fees } of statement.holdings) {
        expectAgain(explainer.quantity(assetId), quantity);
        expectAgain(explainer.costBasis(assetId), costBasis);
        expectAgain(explainer.realisedGain(assetId), realisedGain);
        expectAgain(explainer.income(assetId), income.value);
        expectAgain(explainer.fees(assetId), fees.value);
        const worth = multiplyScaled(toScaled(quantity), toScaled(price.price));
        const gain = costBasis === null ? null : fromScaled(worth - toScaled(costBasis));
        expectAgain(explainer.unrealisedGain(assetId, price), gain);
      }
      const prices = new Map(statement.holdings.map(({ assetId }) => [assetId, price]));
      expectAgain(explainer.portfolio("cost basis", prices), statement.totals.costBasis);
      expectAgain(explainer.portfolio("realised gain", prices), statement.totals.realisedGain);
      expectAgain(explainer.income(), statement.totals.income.value);
      expectAgain(explainer.fees(), statement.totals.fees.value);
      const unrealised = explainer.portfolio("unrealised gain", prices);
      expectAgain(unrealised, unrealised?.value ?? null);
    }),
    { numRuns: 200 },
  );
});

it("re-computes every match, from figures that are the statement's own", () => {
  fc.assert(
    fc.property(randomSplitTransactions, randomSettings, (transactions, settings) => {
      const { statement, explainer } = explained(transactions, settings);
      for (const { assetId, books } of statement.holdings) {
        for (const { accountId, lots } of books) {
          const figures = figuresOf(accountId, lots);
          for (const { disposalId, matches } of lots.disposals) {
            matches.forEach(({ gain, cost }, index) => {
              const derivation = explainer.match(assetId, accountId, disposalId, index);
              expectAgain(derivation, gain);
              if (derivation === null) return;
              expect(derivation.steps.find(({ name }) => name === "cost")?.value).toBe(cost);
              expect(figures.get(derivation.figure)).toBe(matches[index]);
            });
          }
        }
      }
    }),
  );
});
