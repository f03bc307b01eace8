import fc from "fast-check";
import { fromScaled } from "../decimals/scaled.ts";
import { COST_METHODS } from "./compare-methods.ts";
import type { LotEvent } from "./lot-event.ts";

const DAY_MS = 86_400_000;

const decimal = (min: bigint, max: bigint, places: number) =>
  fc.bigInt({ min, max }).map((units) => fromScaled(units * 10n ** BigInt(36 - places)));
const fee = decimal(0n, 10n ** 10n, 8);
// Few distinct half days, so that equal times, equal days and the 30-day rule occur.
const at = fc.nat(80).map((halfDays) => new Date(Date.UTC(2023, 0, 1) + (halfDays * DAY_MS) / 2).toISOString());

export const randomQuantity = decimal(1n, 10n ** 22n, 18);
export const randomAmount = decimal(0n, 10n ** 15n, 8);

const carried = fc.record({
  origin: fc.constant("elsewhere"),
  acquiredAt: fc.constant("2022-05-01T00:00:00Z"),
  acquiredDay: fc.constant("2022-05-01"),
  quantity: randomQuantity,
  cost: randomAmount,
});
const event = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("acquisition" as const),
      at,
      quantity: randomQuantity,
      cost: randomAmount,
      fee,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("disposal" as const),
      at,
      quantity: randomQuantity,
      proceeds: randomAmount,
      fee,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("transfer-out" as const), at, quantity: randomQuantity }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("transfer-in" as const), at, lots: fc.array(carried, { maxLength: 3 }) }),
  },
);

/** Ledgers of up to 40 events of every kind, with 18 decimals, oversold ones among them. */
export const randomLedger: fc.Arbitrary<LotEvent[]> = fc
  .array(event, { maxLength: 40, size: "max" })
  .map((events) => events.map((each, index): LotEvent => ({ ...each, id: `e${index}` })));

/** The same with disposals that name lots, held or not, for specific identification. */
export const randomChoosingLedger: fc.Arbitrary<LotEvent[]> = fc
  .tuple(randomLedger, fc.array(fc.nat(39), { minLength: 40, maxLength: 40 }))
  .map(([events, picks]) =>
    events.map((each, index): LotEvent => {
      if (each.kind !== "disposal") return each;
      return { ...each, lots: [{ lotId: `e${picks[index] ?? 0}`, quantity: each.quantity }] };
    }),
  );

export const randomOptions = fc.record({
  method: fc.constantFrom(...COST_METHODS),
  feesInCost: fc.boolean(),
  longTermDays: fc.constantFrom(null, 20),
});
