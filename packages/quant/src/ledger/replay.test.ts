import { describe, expect, it } from "vitest";
import { contributionsByAsset } from "../performance/contribution.ts";
import { timeWeightedReturn } from "../performance/time-weighted-return.ts";
import { DailyValues } from "./daily-values.ts";
import { ledgerStatement } from "./ledger-statement.ts";
import { replayLedger } from "./replay.ts";
import { type LedgerSettings, type Transaction, TransactionError } from "./transaction.ts";

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
const UNTIL = "2024-02-01";

type New<T> = T extends Transaction ? Omit<T, "id" | "accountId" | "at"> & { at?: string; accountId?: string } : never;
/** Transactions of one exchange, a day apart unless they say when. */
function ledger(...transactions: New<Transaction>[]): Transaction[] {
  return transactions.map((each, index) => {
    const at = new Date(Date.UTC(2024, 0, 1 + index, 12)).toISOString();
    return { at, accountId: "exchange", ...each, id: `t${index}` } as Transaction;
  });
}
const buy = (quantity: string, value: string | null): New<Transaction> => ({
  type: "buy",
  assetId: "btc",
  quantity,
  value,
});
const sell = (quantity: string, value: string | null): New<Transaction> => ({
  type: "sell",
  assetId: "btc",
  quantity,
  value,
});
const replay = (transactions: readonly Transaction[], settings: Partial<LedgerSettings> = {}) =>
  replayLedger(transactions, { settings: { ...SETTINGS, ...settings }, until: UNTIL });
const stated = (transactions: readonly Transaction[], settings: Partial<LedgerSettings> = {}) =>
  ledgerStatement(replay(transactions, settings));
const btc = (transactions: readonly Transaction[], settings: Partial<LedgerSettings> = {}) => {
  const holding = stated(transactions, settings).holdings.find(({ assetId }) => assetId === "btc");
  if (holding === undefined) throw new Error("no btc");
  return holding;
};

describe("what is unknown", () => {
  it("makes no gain: a sale of units without a cost is listed with its day, quantity and proceeds", () => {
    const deposit: New<Transaction> = { type: "deposit", assetId: "btc", quantity: "2", value: "60", cost: null };
    const holding = btc(ledger(deposit, sell("1", "50")));
    expect(holding).toMatchObject({
      realisedGain: "0",
      costBasis: null,
      quantityWithoutCost: "1",
      quantityWithoutGain: "1",
    });
    expect(holding.books[0]?.lots.disposals[0]).toMatchObject({ proceeds: "50", cost: null, gain: null });
    expect(holding.books[0]?.lots.missing).toMatchObject([
      { eventId: "t0", kind: "acquisition", reason: "unknown-cost", day: "2024-01-01", quantity: "2", proceeds: null },
      { eventId: "t1", kind: "disposal", reason: "unknown-cost", day: "2024-01-02", quantity: "1", proceeds: "50" },
    ]);
  });

  it("spoils the mean of a pool until the pool is empty, and no longer", () => {
    const all = ledger(
      buy("1", "10"),
      buy("1", null),
      sell("1", "50"),
      sell("1", "50"),
      buy("1", "10"),
      sell("1", "50"),
    );
    const [book] = btc(all, { methods: [{ fromDay: "1970-01-01", method: "average" }] }).books;
    expect(book?.lots.disposals.map(({ gain }) => gain)).toEqual([null, null, "40"]);
    expect(book?.lots.totals).toMatchObject({ gain: "40", withoutGain: { quantity: "2", proceeds: "100" } });
  });

  it("leaves known lots their gain beside an unknown one, and takes unknown ones last by unit cost", () => {
    const all = ledger(buy("1", null), buy("1", "10"), buy("1", "30"), sell("3", "90"));
    for (const [method, costs] of [
      ["hifo", ["30", "10", null]],
      ["lofo", ["10", "30", null]],
    ] as const) {
      const [book] = btc(all, { methods: [{ fromDay: "1970-01-01", method }] }).books;
      expect(book?.lots.disposals[0]?.matches.map(({ cost }) => cost)).toEqual(costs);
      expect(book?.lots.disposals[0]?.gain).toBeNull();
      expect(book?.lots.totals.gain).toBe("20");
    }
  });

  it("is a cost to which a fee of unknown value was added", () => {
    const fee = { assetId: "bnb", quantity: "1", value: null };
    const holding = btc(ledger({ ...buy("1", "100"), fee } as New<Transaction>));
    expect(holding.costBasis).toBeNull();
    expect(holding.fees).toEqual({ value: "0", unknown: 1 });
  });
});

describe("transactions", () => {
  it("swap at one value: what it brings for the one is what the other cost", () => {
    const swap: New<Transaction> = {
      type: "swap",
      out: { assetId: "btc", quantity: "1" },
      in: { assetId: "eth", quantity: "20" },
      value: "70",
      fee: { amount: "2" },
    };
    const { holdings } = stated(ledger(buy("1", "50"), swap));
    expect(
      holdings.map(({ assetId, quantity, costBasis, realisedGain }) => [assetId, quantity, costBasis, realisedGain]),
    ).toEqual([
      ["btc", "0", "0", "18"],
      ["eth", "20", "70", "0"],
    ]);
  });

  it("pay a fee in a third asset by disposing of it at its value", () => {
    const fee = { assetId: "bnb", quantity: "1", value: "8" };
    const bnb: New<Transaction> = { type: "buy", assetId: "bnb", quantity: "2", value: "10" };
    const { holdings, totals } = stated(ledger(bnb, { ...buy("1", "100"), fee } as New<Transaction>));
    expect(holdings).toMatchObject([
      { assetId: "bnb", quantity: "1", costBasis: "5", realisedGain: "3" },
      { assetId: "btc", quantity: "1", costBasis: "108" },
    ]);
    expect(totals.fees).toEqual({ value: "8", unknown: 0 });
  });

  it("earn at their value, which is then their cost", () => {
    const types = ["staking-reward", "interest", "airdrop", "mining", "gift-in"] as const;
    const all = ledger(...types.map((type): New<Transaction> => ({ type, assetId: "btc", quantity: "1", value: "7" })));
    expect(btc(all)).toMatchObject({ costBasis: "35", income: { value: "35", unknown: 0 } });
    expect(btc(all, { giftsReceived: "acquisition" }).income).toEqual({ value: "28", unknown: 0 });
  });

  it("lose without gain, or with a loss where the setting says so", () => {
    const all = ledger(buy("2", "100"), { type: "stolen", assetId: "btc", quantity: "1" });
    expect(btc(all)).toMatchObject({ quantity: "1", costBasis: "50", realisedGain: "0" });
    expect(btc(all, { losses: "disposal" })).toMatchObject({ quantity: "1", costBasis: "50", realisedGain: "-50" });
  });

  it.each(["fifo", "lifo", "hifo", "lofo", "average", "section-104", "specific"] as const)(
    "split under %s: more units, the same cost and dates",
    (method) => {
      const split: New<Transaction> = { type: "split", assetId: "btc", from: "3", to: "1" };
      const holding = btc(ledger(buy("1", "10"), buy("2", "80"), split), {
        methods: [{ fromDay: "1970-01-01", method }],
      });
      expect(holding).toMatchObject({ quantity: "1", costBasis: "90" });
      expect(holding.books[0]?.lots.openLots.map(({ acquiredDay }) => acquiredDay)).toEqual([
        "2024-01-01",
        "2024-01-02",
      ]);
      const quantities = holding.books[0]?.lots.openLots.map(({ quantity }) => quantity);
      expect(quantities).toEqual([`0.${"3".repeat(36)}`, `0.${"6".repeat(35)}7`]);
    },
  );

  it("name the transaction and the field that is wrong", () => {
    const wrong = (...all: New<Transaction>[]) => {
      try {
        replay(ledger(...all));
      } catch (error) {
        if (error instanceof TransactionError) return [error.transactionId, error.field];
      }
      return null;
    };
    const side = { assetId: "btc", quantity: "1", value: null, link: "l" };
    expect(wrong(buy("0", "1"))).toEqual(["t0", "quantity"]);
    expect(wrong(buy("1", "-1"))).toEqual(["t0", "value"]);
    expect(wrong(buy("1", "1"), buy("x", "1"))).toEqual(["t1", "quantity"]);
    expect(wrong({ ...buy("1", "1"), at: "2024-01-01" } as New<Transaction>)).toEqual(["t0", "at"]);
    expect(wrong({ ...buy("1", "1"), day: "2024-02-30" } as New<Transaction>)).toEqual(["t0", "day"]);
    expect(wrong({ ...buy("1", "1"), fee: { amount: "-2" } } as New<Transaction>)).toEqual(["t0", "fee"]);
    expect(wrong({ type: "transfer-out", ...side }, { type: "transfer-in", ...side, quantity: "2" })).toEqual([
      "t1",
      "quantity",
    ]);
    expect(wrong({ type: "transfer-out", ...side }, { type: "transfer-out", ...side })).toEqual(["t1", "link"]);
  });
});

describe("accounts", () => {
  const side = { assetId: "btc", quantity: "1", value: "60", link: "l" };
  const moved = ledger(
    buy("2", "100"),
    { type: "transfer-out", ...side },
    { type: "transfer-in", ...side, accountId: "wallet" },
    { ...sell("1", "70"), accountId: "wallet" } as New<Transaction>,
  );

  it("hand over cost and age with what moves between them", () => {
    const [exchange, wallet] = btc(moved, { lots: "account" }).books;
    expect(exchange?.lots.openLots).toMatchObject([{ id: "t0", quantity: "1", cost: "50" }]);
    expect(wallet?.lots.disposals[0]?.matches).toMatchObject([
      { lotIds: ["t1:0"], cost: "50", gain: "20", acquiredAt: "2024-01-01T12:00:00.000Z", holdingDays: 3 },
    ]);
  });

  it("get units of unknown cost where more arrives than the source had", () => {
    const short = moved.map((each): Transaction => (each.id === "t0" ? { ...each, accountId: "cold" } : each));
    const holding = btc(short, { lots: "account" });
    expect(holding.realisedGain).toBe("0");
    expect(holding.books.flatMap(({ lots }) => lots.missing.map(({ eventId, reason }) => [eventId, reason]))).toEqual([
      ["t1", "not-acquired"],
      ["t1", "unknown-cost"],
      ["t3", "unknown-cost"],
    ]);
  });

  it("are one holding by setting, and always under Section 104", () => {
    const methods = [{ fromDay: "1970-01-01", method: "section-104" as const }];
    for (const settings of [{}, { methods, lots: "account" as const }]) {
      const { books, accounts } = btc(moved, settings);
      expect(books).toMatchObject([{ accountId: null, lots: { totals: { gain: "20" } } }]);
      expect(accounts).toEqual([
        { accountId: "exchange", quantity: "1" },
        { accountId: "wallet", quantity: "0" },
      ]);
    }
  });
});

describe("short positions", () => {
  const all = ledger(sell("2", "100"), buy("1", "30"), buy("3", "240"));

  it("gain when they are covered, oldest first, and the rest of the purchase is held", () => {
    const holding = btc(all, { shorts: "allow" });
    expect(holding).toMatchObject({ quantity: "2", costBasis: "160", realisedGain: "-10" });
    expect(holding.books[0]?.lots.disposals.map(({ disposalId, day, gain }) => [disposalId, day, gain])).toEqual([
      ["t1", "2024-01-02", "20"],
      ["t2", "2024-01-03", "-30"],
    ]);
    expect(holding.books[0]?.lots.missing).toEqual([]);
  });

  it("are missing acquisitions where they are refused", () => {
    expect(btc(all)).toMatchObject({ quantity: "4", costBasis: "270", realisedGain: "0" });
    expect(btc(all).books[0]?.lots.missing).toMatchObject([{ eventId: "t0", reason: "not-acquired", quantity: "2" }]);
  });
});

it("changes the method with the year: a pool hands its mean cost to the lots that stay open", () => {
  const methods = [
    { fromDay: "1970-01-01", method: "average" as const },
    { fromDay: "2024-01-03", method: "hifo" as const },
  ];
  const holding = btc(ledger(buy("1", "10"), buy("1", "30"), buy("1", "25"), sell("1", "40")), { methods });
  expect(holding.books[0]?.lots.disposals[0]?.matches).toMatchObject([{ rule: "lot", lotIds: ["t2"], cost: "25" }]);
  expect(holding.books[0]?.lots.openLots.map(({ id, cost }) => [id, cost])).toEqual([
    ["t0", "20"],
    ["t1", "20"],
  ]);
});

describe("daily values", () => {
  const from = (assetId: string, ...prices: (string | null)[]) => ({ assetId, fromDay: "2024-01-01", prices });
  const traded = ledger(buy("1", "100"), sell("0.5", "60"));
  const days = (prices: (string | null)[], carryDays = 0) => {
    const result = replayLedger(traded, { settings: SETTINGS, until: "2024-01-03" });
    return new DailyValues(result, [from("btc", ...prices)], carryDays);
  };

  it("count money of purchases as coming in and of sales as going out, and give the returns their days", () => {
    const portfolio = days(["100", "120", "132"]).portfolio();
    expect(portfolio).toEqual([
      { day: "2024-01-01", value: "100", inflow: "100", outflow: "0" },
      { day: "2024-01-02", value: "60", inflow: "0", outflow: "60" },
      { day: "2024-01-03", value: "66", inflow: "0", outflow: "0" },
    ]);
    expect(timeWeightedReturn(portfolio).total).toBe("0.32");
    const asset = days(["100", "120", "132"]).asset("btc");
    expect(contributionsByAsset(portfolio, [asset])).toMatchObject({ total: "0.32", unattributed: "0" });
  });

  it("are unknown without a price, and carry one only as far as they are told, and say so", () => {
    expect(days(["100", null, "132"]).portfolio()[1]?.value).toBeNull();
    expect(days(["100", null, null]).carried()).toEqual([]);
    const carried = days(["100", null, null], 1);
    expect(carried.portfolio().map(({ value }) => value)).toEqual(["100", "50", null]);
    expect(carried.carried()).toEqual([{ assetId: "btc", days: ["2024-01-02"] }]);
  });

  it("value what flows without a value at the day's price, and end the return where that is unknown", () => {
    const deposited = ledger({ type: "deposit", assetId: "btc", quantity: "2", value: null, cost: null });
    const result = replayLedger(deposited, { settings: SETTINGS, until: "2024-01-02" });
    expect(new DailyValues(result, [from("btc", "100", "110")]).portfolio()[0]).toMatchObject({ inflow: "200" });
    const unknown = new DailyValues(result, [from("btc", null, "110")]).portfolio();
    expect(unknown[0]).toMatchObject({ inflow: null, value: null });
    expect(timeWeightedReturn(unknown)).toMatchObject({ total: null, unknownOn: "2024-01-01" });
  });

  it("see no flow of the portfolio in a swap, but one of each asset", () => {
    const swap: New<Transaction> = {
      type: "swap",
      out: { assetId: "btc", quantity: "1" },
      in: { assetId: "eth", quantity: "10" },
      value: "120",
    };
    const result = replayLedger(ledger(buy("1", "100"), swap), { settings: SETTINGS, until: "2024-01-02" });
    const values = new DailyValues(result, [from("btc", "100", "120"), from("eth", "12", "12")]);
    expect(values.portfolio()[1]).toMatchObject({ value: "120", inflow: "0", outflow: "0" });
    expect(values.asset("btc").days[1]).toMatchObject({ value: "0", outflow: "120" });
    expect(values.asset("eth").days[1]).toMatchObject({ value: "120", inflow: "120" });
    expect(values.quantities("eth").map(({ quantity }) => quantity)).toEqual(["0", "10"]);
  });
});

describe("order and time", () => {
  it("puts what comes in before what goes out at the same time, whatever their ids", () => {
    const at = "2024-01-01T12:00:00Z";
    const holding = btc(
      ledger({ ...sell("1", "60"), at } as New<Transaction>, { ...buy("1", "50"), at } as New<Transaction>),
    );
    expect(holding).toMatchObject({ quantity: "0", realisedGain: "10" });
    expect(holding.books[0]?.lots.missing).toEqual([]);
  });

  it("settles a sale under Section 104 when 30 days have passed, though nothing happens any more", () => {
    const methods = [{ fromDay: "1970-01-01", method: "section-104" as const }];
    const settled = (until: string) =>
      replayLedger(ledger(buy("1", "50"), sell("1", "60")), {
        settings: { ...SETTINGS, methods },
        until,
      }).assets.flatMap(({ books }) => [...books.values()].flatMap(({ log }) => log.realised)).length;
    expect(settled("2024-01-31")).toBe(0);
    expect(settled("2024-02-01")).toBe(1);
  });

  it("begins the days after a state with what was held at its end", () => {
    const all = ledger(buy("1", "50"), buy("1", "60"), sell("0.5", "40"));
    const { state } = replayLedger(all, { settings: SETTINGS, until: "2024-01-01" });
    const after = replayLedger(all, { settings: SETTINGS, until: "2024-01-04", from: state });
    const later = replayLedger([], { settings: SETTINGS, until: "2024-01-05", from: after.state });
    expect(new DailyValues(after, []).quantities("btc")).toEqual([
      { day: "2024-01-02", quantity: "2" },
      { day: "2024-01-03", quantity: "1.5" },
      { day: "2024-01-04", quantity: "1.5" },
    ]);
    expect(new DailyValues(later, []).quantities("btc")).toEqual([{ day: "2024-01-05", quantity: "1.5" }]);
  });

  it("needs no more of what came before a state than the other side of a transfer", () => {
    const side = { assetId: "btc", quantity: "1", value: null, link: "l" };
    const all = ledger(
      buy("2", "100"),
      { type: "transfer-out", ...side },
      { type: "transfer-in", ...side, accountId: "wallet", at: "2024-01-05T12:00:00Z" },
    );
    const { state } = replayLedger(all, { settings: SETTINGS, until: "2024-01-03" });
    const after = replayLedger(all.slice(1), { settings: SETTINGS, until: "2024-01-06", from: state });
    expect(ledgerStatement(after).holdings[0]).toMatchObject({ quantity: "2", costBasis: "100" });
  });
});
