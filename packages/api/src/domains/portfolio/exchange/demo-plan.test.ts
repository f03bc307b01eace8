import { toScaled } from "@cryptodesk/quant/decimals/scaled";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DemoCoin, type DemoTransaction, planDemo } from "./demo-plan.ts";

const PLACES = { currency: "usd", exchangeId: "exchange", coldId: "cold" };

function daysOf(count: number): string[] {
  return Array.from({ length: count }, (_, day) => new Date(Date.UTC(2023, 0, 1 + day)).toISOString().slice(0, 10));
}

const prices = (count: number) =>
  fc
    .array(fc.integer({ min: 1, max: 10 ** 9 }), { minLength: count, maxLength: count })
    .map((all) => all.map((price) => (price / 10_000).toFixed(4)));

const plans = fc.integer({ min: 30, max: 200 }).chain((count) =>
  fc.record({
    days: fc.constant(daysOf(count)),
    coins: fc
      .array(prices(count), { minLength: 2, maxLength: 5 })
      .map((all): DemoCoin[] => all.map((closes, index) => ({ id: `coin-${index}`, closes }))),
  }),
);

/** Units of each coin in each wallet after each transaction, never below 0 where the demo is believable. */
function leastHeld(plan: readonly DemoTransaction[]): bigint {
  const held = new Map<string, bigint>();
  let least = 0n;
  const add = (walletId: string, assetId: string | null, quantity: string | null, sign: bigint) => {
    if (assetId === null || quantity === null) return;
    const key = `${walletId} ${assetId}`;
    const units = (held.get(key) ?? 0n) + sign * toScaled(quantity);
    held.set(key, units);
    if (units < least) least = units;
  };
  for (const { draft } of plan) {
    const goes = ["sell", "swap", "transfer-out"].includes(draft.type);
    add(draft.walletId, draft.assetId, draft.quantity, goes ? -1n : 1n);
    add(draft.walletId, draft.toAssetId, draft.toQuantity, 1n);
    add(draft.walletId, draft.feeAssetId, draft.feeAssetId === null ? null : draft.fees, -1n);
  }
  return least;
}

/** Every number of units that a transaction names. */
function amountsOf({ draft }: DemoTransaction): string[] {
  return [draft.quantity, draft.toQuantity].filter((units) => units !== null);
}

describe("the demo's transactions", () => {
  it("never let more go than is there, whatever prices did", () => {
    fc.assert(
      fc.property(plans, ({ days, coins }) => {
        expect(leastHeld(planDemo(days, coins, PLACES))).toBe(0n);
      }),
    );
  });

  it("are in order, within the days, of units above 0, and the same every time", () => {
    fc.assert(
      fc.property(plans, ({ days, coins }) => {
        const plan = planDemo(days, coins, PLACES);
        const times = plan.map(({ draft }) => draft.at.getTime());
        expect(times).toEqual(times.toSorted((left, right) => left - right));
        expect(plan.filter(({ draft }) => !days.includes(draft.at.toISOString().slice(0, 10)))).toEqual([]);
        expect(plan.flatMap(amountsOf).filter((units) => toScaled(units) <= 0n)).toEqual([]);
        expect(planDemo(days, coins, PLACES)).toEqual(plan);
      }),
    );
  });

  it("show a newcomer every kind of thing that happens, a sale with a gain and one with a loss among it", () => {
    const days = daysOf(365);
    const wave = (start: number, turn: number) =>
      days.map((_, day) => (start + 50 * Math.sin((day + turn) / 40)).toFixed(2));
    const coins = [0, 30, 60, 90, 120].map((turn, index) => ({
      id: `coin-${index}`,
      closes: wave(100 * (index + 1), turn),
    }));
    const plan = planDemo(days, coins, PLACES);
    const kinds = new Set(plan.map(({ draft }) => draft.type));
    expect([...kinds].toSorted()).toEqual([
      "buy",
      "fee",
      "sell",
      "staking-reward",
      "swap",
      "transfer-in",
      "transfer-out",
    ]);
    const priceOf = (id: string | null, at: Date) =>
      Number(coins.find((coin) => coin.id === id)?.closes[days.indexOf(at.toISOString().slice(0, 10))]);
    const gains = plan
      .filter(({ draft }) => draft.type === "sell")
      .map(({ draft }) => {
        const bought = plan.find((other) => other.draft.assetId === draft.assetId && other.draft.type === "buy");
        return priceOf(draft.assetId, draft.at) / priceOf(draft.assetId, bought?.draft.at ?? draft.at);
      });
    expect(gains.toSorted((left, right) => left - right)).toEqual([
      expect.toSatisfy((gain: number) => gain < 0.8),
      expect.toSatisfy((gain: number) => gain > 1.2),
    ]);
    expect(plan.filter(({ move }) => move === 0).map(({ draft }) => draft.walletId)).toEqual(["exchange", "cold"]);
    expect(plan.length).toBeGreaterThan(40);
  });
});
