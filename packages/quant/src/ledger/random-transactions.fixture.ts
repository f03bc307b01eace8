import fc from "fast-check";
import { COST_METHODS } from "../lots/compare-methods.ts";
import { randomAmount, randomQuantity } from "../lots/random-ledger.fixture.ts";
import type { Fee, LedgerSettings, Transaction } from "./transaction.ts";

const DAY_MS = 86_400_000;
const FIRST = Date.UTC(2023, 0, 1);

// Few distinct half days, so that equal times, equal days and the 30-day rule occur.
const at = fc.nat(80).map((halfDays) => new Date(FIRST + (halfDays * DAY_MS) / 2).toISOString());
const assetId = fc.constantFrom("btc", "eth", "bnb");
const accountId = fc.constantFrom("wallet", "exchange");
const value = fc.option(randomAmount, { freq: 8 });
const fee: fc.Arbitrary<Fee> = fc.oneof(
  fc.record({ amount: randomAmount }),
  fc.record({ assetId, quantity: randomQuantity, value }),
);
const dated = { id: fc.constant(""), at, accountId };
const ofAsset = { ...dated, assetId, quantity: randomQuantity };
const valued = { ...ofAsset, value };
const type = <T extends Transaction["type"]>(...types: T[]) => fc.constantFrom(...types);

const single: fc.Arbitrary<Transaction> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ ...valued, type: type("buy"), fee }, { requiredKeys: [...keys(valued), "type"] }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ ...valued, type: type("sell"), fee }, { requiredKeys: [...keys(valued), "type"] }),
  },
  fc.record({ ...valued, type: type("deposit", "opening-balance"), cost: value }),
  fc.record({ ...valued, type: type("withdrawal", "gift-out") }),
  { weight: 2, arbitrary: fc.record({ ...valued, type: type("staking-reward", "airdrop", "mining", "gift-in") }) },
  fc.record({ ...ofAsset, type: type("lost", "stolen") }),
  fc.record({ ...dated, type: type("fee"), fee }),
  {
    weight: 3,
    arbitrary: fc.record({
      ...dated,
      type: type("swap"),
      out: fc.record({ assetId: fc.constantFrom("btc", "eth"), quantity: randomQuantity }),
      in: fc.record({ assetId: fc.constant("sol"), quantity: randomQuantity }),
      value,
    }),
  },
);
const split: fc.Arbitrary<Transaction> = fc.record({
  ...dated,
  type: type("split"),
  assetId,
  from: fc.constantFrom("1", "3", "1000"),
  to: fc.constantFrom("1", "2", "7"),
});
const transfer = fc
  .record({ ...valued, later: fc.nat(10), sides: fc.constantFrom("both", "out", "in") })
  .map(({ later, sides, ...each }): Transaction[] => {
    const out = { ...each, type: "transfer-out" as const, link: "" };
    const arrived = new Date(Date.parse(each.at) + later * DAY_MS).toISOString();
    const accounts = { accountId: each.accountId === "wallet" ? "exchange" : "wallet" };
    const into = { ...each, ...accounts, type: "transfer-in" as const, link: "", at: arrived };
    return sides === "both" ? [out, into] : sides === "out" ? [out] : [into];
  });

function keys<T extends object>(record: T): (keyof T)[] {
  return Object.keys(record) as (keyof T)[];
}

const withIds = (groups: Transaction[][]): Transaction[] =>
  groups.flatMap((group, at) => group.map((each, side) => numbered(each, `t${at}.${side}`, `l${at}`)));

function numbered(transaction: Transaction, id: string, link: string): Transaction {
  return "link" in transaction ? { ...transaction, id, link } : { ...transaction, id };
}

const alone = single.map((each) => [each]);

/** Portfolios of up to 40 transactions of every kind but splits, oversold and of unknown value among them. */
export const randomTransactions: fc.Arbitrary<Transaction[]> = fc
  .array(fc.oneof({ weight: 8, arbitrary: alone }, transfer), { maxLength: 40, size: "max" })
  .map(withIds);

/** The same with splits. */
export const randomSplitTransactions: fc.Arbitrary<Transaction[]> = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: alone },
      transfer,
      split.map((each) => [each]),
    ),
    {
      maxLength: 40,
      size: "max",
    },
  )
  .map(withIds);

const method = fc.constantFrom(...COST_METHODS);

/** Every setting, with one method or a change to another. */
export const randomSettings: fc.Arbitrary<LedgerSettings> = fc.record({
  methods: fc.oneof(
    method.map((each) => [{ fromDay: "1970-01-01", method: each }]),
    fc.tuple(method, method).map(([first, second]) => [
      { fromDay: "1970-01-01", method: first },
      { fromDay: "2023-01-21", method: second },
    ]),
  ),
  feesInCost: fc.boolean(),
  longTermDays: fc.constantFrom(null, 20),
  shorts: fc.constantFrom("refuse", "allow"),
  lots: fc.constantFrom("account", "portfolio"),
  giftsReceived: fc.constantFrom("income", "acquisition"),
  giftsMade: fc.constantFrom("disposal", "removal"),
  losses: fc.constantFrom("disposal", "removal"),
});

export const LAST_DAY = "2023-03-01";
