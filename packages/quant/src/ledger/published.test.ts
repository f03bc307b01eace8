import { expect, it } from "vitest";
import type { CostMethod } from "../lots/lot-result.ts";
import { ledgerStatement } from "./ledger-statement.ts";
import { replayLedger } from "./replay.ts";
import type { Transaction } from "./transaction.ts";

const trade = (type: "buy" | "sell", at: string, quantity: string, value: string): Transaction => {
  return { type, id: `${type} ${at}`, at: `${at}:00Z`, accountId: "exchange", assetId: "token", quantity, value };
};

function holdingOf(transactions: readonly Transaction[], method: CostMethod) {
  const settings = {
    methods: [{ fromDay: "1970-01-01", method }],
    feesInCost: true,
    longTermDays: 365,
    shorts: "refuse",
    lots: "account",
    giftsReceived: "income",
    giftsMade: "disposal",
    losses: "removal",
  } as const;
  const [holding] = ledgerStatement(replayLedger(transactions, { settings, until: "2021-01-01" })).holdings;
  const gains = holding?.books.flatMap(({ lots }) => lots.disposals.map(({ gain }) => Math.round(Number(gain))));
  return { holding, gains };
}

// The same examples run over one asset's events in lots/section-104.test.ts and lots/match-lots.test.ts.
it("agrees with HMRC Cryptoassets Manual CRYPTO22256, Gulferaz, as transactions of a portfolio", () => {
  const { holding, gains } = holdingOf(
    [
      trade("buy", "2020-01-01T12:00", "100000", "300000"),
      trade("buy", "2020-07-31T12:00", "10000", "45000"),
      trade("sell", "2020-07-31T13:00", "30000", "150000"),
      trade("sell", "2020-08-05T12:00", "20000", "100000"),
      trade("buy", "2020-08-06T12:00", "50000", "225000"),
      trade("sell", "2020-08-07T12:00", "100000", "150000"),
    ],
    "section-104",
  );
  expect(gains).toEqual([15000, 10000, -163636]);
  expect([holding?.quantity, Math.round(Number(holding?.costBasis))]).toEqual(["10000", 31364]);
});

it("agrees with CRA guide T4037, identical properties: the adjusted cost base after each transaction", () => {
  const all = [
    trade("buy", "2020-01-02T12:00", "100", "1500"),
    trade("buy", "2020-02-03T12:00", "150", "3000"),
    trade("sell", "2020-03-04T12:00", "200", "5000"),
    trade("buy", "2020-04-05T12:00", "350", "7350"),
  ];
  const bases = all.map((_, index) => holdingOf(all.slice(0, index + 1), "average").holding?.costBasis);
  expect(bases).toEqual(["1500", "4500", "900", "8250"]);
});

it("agrees with J. K. Lasser, Your Income Tax 2013, 30.2: a loss of $1,500 with the lot identified, a gain without", () => {
  const bought = [
    trade("buy", "1998-03-02T12:00", "100", "7700"),
    trade("buy", "1999-03-02T12:00", "200", "16800"),
    trade("buy", "2000-03-02T12:00", "100", "10500"),
  ];
  const sale = trade("sell", "2000-06-01T12:00", "100", "9000");
  const named = { ...sale, lots: [{ lotId: "buy 2000-03-02T12:00", quantity: "100" }] } as Transaction;
  expect(holdingOf([...bought, named], "specific").gains).toEqual([-1500]);
  expect(holdingOf([...bought, sale], "specific").gains).toEqual([1300]);
});
