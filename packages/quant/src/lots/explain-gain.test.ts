import fc from "fast-check";
import { expect, it } from "vitest";
import { type Derivation, type DerivationInput, recompute } from "../derivations/derivation.ts";
import { GainExplainer } from "./explain-gain.ts";
import type { LotEvent } from "./lot-event.ts";
import type { LotOptions, LotResult } from "./lot-result.ts";
import { matchLots } from "./match-lots.ts";
import { randomChoosingLedger, randomLedger, randomOptions } from "./random-ledger.fixture.ts";

const FIFO: LotOptions = { method: "fifo", feesInCost: true, longTermDays: 365 };
const LEDGER: LotEvent[] = [
  { kind: "acquisition", id: "b1", at: "2024-01-01T00:00:00Z", quantity: "3", cost: "100", fee: "1" },
  { kind: "disposal", id: "s1", at: "2024-01-02T00:00:00Z", quantity: "1", proceeds: "40" },
  { kind: "disposal", id: "s2", at: "2024-01-03T00:00:00Z", quantity: "1", proceeds: "50", fee: "2" },
];

it("opens a gain into the events, the earlier matches, and the steps between", () => {
  const derivation = new GainExplainer(LEDGER, FIFO, matchLots(LEDGER, FIFO)).match("s2", 0);
  if (derivation === null) throw new Error("no derivation");
  expect(derivation.value).toBe(`14.${"3".repeat(35)}4`);
  expect(derivation.inputs.map(({ value, source }) => [source.kind, source.id, source.field, value])).toEqual([
    ["figure", "disposal s2 match 0", "quantity", "1"],
    ["event", "s2", "proceeds", "50"],
    ["event", "s2", "fee", "2"],
    ["figure", "disposal s2", "quantity", "1"],
    ["event", "s2", "quantity", "1"],
    ["event", "b1", "cost", "100"],
    ["event", "b1", "fee", "1"],
    ["event", "b1", "quantity", "3"],
    ["figure", "disposal s1 match 0", "cost", `33.${"6".repeat(35)}7`],
    ["figure", "disposal s1 match 0", "quantity", "1"],
  ]);
  expect(derivation.formula.reference).toContain("26 CFR 1.1012-1(c)");
});

it("has no explanation for what did not happen", () => {
  const explainer = new GainExplainer(LEDGER, FIFO, matchLots(LEDGER, FIFO));
  expect(() => explainer.disposal("b1")).toThrow(RangeError);
  expect(() => explainer.match("s1", 1)).toThrow(RangeError);
});

/** What an input claims to be, looked up where it says it comes from. */
function lookUp({ source }: DerivationInput, events: readonly LotEvent[], result: LotResult): unknown {
  const walk = (from: unknown, path: string) =>
    path.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], from);
  if (source.kind === "event")
    return (
      walk(
        events.find(({ id }) => id === source.id),
        source.field,
      ) ?? "0"
    );
  const [kind, id, , index] = source.id.split(" ");
  if (kind === "transfer") {
    return walk(result.transfers.find(({ transferId }) => transferId === id)?.lots[Number(index)], source.field);
  }
  const disposal = result.disposals.find(({ disposalId }) => disposalId === id);
  return walk(index === undefined ? disposal : disposal?.matches[Number(index)], source.field);
}

function expectExplained(events: readonly LotEvent[], options: LotOptions): void {
  const result = matchLots(events, options);
  const explainer = new GainExplainer(events, options, result);
  const check = (derivation: Derivation | null, value: string | null) => {
    expect(derivation?.value ?? null).toBe(value);
    if (derivation === null) return;
    expect(recompute(derivation)).toBe(value);
    for (const input of derivation.inputs) expect(lookUp(input, events, result)).toBe(input.value);
  };
  check(explainer.total(), result.totals.gain);
  for (const { disposalId, gain, matches } of result.disposals) {
    check(explainer.disposal(disposalId), gain);
    matches.forEach((match, index) => {
      const derivation = explainer.match(disposalId, index);
      check(derivation, match.gain);
      expect(derivation?.steps.find(({ name }) => name === "cost")?.value).toBe(match.cost);
      expect(derivation?.steps.find(({ name }) => name === "proceeds")?.value).toBe(match.proceeds);
    });
  }
}

it("re-computes every gain of any ledger to the same decimal, from what the events and cited figures say", () => {
  fc.assert(fc.property(randomChoosingLedger, randomOptions, expectExplained));
});

it("does so under the day rules, which match across the whole ledger", () => {
  const options = randomOptions.map((each) => ({ ...each, method: "section-104" as const }));
  fc.assert(fc.property(randomLedger, options, expectExplained), { numRuns: 200 });
});

it("leaves out of a day what its own sales took, and puts into the pool what came by transfer that day", () => {
  const at = (day: number, hour: number) => `2024-01-${10 + day}T${hour}:00:00Z`;
  const lot = { origin: "x", acquiredAt: at(0, 10), acquiredDay: "2024-01-10", quantity: "7", cost: "100" };
  const events: LotEvent[] = [
    { kind: "acquisition", id: "b1", at: at(0, 11), quantity: "10", cost: "100" },
    { kind: "disposal", id: "s1", at: at(1, 12), quantity: "9", proceeds: "90" },
    { kind: "acquisition", id: "b2", at: at(2, 11), quantity: "5", cost: "70" },
    { kind: "disposal", id: "s2", at: at(2, 12), quantity: "3", proceeds: "40" },
    { kind: "transfer-in", id: "in", at: at(3, 11), lots: [lot] },
    { kind: "disposal", id: "s3", at: at(3, 12), quantity: "6", proceeds: "90" },
  ];
  const options: LotOptions = { method: "section-104", feesInCost: true, longTermDays: null };
  expect(matchLots(events, options).disposals.flatMap(({ matches }) => matches.map(({ rule }) => rule))).toEqual([
    "thirty-day",
    "pool",
    "same-day",
    "pool",
  ]);
  expectExplained(events, options);
});
