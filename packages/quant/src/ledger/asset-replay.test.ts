import fc from "fast-check";
import { expect, it } from "vitest";
import { dayNumberOf } from "../calendar/utc-day.ts";
import { type AssetReplay, type AssetState, NO_ASSET, replayAsset } from "./asset-replay.ts";
import { ledgerStatement } from "./ledger-statement.ts";
import { LAST_DAY, randomSettings, randomSplitTransactions } from "./random-transactions.fixture.ts";
import { type LedgerState, replayLedger } from "./replay.ts";
import type { Fee, Transaction } from "./transaction.ts";

const until = dayNumberOf(LAST_DAY);
const firstDays = fc.array(fc.nat(60), { minLength: 1, maxLength: 4 }).map((days) => {
  return [...new Set(days)].sort((left, right) => left - right).map((day) => dayNumberOf("2022-12-31") + day);
});

/** Transfers with a fee on either side: the side that comes later may be on a day of its own. */
const withFees = fc
  .tuple(randomSplitTransactions, fc.array(fc.option(fc.constantFrom<Fee>({ amount: "3" }, bnb("0.01"), bnb(null)))))
  .map(([transactions, fees]) =>
    transactions.map((each, at): Transaction => {
      const fee = fees[at];
      return each.type.startsWith("transfer") && fee ? { ...each, fee } : each;
    }),
  );

function bnb(quantity: string | null): Fee {
  return quantity === null ? { amount: null } : { assetId: "bnb", quantity, value: "2" };
}

function touching(transactions: readonly Transaction[], assetId: string): Transaction[] {
  return transactions.filter((each) => {
    const { fee } = each;
    if (fee && "assetId" in fee && fee.assetId === assetId) return true;
    if (each.type === "fee") return assetId === NO_ASSET && "amount" in each.fee;
    return each.type === "swap"
      ? each.in.assetId === assetId || each.out.assetId === assetId
      : each.assetId === assetId;
  });
}

it("finds of each asset what a replay of everything finds", () => {
  fc.assert(
    fc.property(withFees, randomSettings, (transactions, settings) => {
      const whole = replayLedger(transactions, { settings, until: LAST_DAY });
      for (const { books, ...holding } of ledgerStatement(whole).holdings) {
        const missing = books.reduce((count, { lots }) => count + lots.missing.length, 0);
        const alone = replayAsset(touching(transactions, holding.assetId), holding.assetId, { settings, until });
        expect(alone.standing).toEqual({ ...holding, missing });
        expect(byId(alone.transfers)).toEqual(byId(books.flatMap(({ lots }) => lots.transfers)));
      }
      const fees = ledgerStatement(whole).fees.filter(({ assetId }) => assetId === null);
      const none = replayAsset(touching(transactions, NO_ASSET), NO_ASSET, { settings, until }).standing;
      expect(none.fees.unknown).toBe(fees.filter(({ value }) => value === null).length);
    }),
    { numRuns: 300 },
  );
});

it("goes on from any state to the same, and leaves the state as it was", () => {
  fc.assert(
    fc.property(withFees, randomSettings, firstDays, (transactions, settings, keep) => {
      for (const assetId of ["btc", "eth", "bnb", "sol", NO_ASSET]) {
        const ours = touching(transactions, assetId);
        const whole = replayAsset(ours, assetId, { settings, until, keep });
        for (const from of whole.states) {
          const before = text(from);
          const later = ours.filter(({ at }) => dayNumberOf(at.slice(0, 10)) > from.dayNumber - 11);
          const again = replayAsset(later.length < ours.length ? withSides(ours, later) : ours, assetId, {
            settings,
            until,
            from,
            keep,
          });
          expect(again.standing).toEqual(whole.standing);
          expect(again.states.map(text)).toEqual(after(whole, from).map(text));
          expect(text(from)).toBe(before);
        }
      }
    }),
    { numRuns: 150 },
  );
});

it("counts the fee of a transfer's later side, wherever the replay went on from", () => {
  const valued = { assetId: "btc", quantity: "1", value: "10" };
  const transactions: Transaction[] = [
    { id: "a", type: "buy", at: "2023-01-01T00:00:00Z", accountId: "x", ...valued },
    { id: "b", type: "transfer-out", at: "2023-01-02T00:00:00Z", accountId: "x", link: "l", ...valued },
    {
      id: "c",
      type: "transfer-in",
      at: "2023-01-05T00:00:00Z",
      accountId: "y",
      link: "l",
      ...valued,
      fee: { amount: "3" },
    },
  ];
  const settings = {
    methods: [{ fromDay: "1970-01-01", method: "fifo" as const }],
    feesInCost: true,
    longTermDays: null,
  };
  const rules = { ...settings, shorts: "refuse", lots: "portfolio" } as const;
  const gifts = { giftsReceived: "income", giftsMade: "disposal", losses: "disposal" } as const;
  const options = { settings: { ...rules, ...gifts }, until: LAST_DAY, snapshotDays: ["2023-01-03"] };
  const whole = replayLedger(transactions, options);
  const [from] = whole.snapshots as [LedgerState];
  const again = replayLedger(transactions, { ...options, from });
  expect(again.state).toEqual(whole.state);
  expect(ledgerStatement(again).totals.fees).toEqual({ value: "3", unknown: 0 });
});

function withSides(all: readonly Transaction[], some: readonly Transaction[]): Transaction[] {
  const links = new Set(some.flatMap((each) => ("link" in each ? [each.link] : [])));
  const ids = new Set(some.map(({ id }) => id));
  return all.filter((each) => ids.has(each.id) || ("link" in each && links.has(each.link)));
}

function byId<T extends { transferId: string }>(transfers: readonly T[]): T[] {
  return [...transfers].sort((left, right) => (left.transferId < right.transferId ? -1 : 1));
}

function after({ states }: AssetReplay, from: AssetState): AssetState[] {
  return states.filter(({ dayNumber }) => dayNumber > from.dayNumber);
}

function text(state: AssetState): string {
  return JSON.stringify(state, (_, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));
}
