import { toScaled } from "@cryptodesk/quant/decimals/scaled";
import {
  LAST_DAY,
  randomSettings,
  randomSplitTransactions,
} from "@cryptodesk/quant/ledger/random-transactions.fixture";
import type { Transaction } from "@cryptodesk/quant/ledger/transaction";
import { IncomeReport } from "@cryptodesk/shared/portfolio/gains.contract";
import fc from "fast-check";
import { expect, it } from "vitest";
import { incomeReport } from "./income-report.ts";
import { ledgerOf, trade } from "./ledger.fixture.ts";

const all = { portfolioId: "0191f000-0000-7000-8000-000000000001", limit: 250 };
const none = new Map();
const [first, second, third] = [1, 2, 3].map((at) => `0191f000-0000-7000-8000-00000000000${at}`);
const reward = (id: string | undefined, at: string, value: string | null): Transaction => {
  const received = { type: "staking-reward", accountId: "exchange", assetId: "token", quantity: "1", value } as const;
  return { ...received, id: id ?? "", at: `${at}T12:00:00Z` };
};

it("tells income from fees, by type, asset and month, and counts what has no known value", () => {
  const bought = { id: third ?? "", fee: { amount: "0.5" } };
  const ledger = ledgerOf(
    [
      reward(first, "2021-01-05", "3"),
      reward(second, "2021-02-05", null),
      trade("buy", "2021-02-06", "1", "10", bought),
    ],
    { today: "2021-03-01" },
  );
  const report = incomeReport(ledger, all, none);
  expect(IncomeReport.parse(report)).toMatchObject({ from: "2021-01-05", to: "2021-03-01" });
  expect(report.income).toEqual({ value: "3", unknown: 1 });
  expect(report.byType).toEqual([{ type: "staking-reward", value: "3", unknown: 1 }]);
  expect(report.feesByType).toEqual([{ type: "buy", value: "0.5", unknown: 0 }]);
  expect(report.byMonth).toEqual([
    { month: "2021-01", income: "3", fees: "0" },
    { month: "2021-02", income: "0", fees: "0.5" },
  ]);
  expect(report.items.map(({ kind, value }) => [kind, value])).toEqual([
    ["income", "3"],
    ["income", null],
    ["fee", "0.5"],
  ]);
});

it("names the transaction of a fee for what got lost on the way of its transfer", () => {
  const way: Transaction = {
    ...{ type: "fee", id: `${first}:way`, at: "2021-01-05T12:00:00Z", accountId: "exchange" },
    fee: { amount: "2" },
  };
  const ledger = ledgerOf([reward(first, "2021-01-05", "3"), way], { today: "2021-03-01" });
  const { items } = incomeReport(ledger, all, none);
  expect(items.map(({ transactionId, kind }) => [transactionId, kind])).toEqual([
    [first, "income"],
    [first, "fee"],
  ]);
});

it("adds up: periods, types and months to the statement's own sums; pages hold every entry once", () => {
  fc.assert(
    fc.property(randomSplitTransactions, randomSettings, (transactions, settings) => {
      const ledger = ledgerOf(transactions, { today: LAST_DAY, settings });
      const whole = incomeReport(ledger, all, none);
      const { totals } = ledger.statement();
      expect(whole.income).toEqual(totals.income);
      expect(whole.fees).toEqual(totals.fees);
      const sum = (values: readonly string[]) => values.reduce((total, value) => total + toScaled(value), 0n);
      const halves = [
        incomeReport(ledger, { ...all, to: "2023-01-20" }, none),
        incomeReport(ledger, { ...all, from: "2023-01-21" }, none),
      ];
      for (const kind of ["income", "fees"] as const) {
        expect(sum(halves.map((each) => each[kind].value))).toBe(toScaled(totals[kind].value));
        expect(sum(whole.byMonth.map((each) => each[kind]))).toBe(toScaled(totals[kind].value));
      }
      expect(sum(whole.byType.map(({ value }) => value))).toBe(toScaled(totals.income.value));
      expect(sum(whole.feesByType.map(({ value }) => value))).toBe(toScaled(totals.fees.value));
      const paged: unknown[] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const page = incomeReport(ledger, { ...all, limit: 3, ...(cursor !== "" && { cursor }) }, none);
        paged.push(...page.items);
        cursor = page.nextCursor;
      }
      expect(paged).toEqual(whole.items);
    }),
  );
}, 60_000);
