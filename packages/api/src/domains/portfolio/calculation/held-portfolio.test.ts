import { DEFAULT_RULES } from "@cryptodesk/shared/portfolio/portfolio.contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HeldPortfolio } from "./held-portfolio.ts";
import { headerOf, idOf, knownPrices, NOW, recordOf, rowOf } from "./held-records.fixture.ts";
import type { HeldRecord } from "./transaction-row.ts";

const amount = fc.constantFrom("0.1", "1", "2.5", "7", "0.000000000000000001");
const unknown = <T>(of: fc.Arbitrary<T>) => fc.option(of, { freq: 3 });
const coin = fc.constantFrom("btc", "eth", "fiat:eur", "other:X");
const said = {
  at: fc.nat(90).map((halves) => new Date(Date.parse("2024-01-05T00:00:00Z") + halves * 43_200_000).toISOString()),
  walletId: fc.constantFrom(idOf(901), idOf(902)),
  assetId: coin,
  quantity: amount,
  value: unknown(amount),
  currency: fc.constantFrom("usd", "eur", "gbp", "jpy"),
};
const fee = fc.record({ fees: unknown(amount), feeAssetId: fc.option(coin) });
const single = fc
  .tuple(
    fc.record({
      ...said,
      type: fc.constantFrom("buy", "buy", "sell", "deposit", "withdrawal", "staking-reward", "gift-out", "lost"),
    }),
    fee,
    fc.record({ cost: unknown(amount) }),
  )
  .map(([base, paid, { cost }]) => recordOf({ ...base, ...paid, cost: base.type === "deposit" ? cost : null }));
const swap = fc
  .tuple(fc.record({ ...said, assetId: fc.constantFrom("btc", "eth") }), fee, amount)
  .map(([base, paid, toQuantity]) => recordOf({ ...base, ...paid, type: "swap", toAssetId: "fiat:eur", toQuantity }));
const split = fc
  .tuple(fc.record({ at: said.at, assetId: coin }), fc.constantFrom("2", "3"))
  .map(([base, splitTo]) => recordOf({ ...base, type: "split", splitFrom: "1", splitTo }));
// Few kinds of sides, so that many find each other.
const side = fc
  .tuple(
    fc.record({ ...said, assetId: fc.constant("btc"), quantity: fc.constantFrom("1", "2.5") }),
    fee,
    fc.constantFrom<["transfer-out" | "transfer-in", number][]>(
      ["transfer-out", 700],
      ["transfer-in", 700],
      ["transfer-out", 701],
      ["transfer-in", 701],
    ),
  )
  .map(([base, paid, [type, link]]) => recordOf({ ...base, ...paid, type, linkId: idOf(link) }));
const record: fc.Arbitrary<HeldRecord> = fc.oneof({ weight: 5, arbitrary: single }, swap, split, {
  weight: 4,
  arbitrary: side,
});

/** Writes to a few places: each replaces what was there, or takes it away. */
const changes = fc.array(
  fc.array(fc.tuple(fc.nat(11), fc.option(record, { freq: 4 })), { minLength: 1, maxLength: 4 }),
  { minLength: 1, maxLength: 8 },
);
const rules = fc.record({
  feesInCost: fc.boolean(),
  lots: fc.constantFrom("account" as const, "portfolio" as const),
  unpriced: fc.constantFrom("market" as const, "leave" as const),
  methods: fc
    .constantFrom("fifo" as const, "hifo" as const, "average" as const, "section-104" as const)
    .map((method) => [{ fromDay: "1970-01-01", method }]),
});
const currency = fc.constantFrom("usd", "eur");

type Held = Map<number, HeldRecord>;

/** No link has two sides of one kind: the desk makes both with it. */
function isAllowed(records: Held): boolean {
  const sides = [...records.values()].flatMap(({ linkId, type }) => (linkId === null ? [] : [`${linkId} ${type}`]));
  return new Set(sides).size === sides.length;
}

function outcome(held: HeldPortfolio): unknown {
  try {
    return JSON.parse(JSON.stringify(held.calculate(NOW)));
  } catch (error) {
    return error instanceof RangeError ? "refused" : error;
  }
}

function written(records: Held, step: readonly [number, HeldRecord | null][]): Held {
  const after = new Map(records);
  for (const [place, record] of step) {
    if (record === null) after.delete(place);
    else after.set(place, { ...record, id: idOf(place) });
  }
  return after;
}

function textOf(place: number, record: HeldRecord | undefined): string {
  return record === undefined ? JSON.stringify([[idOf(place)]]) : rowOf(record);
}

function expectSame(held: HeldPortfolio, fresh: HeldPortfolio): void {
  const [here, there] = [outcome(held), outcome(fresh)];
  expect(here).toEqual(there);
  if (here === "refused") return;
  expect(held.statement()).toEqual(fresh.statement());
  expect([...held.valuations].sort()).toEqual([...fresh.valuations].sort());
  expect(held.daily().portfolio()).toEqual(fresh.daily().portfolio());
}

function afresh(records: Held, header: ReturnType<typeof headerOf>): HeldPortfolio {
  const held = new HeldPortfolio(header.portfolioId, knownPrices());
  for (const each of records.values()) held.stage(rowOf(each));
  held.settle(header, NOW);
  return held;
}

describe("a portfolio in memory", () => {
  it("stands after any changes where one read afresh stands", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(changes, rules, currency, (steps, said, money) => {
        const held = new HeldPortfolio(headerOf(1).portfolioId, knownPrices());
        let records: Held = new Map();
        for (const [at, step] of steps.entries()) {
          const after = written(records, step);
          if (!isAllowed(after)) continue;
          records = after;
          for (const [place] of step) held.stage(textOf(place, records.get(place)));
          const header = headerOf(at + 1, { currency: money, rules: { ...DEFAULT_RULES, ...said } });
          held.settle(header, NOW);
          expectSame(held, afresh(records, header));
        }
      }),
      { numRuns: 80 },
    );
  });

  it("has the figures that a replay of everything has", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 12 }), rules, (all, said) => {
        const records = new Map(all.map((each, place) => [place, { ...each, id: idOf(place) }]));
        fc.pre(isAllowed(records));
        const held = afresh(records, headerOf(1, { rules: { ...DEFAULT_RULES, ...said } }));
        const found = outcome(held);
        fc.pre(found !== "refused");
        const { holdings } = held.calculate(NOW);
        const { holdings: whole } = held.statement();
        expect(holdings.map(({ missing: _, ...each }) => each)).toEqual(whole.map(({ books: _, ...each }) => each));
        expect(holdings.map(({ missing }) => missing)).toEqual(
          whole.map(({ books }) => books.reduce((sum, { lots }) => sum + lots.missing.length, 0)),
        );
      }),
      { numRuns: 100 },
    );
  });

  it("counts everything anew under other rules, another currency and other own rates", () => {
    const bought = recordOf({ type: "buy", assetId: "btc", quantity: "1", value: "100", currency: "eur", fees: "1" });
    const held = afresh(new Map([[1, bought]]), headerOf(1));
    const cost = () => held.calculate(NOW).holdings[0]?.costBasis;
    expect(cost()).toBe("202");
    held.settle(headerOf(2, { rules: { ...headerOf(1).rules, feesInCost: false } }), NOW);
    expect(cost()).toBe("200");
    held.settle(headerOf(3, { currency: "gbp" }), NOW);
    expect(cost()).toBe("50.5");
    const day = Date.parse("2024-02-01T00:00:00Z") / 86_400_000;
    const ownRates = JSON.stringify([{ id: "eur", days: String(day), values: "0.8", sources: "own" }]);
    held.settle(headerOf(4, { ownRates }), NOW);
    expect(cost()).toBe("126.25");
  });

  it("moves units to another wallet from the day they left, not from the day they arrived", () => {
    const units = { assetId: "btc", quantity: "1" } as const;
    const linked = { ...units, linkId: idOf(700) };
    const into = recordOf({ ...linked, id: idOf(3), type: "transfer-in", at: "2024-02-12T00:00:00.000Z" });
    const records: Held = new Map([
      [1, recordOf({ ...units, type: "buy", at: "2024-02-01T00:00:00.000Z" })],
      [2, recordOf({ ...linked, id: idOf(2), type: "transfer-out", at: "2024-02-05T00:00:00.000Z" })],
      [3, { ...into, walletId: idOf(902) }],
    ]);
    const held = afresh(records, headerOf(1));
    held.calculate(NOW);
    held.stage(rowOf({ ...into, walletId: idOf(903) }));
    held.settle(headerOf(2), NOW);
    expect(held.calculate(NOW).holdings[0]?.accounts).toEqual([
      { accountId: idOf(901), quantity: "0" },
      { accountId: idOf(903), quantity: "1" },
    ]);
  });

  it("keeps its transactions and tries again after one that contradicts another", () => {
    const lots = [{ lotId: idOf(1), quantity: "5" }];
    const rules = { ...headerOf(1).rules, methods: [{ fromDay: "1970-01-01", method: "specific" as const }] };
    const bought = recordOf({ type: "buy", assetId: "btc", quantity: "9", value: "9" });
    const sold = recordOf({ id: idOf(2), type: "sell", assetId: "btc", quantity: "1", value: "2", lots });
    const held = afresh(
      new Map([
        [1, bought],
        [2, { ...sold, at: "2024-02-02T00:00:00.000Z" }],
      ]),
      headerOf(1, { rules }),
    );
    expect(() => held.calculate(NOW)).toThrow(/more chosen of the lot/);
    expect(() => held.calculate(NOW)).toThrow(/more chosen of the lot/);
    held.stage(JSON.stringify([[idOf(2)]]));
    held.settle(headerOf(2, { rules }), NOW);
    expect(held.calculate(NOW).holdings[0]?.quantity).toBe("9");
  });

  it("values what is dated today anew while the price moves, and lets it rest once the day is over", () => {
    const book = knownPrices();
    const held = new HeldPortfolio(headerOf(1).portfolioId, book);
    held.stage(rowOf(recordOf({ type: "buy", assetId: "btc", quantity: "2", at: "2024-03-10T08:00:00.000Z" })));
    held.settle(headerOf(1), NOW);
    const price = (priceUsd: string) => book.live.set("btc", { id: "btc", priceUsd, source: "binance", asOf: NOW });
    const cost = (now: string) => held.calculate(now).holdings[0]?.costBasis;
    price("300");
    expect(cost(NOW)).toBe("600");
    price("310");
    expect(cost(NOW)).toBe("620");
    const text = JSON.stringify([{ id: "btc", days: "19792", values: "305", sources: "binance" }]);
    book.take("closes", text, [{ id: "btc", fromDay: "2024-03-10" }], Date.parse("2024-03-12T00:00:00Z"));
    price("400");
    expect(cost("2024-03-12T01:00:00.000Z")).toBe("610");
    expect(held.calculate("2024-03-12T02:00:00.000Z").isProvisional).toBe(false);
  });
});
