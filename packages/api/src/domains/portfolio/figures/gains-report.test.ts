import { toScaled } from "@cryptodesk/quant/decimals/scaled";
import {
  LAST_DAY,
  randomSettings,
  randomSplitTransactions,
} from "@cryptodesk/quant/ledger/random-transactions.fixture";
import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import { type Gain, GainsReport } from "@cryptodesk/shared/portfolio/gains.contract";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { PortfolioLedger } from "../calculation/portfolio-ledger.ts";
import { gainsReport } from "./gains-report.ts";
import { ledgerOf, trade } from "./ledger.fixture.ts";
import { methodComparison } from "./method-comparison.ts";

const portfolioId = "0191f000-0000-7000-8000-000000000001";
const all = { portfolioId, limit: 250 };
const none = new Map();
const gulferaz = [
  trade("buy", "2020-01-01", "100000", "300000"),
  trade("buy", "2020-07-31", "10000", "45000"),
  trade("sell", "2020-07-31T13:00:00Z", "30000", "150000"),
  trade("sell", "2020-08-05", "20000", "100000"),
  trade("buy", "2020-08-06", "50000", "225000"),
  trade("sell", "2020-08-07", "100000", "150000"),
];

it("agrees with HMRC Cryptoassets Manual CRYPTO22256, Gulferaz: £15,000 and £10,000 of gain, £163,636 of loss", () => {
  const ledger = ledgerOf(gulferaz, {
    today: "2021-01-01",
    settings: { methods: [{ fromDay: "1970-01-01", method: "section-104" }] },
  });
  const { items, totals } = gainsReport(ledger, all, none);
  const byDay = (day: string) => items.filter((each) => each.day === day).map(({ gain }) => Number(gain));
  const sum = (day: string) => Math.round(byDay(day).reduce((total, gain) => total + gain, 0));
  expect([sum("2020-07-31"), sum("2020-08-05"), sum("2020-08-07")]).toEqual([15000, 10000, -163636]);
  expect(items.map(({ rule }) => rule)).toEqual(["same-day", "thirty-day", "thirty-day", "pool"]);
  expect(totals).toMatchObject({ disposals: 3, withoutGain: 0, shortTermGain: "0", longTermGain: "0" });
  expect(totals.undatedGain).toBe(totals.gain);
});

it("agrees with J. K. Lasser, Your Income Tax 2013, 30.2: first in, first out makes a gain of $1,300", () => {
  const ledger = ledgerOf(
    [
      trade("buy", "1998-03-02", "100", "7700"),
      trade("buy", "1999-03-02", "200", "16800"),
      trade("buy", "2000-03-02", "100", "10500"),
      trade("sell", "2000-06-01", "100", "9000"),
    ],
    { today: "2001-01-01" },
  );
  const report = gainsReport(ledger, all, none);
  expect(report.totals).toMatchObject({ gain: "1300", longTermGain: "1300", shortTermGain: "0" });
  // The same sale of the youngest lot: the loss of the book's other answer.
  expect(gainsReport(ledger, { ...all, method: "lifo" }, none).totals.gain).toBe("-1500");
  expect(report.years).toEqual([2000]);
});

it("counts what was sold without ever having come in as of unknown gain, and makes no gain of it", () => {
  const ledger = ledgerOf([trade("buy", "2020-01-01", "1", "10"), trade("sell", "2020-02-01", "3", "60")], {
    today: "2020-03-01",
  });
  const { totals, items } = gainsReport(ledger, all, none);
  expect(totals).toMatchObject({ gain: "10", quantityWithoutGain: "2", disposals: 1, withoutGain: 1 });
  expect(items.map(({ quantity, gain }) => [quantity, gain])).toEqual([["1", "10"]]);
});

it("refuses a wallet where all wallets are one holding, days that run backwards, and foreign cursors", () => {
  const ledger = ledgerOf(gulferaz, { today: "2021-01-01" });
  const refused = (input: object) => () => gainsReport(ledger, { ...all, ...input }, none);
  expect(refused({ walletId: portfolioId })).toThrow(/one holding/);
  expect(refused({ from: "2020-02-01", to: "2020-01-01" })).toThrow(DomainError);
  expect(refused({ cursor: "W10" })).toThrow(/not a cursor/);
});

it("answers an empty ledger with nothing, in the form of the contract", () => {
  const report = gainsReport(ledgerOf([], { today: "2021-01-01" }), all, none);
  expect(GainsReport.parse(report)).toMatchObject({ from: null, to: "2021-01-01", items: [], years: [] });
});

const ledgers = fc
  .tuple(randomSplitTransactions, randomSettings)
  .map(([transactions, settings]) => ledgerOf(transactions, { today: LAST_DAY, settings }));
const total = (amounts: readonly string[]) => amounts.reduce((sum, amount) => sum + toScaled(amount), 0n);
const gainOf = (ledger: PortfolioLedger, input: object) => gainsReport(ledger, { ...all, ...input }, none).totals;

it("adds up: periods to the whole, assets to the portfolio, terms to the gain, and the statement's own gain", () => {
  fc.assert(
    fc.property(ledgers, (ledger) => {
      const whole = gainsReport(ledger, all, none);
      const parts = [
        gainOf(ledger, { to: "2023-01-20" }),
        gainOf(ledger, { from: "2023-01-21", to: "2023-01-31" }),
        gainOf(ledger, { from: "2023-02-01" }),
      ];
      for (const field of ["gain", "proceeds", "cost", "shortTermGain", "undatedGain"] as const) {
        expect(total(parts.map((each) => each[field]))).toBe(toScaled(whole.totals[field]));
        expect(total(whole.byAsset.map(({ totals }) => totals[field]))).toBe(toScaled(whole.totals[field]));
      }
      expect(parts.reduce((sum, { disposals }) => sum + disposals, 0)).toBe(whole.totals.disposals);
      const { shortTermGain, longTermGain, undatedGain } = whole.totals;
      expect(total([shortTermGain, longTermGain, undatedGain])).toBe(toScaled(whole.totals.gain));
      expect(whole.totals.gain).toBe(ledger.statement().totals.realisedGain);
      const known = whole.items.flatMap(({ gain }) => (gain === null ? [] : [gain]));
      expect(total(known)).toBe(toScaled(whole.totals.gain));
    }),
  );
}, 60_000);

it("pages through every match once, in order, whatever the size of a page", () => {
  fc.assert(
    fc.property(ledgers, fc.integer({ min: 1, max: 7 }), (ledger, limit) => {
      const whole = gainsReport(ledger, all, none).items;
      const paged: Gain[] = [];
      let cursor: string | undefined;
      do {
        const page = gainsReport(ledger, { portfolioId, limit, ...(cursor !== undefined && { cursor }) }, none);
        expect(page.items.length).toBeLessThanOrEqual(limit);
        paged.push(...page.items);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(paged).toEqual(whole);
      expect(whole.map(({ day }) => day)).toEqual(whole.map(({ day }) => day).sort());
    }),
  );
}, 60_000);

it("compares methods: each as the gains report under it, all with the same units open", () => {
  fc.assert(
    fc.property(ledgers, (ledger) => {
      for (const { method, totals, problem } of methodComparison(ledger, { portfolioId }).items) {
        if (problem === null) expect(totals).toEqual(gainOf(ledger, { method }));
      }
    }),
    { numRuns: 30 },
  );
}, 60_000);

it("says that Section 104 cannot be used on a ledger with short sales, and what is open at the period's end", () => {
  const short = [trade("buy", "2020-01-01", "2", "20"), trade("sell", "2020-02-01", "3", "60")];
  const ledger = ledgerOf(short, { today: "2020-03-01", settings: { shorts: "allow" } });
  const { items } = methodComparison(ledger, { portfolioId, to: "2020-01-15" });
  expect(items.filter(({ problem }) => problem !== null).map(({ method }) => method)).toEqual(["section-104"]);
  expect(items[0]).toMatchObject({ method: "fifo", isCurrent: true, openCostBasis: "20", totals: { disposals: 0 } });
});
