import fc from "fast-check";
import { expect, it } from "vitest";
import { dayText } from "../calendar/utc-day.ts";
import { sumDecimals } from "../decimals/compare-decimals.ts";
import { recompute } from "../derivations/derivation.ts";
import { contributionsByAsset } from "./contribution.ts";
import {
  explainAnnualised,
  explainContribution,
  explainMoneyWeighted,
  explainSimple,
  explainTimeWeighted,
} from "./explain-return.ts";
import { moneyWeightedReturn } from "./money-weighted-return.ts";
import { simpleReturn } from "./simple-return.ts";
import { timeWeightedReturn } from "./time-weighted-return.ts";
import type { FlowTiming, ValueDay } from "./value-day.ts";

const cents = fc.nat(100_000).map((amount) => `${amount / 100}`);
const row = fc.record({
  value: fc.option(cents, { freq: 40 }),
  inflow: fc.oneof(fc.constant("0"), cents),
  outflow: fc.oneof(fc.constant("0"), cents),
});
const series = fc.array(row, { maxLength: 25, size: "max" }).map((rows) =>
  rows.map(
    (each, at): ValueDay => ({
      ...each,
      ...(each.value === null ? { inflow: "0", outflow: "0" } : {}),
      day: dayText(at),
    }),
  ),
);

it("re-computes every time-weighted return to the same decimal, from values and flows alone", () => {
  fc.assert(
    fc.property(series, fc.constantFrom<FlowTiming>("split", "start", "end"), (days, timing) => {
      const result = timeWeightedReturn(days, timing);
      const derivation = explainTimeWeighted(days, timing, result);
      expect(derivation === null).toBe(result.total === null);
      if (derivation === null) return;
      expect(derivation.value).toBe(result.total);
      expect(recompute(derivation)).toBe(result.total);
      for (const { value, source } of derivation.inputs.filter((input) => input.source.kind === "day")) {
        const day = days.find((each) => each.day === source.id);
        expect(day?.[source.field as "value" | "inflow" | "outflow"]).toBe(value);
      }
    }),
  );
});

it("re-computes every simple return to the same decimal", () => {
  fc.assert(
    fc.property(series, (days) => {
      const result = simpleReturn(days);
      const derivation = explainSimple(days, result);
      expect(derivation === null).toBe(result.ratio === null);
      if (derivation !== null) expect(recompute(derivation)).toBe(result.ratio);
    }),
  );
});

it("re-computes annualised returns and money-weighted rates to the same decimal", () => {
  fc.assert(
    fc.property(series, (days) => {
      const apart = days.map((each, at) => ({ ...each, day: dayText(40 * at) }));
      const total = timeWeightedReturn(apart);
      const annualised = explainAnnualised(total);
      expect(annualised === null).toBe(total.annualised === null);
      if (annualised !== null) expect(recompute(annualised)).toBe(total.annualised);
      const money = moneyWeightedReturn(apart);
      const rate = explainMoneyWeighted(money);
      expect(rate !== null).toBe(money.rate?.solution === "unique");
      if (rate !== null) expect(recompute(rate)).toBe(rate.value);
    }),
  );
});

it("re-computes the contribution of every asset to the same decimal", () => {
  fc.assert(
    fc.property(series, series, fc.constantFrom<FlowTiming>("split", "start", "end"), (first, second, timing) => {
      const length = Math.min(first.length, second.length);
      const assets = [first, second].map((days, at) => ({ assetId: `a${at}`, days: days.slice(0, length) }));
      const portfolio = first.slice(0, length).map((day, at): ValueDay => {
        const other = second[at];
        const add = (left: string | null | undefined, right: string | null | undefined) =>
          left == null || right == null ? null : (sumDecimals([left, right]) ?? "0");
        return {
          day: day.day,
          value: add(day.value, other?.value),
          inflow: add(day.inflow, other?.inflow) ?? "0",
          outflow: add(day.outflow, other?.outflow) ?? "0",
        };
      });
      const whole = timeWeightedReturn(portfolio, timing);
      const contributions = contributionsByAsset(portfolio, assets, timing).assets;
      contributions.forEach(({ contribution }, at) => {
        const derivation = explainContribution(assets[at] ?? { assetId: "", days: [] }, contribution, whole);
        expect(derivation === null).toBe(contribution === null);
        if (derivation !== null) expect(recompute(derivation)).toBe(contribution);
      });
    }),
  );
});

it("shows the day's gain, base and growth between", () => {
  const days: ValueDay[] = [
    { day: "2024-01-01", value: "100", inflow: "100", outflow: "0" },
    { day: "2024-01-02", value: "240", inflow: "100", outflow: "0" },
  ];
  const derivation = explainTimeWeighted(days, "split", timeWeightedReturn(days));
  const steps = new Map(derivation?.steps.map(({ name, value }) => [name, value]));
  expect(steps.get("gain 2024-01-02")).toBe("40");
  expect(steps.get("base 2024-01-02")).toBe("200");
  expect(steps.get("growth 2024-01-02")).toBe("1.2");
  expect(derivation?.value).toBe("0.2");
});
