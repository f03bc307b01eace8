import fc from "fast-check";
import { expect, it } from "vitest";
import { toScaled } from "../decimals/scaled.ts";
import { COST_METHODS } from "../lots/compare-methods.ts";
import { sumKnown } from "../lots/scaled-event.ts";
import { DailyValues } from "./daily-values.ts";
import { ledgerStatement } from "./ledger-statement.ts";
import {
  LAST_DAY,
  randomSettings,
  randomSplitTransactions,
  randomTransactions,
} from "./random-transactions.fixture.ts";
import { type LedgerState, type Replay, replayLedger } from "./replay.ts";
import type { LedgerSettings, Transaction } from "./transaction.ts";

const replay = (transactions: readonly Transaction[], settings: LedgerSettings, from: LedgerState | null = null) =>
  replayLedger(transactions, { settings, until: LAST_DAY, from });
const holdings = (result: Replay) => ledgerStatement(result).holdings;
const lotsOf = (result: Replay) => holdings(result).flatMap(({ books }) => books.map(({ lots }) => lots));
const scaled = (amount: string | null) => (amount === null ? null : toScaled(amount));
const negative = (amount: bigint | null) => (amount === null ? null : -amount);
const sum = (amounts: readonly string[]) => amounts.reduce((total, amount) => total + toScaled(amount), 0n);

it("does not depend on the order in which transactions are given", () => {
  const shuffled = randomSplitTransactions.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  );
  fc.assert(
    fc.property(shuffled, randomSettings, ([transactions, other], settings) => {
      const [left, right] = [replay(transactions, settings), replay(other, settings)];
      expect(right.state).toEqual(left.state);
      expect(ledgerStatement(right)).toEqual(ledgerStatement(left));
    }),
  );
});

it("goes on from any day's state, through JSON, to the same as a replay of everything", () => {
  const day = fc.nat(45).map((days) => new Date(Date.UTC(2022, 11, 31 + days)).toISOString().slice(0, 10));
  fc.assert(
    fc.property(randomSplitTransactions, randomSettings, day, (transactions, settings, snapshot) => {
      const options = { settings, until: LAST_DAY, snapshotDays: [snapshot] };
      const whole = replayLedger(transactions, options);
      const [state] = whole.snapshots;
      const before = replayLedger(transactions, { settings, until: snapshot });
      expect(before.state).toEqual(state);
      const after = replay(transactions, settings, JSON.parse(JSON.stringify(state)));
      expect(JSON.stringify(after.state)).toBe(JSON.stringify(replay(transactions, settings).state));
      expect(after.state).toEqual(whole.state);
      const [parts, full] = [[...settledLists(before), ...settledLists(after)], settledLists(whole)];
      expect(parts.sort()).toEqual(full.sort());
      expect([...before.income, ...after.income]).toEqual(whole.income);
      expect([...before.fees, ...after.fees]).toEqual(whole.fees);
      expect(ledgerStatement(after).totals).toEqual(ledgerStatement(whole).totals);
    }),
    { numRuns: 200 },
  );
});

/** What has been settled for good, as text that can be sorted. */
function settledLists({ assets }: Replay): string[] {
  const written = (_: string, value: unknown) => (typeof value === "bigint" ? `${value}n` : value);
  return assets.flatMap(({ assetId, books }) =>
    [...books].flatMap(([account, { log }]) =>
      [...log.realised, ...log.missing, ...log.unheld].map((each) => {
        const { matches = null, ...rest } = { matches: null, ...each };
        const shown = matches?.map(({ lotIds, quantity, cost, proceeds }) => ({ lotIds, quantity, cost, proceeds }));
        return JSON.stringify([assetId, account, rest, shown], written);
      }),
    ),
  );
}

it("conserves quantity: what is held is what came in less what went out, but for what is missing", () => {
  fc.assert(
    fc.property(randomTransactions, randomSettings, (transactions, settings) => {
      const result = replay(transactions, settings);
      for (const { assetId, quantity, books } of holdings(result)) {
        const missing = books.flatMap(({ lots }) => lots.missing.filter(({ reason }) => reason === "not-acquired"));
        const booked = transactions.reduce((total, each) => total + bookedOf(each, assetId), 0n);
        expect(toScaled(quantity)).toBe(booked + sum(missing.map((each) => each.quantity)));
      }
    }),
  );
});

function bookedOf(transaction: Transaction, assetId: string): bigint {
  const { fee } = transaction;
  const paid = fee && "assetId" in fee && fee.assetId === assetId ? toScaled(fee.quantity) : 0n;
  return quantityOf(transaction, assetId) - paid;
}

function quantityOf(transaction: Transaction, assetId: string): bigint {
  if (transaction.type === "swap") {
    const side = (leg: { assetId: string; quantity: string }) =>
      leg.assetId === assetId ? toScaled(leg.quantity) : 0n;
    return side(transaction.in) - side(transaction.out);
  }
  if (!("quantity" in transaction) || transaction.assetId !== assetId) return 0n;
  const isOut = ["sell", "withdrawal", "transfer-out", "gift-out", "lost", "stolen"].includes(transaction.type);
  return isOut ? -toScaled(transaction.quantity) : toScaled(transaction.quantity);
}

it("gains proceeds minus cost, in every match, disposal and total; unknown cost makes no gain", () => {
  fc.assert(
    fc.property(randomSplitTransactions, randomSettings, (transactions, settings) => {
      for (const { disposals, totals } of lotsOf(replay(transactions, settings))) {
        const matches = disposals.flatMap((each) => each.matches);
        for (const { proceeds, cost, gain } of [...matches, ...disposals, totals]) {
          expect(scaled(gain)).toBe(sumKnown(scaled(proceeds), negative(scaled(cost))));
        }
        const known = matches.filter(({ gain }) => gain !== null);
        expect(sum(known.map(({ gain }) => gain ?? ""))).toBe(toScaled(totals.gain));
        const unknown = matches.filter(({ gain }) => gain === null);
        expect(sum(unknown.map(({ quantity }) => quantity))).toBe(toScaled(totals.withoutGain.quantity));
      }
    }),
  );
});

it("keeps the same quantity open under every method, and misses the same units", () => {
  fc.assert(
    fc.property(randomSplitTransactions, randomSettings, (transactions, settings) => {
      const results = COST_METHODS.map((method) => {
        const methods = [{ fromDay: "1970-01-01", method }];
        return holdings(replay(transactions, { ...settings, methods, lots: "portfolio", shorts: "refuse" }));
      });
      const shown = results.map((each) => each.map(({ assetId, quantity }) => [assetId, quantity]));
      for (const other of shown) expect(other).toEqual(shown[0]);
    }),
  );
});

it("keeps all cost through transfers between accounts: the same as one that never moved, where nothing was missing", () => {
  fc.assert(
    fc.property(randomSplitTransactions, randomSettings, (transactions, settings) => {
      const kept = transactions.filter(({ type }) => type === "buy" || type.startsWith("transfer") || type === "split");
      const costed = kept.map(
        (each): Transaction => (each.type === "buy" ? { ...each, value: each.value ?? "1" } : each),
      );
      const links = new Map<string, number>();
      for (const each of costed) if ("link" in each) links.set(each.link, (links.get(each.link) ?? 0) + 1);
      const paired = costed.filter((each) => !("link" in each) || links.get(each.link) === 2);
      const unpaid = paired.map((each): Transaction => ("fee" in each ? { ...each, fee: { amount: "0" } } : each));
      const result = holdings(replay(unpaid, { ...settings, lots: "account" }));
      const bought = unpaid.filter((each) => each.type === "buy");
      for (const { assetId, knownCostBasis } of result) {
        const paid = sum(bought.filter((each) => each.assetId === assetId).map(({ value }) => value ?? ""));
        expect(toScaled(knownCostBasis)).toBeLessThanOrEqual(paid);
        // An average of units with and without a known cost is not known.
        if (settings.methods.every(({ method }) => method !== "average" && method !== "section-104")) {
          expect(toScaled(knownCostBasis)).toBe(paid);
        }
      }
    }),
  );
});

it("shows the holding of each day as a replay until that day does, and values it only where all prices are known", () => {
  fc.assert(
    fc.property(randomSplitTransactions, randomSettings, fc.nat(59), (transactions, settings, at) => {
      const result = replay(transactions, settings);
      fc.pre(result.firstDay !== null);
      const days = new DailyValues(result, []);
      const [{ assetId = "" } = {}] = result.assets;
      fc.pre(assetId !== "");
      const row = days.quantities(assetId)[at];
      fc.pre(row !== undefined);
      const until = replayLedger(transactions, { settings, until: row?.day ?? "" });
      const found = holdings(until).find((each) => each.assetId === assetId)?.quantity ?? "0";
      expect(found).toBe(row?.quantity);
      const isEmpty = holdings(until).every(({ quantity }) => quantity === "0");
      expect(days.portfolio()[at]?.value).toBe(isEmpty ? "0" : null);
    }),
  );
});
