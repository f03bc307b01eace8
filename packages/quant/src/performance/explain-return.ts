import { compareDecimals } from "../decimals/compare-decimals.ts";
import { type Derivation, DerivationTrail } from "../derivations/derivation.ts";
import type { AssetDays } from "./contribution.ts";
import type { MoneyWeightedReturn } from "./money-weighted-return.ts";
import type { SimpleReturn } from "./simple-return.ts";
import type { TimeWeightedReturn } from "./time-weighted-return.ts";
import type { FlowTiming, ValueDay } from "./value-day.ts";

const TIME_WEIGHTED: Derivation["formula"] = {
  name: "time-weighted return",
  expression: "Π(1 + gain / base) - 1, gain = value + outflow - value before - inflow",
  reference: "Bank Administration Institute, Measuring the Investment Performance of Pension Funds, 1968",
};

const ANNUALISED: Derivation["formula"] = {
  name: "annualised return",
  expression: "(1 + total)^(365 / days) - 1, for more than 365 days",
  reference: "GIPS standards 2020, section 2.A",
};

const MONEY_WEIGHTED: Derivation["formula"] = {
  name: "money-weighted return",
  expression: "r with Σ flow / (1 + r)^(days / 365) = 0",
  reference: "Internal rate of return of dated flows, the XIRR of spreadsheets; the only root, by Brent's method",
};

const CONTRIBUTION: Derivation["formula"] = {
  name: "contribution of an asset",
  expression: "Σ index before · gain of the asset / base of the portfolio",
  reference: "Bacon, Practical Portfolio Performance Measurement and Attribution: multi-period linking",
};

const SIMPLE: Derivation["formula"] = {
  name: "simple return",
  expression: "(value + Σ outflow - Σ inflow) / Σ inflow",
  reference: "Gain on the capital brought in",
};

/**
 * A time-weighted return from the values and flows of its days.
 * @param days and timing from which `timeWeightedReturn` made the result
 * @returns null where the return is unknown
 */
export function explainTimeWeighted(
  days: readonly ValueDay[],
  timing: FlowTiming,
  result: TimeWeightedReturn,
): Derivation | null {
  if (result.total === null) return null;
  const trail = new DerivationTrail();
  const one = trail.input("one", "1", { kind: "figure", id: "constant", field: "1" });
  const nothing = trail.input("nothing before", "0", { kind: "figure", id: "constant", field: "0" });
  let [before, index] = [nothing, one];
  for (const each of days.filter(({ value }) => value !== null)) {
    const { day } = each;
    const names = dayInputs(trail, each);
    const all = trail.step(`value and outflow ${day}`, "sum", [names.value, names.outflow]);
    const gain = trail.step(`gain ${day}`, "difference", [all, before, names.inflow]);
    const split = trail.step(`value before and inflow ${day}`, "sum", [before, names.inflow]);
    const base = trail.step(`base ${day}`, "difference", chosenBase(trail, split, before, names.outflow, timing));
    // Without anything invested a day changes nothing.
    if (trail.valueOf(base) !== "0") {
      const ratio = trail.step(`return ${day}`, "quotient", [gain, base]);
      const growth = trail.step(`growth ${day}`, "sum", [one, ratio]);
      index = trail.step(`index ${day}`, "product", [index, growth]);
    }
    before = names.value;
  }
  trail.step("total", "difference", [index, one]);
  return trail.derivation("time-weighted return", result.total, TIME_WEIGHTED);
}

/**
 * A simple return from the values and flows of its days.
 * @returns null where the return is unknown
 */
export function explainSimple(days: readonly ValueDay[], result: SimpleReturn): Derivation | null {
  if (result.ratio === null) return null;
  const trail = new DerivationTrail();
  const names = days.map((day) => dayInputs(trail, day));
  const last = names.at(-1)?.value ?? "";
  const invested = trail.step(
    "invested",
    "sum",
    names.map(({ inflow }) => inflow),
  );
  const back = trail.step("value and outflows", "sum", [last, ...names.map(({ outflow }) => outflow)]);
  const gain = trail.step("gain", "difference", [back, invested]);
  trail.step("ratio", "quotient", [gain, invested]);
  return trail.derivation("simple return", result.ratio, SIMPLE);
}

/**
 * An annualised time-weighted return from the total and its days.
 * @returns null where it is not annualised
 */
export function explainAnnualised({ total, days, annualised }: TimeWeightedReturn): Derivation | null {
  if (total === null || annualised === null) return null;
  const trail = new DerivationTrail();
  const figure = { kind: "figure", id: "time-weighted return" } as const;
  const of = [
    trail.input("total", total, { ...figure, field: "total" }),
    trail.input("days", `${days}`, { ...figure, field: "days" }),
  ];
  trail.step("annualised", "annual-rate", of);
  return trail.derivation("annualised time-weighted return", annualised, ANNUALISED);
}

/**
 * The rate of a money-weighted return from its flows.
 * @returns null where there is not exactly one rate
 */
export function explainMoneyWeighted({ flows, rate }: MoneyWeightedReturn): Derivation | null {
  if (rate?.solution !== "unique") return null;
  const trail = new DerivationTrail();
  const names = flows.map(({ day, amount }) => {
    return trail.input(`flow ${day}`, amount, { kind: "day", id: day, field: "outflow + value at the end - inflow" });
  });
  trail.step("rate", "internal-rate", names);
  return trail.derivation("money-weighted return", rate.annualRate, MONEY_WEIGHTED);
}

/**
 * An asset's contribution from its own values and flows and the links of the portfolio's time-weighted return.
 * @param asset the days that `contributionsByAsset` was given
 * @param contribution what it found
 * @param portfolio `timeWeightedReturn` of the portfolio with the same timing
 * @returns null where the contribution is unknown
 */
export function explainContribution(
  { assetId, days }: AssetDays,
  contribution: string | null,
  portfolio: TimeWeightedReturn,
): Derivation | null {
  if (contribution === null) return null;
  const trail = new DerivationTrail();
  const byDay = new Map(days.map((day) => [day.day, day]));
  const link = { kind: "figure", id: "time-weighted return" } as const;
  let before = trail.input("nothing before", "0", { kind: "figure", id: "constant", field: "0" });
  let index = trail.input("one", "1", { kind: "figure", id: "constant", field: "1" });
  const parts: string[] = [];
  for (const { day, base, index: after } of portfolio.links) {
    const each = byDay.get(day);
    if (each === undefined) throw new RangeError(`${assetId} has no ${day}`);
    const names = dayInputs(trail, each);
    const all = trail.step(`value and outflow ${day}`, "sum", [names.value, names.outflow]);
    const gain = trail.step(`gain ${day}`, "difference", [all, before, names.inflow]);
    const on = trail.input(`base ${day}`, base, { ...link, field: `base ${day}` });
    if (base !== "0") parts.push(trail.step(`part ${day}`, "share", [index, gain, on]));
    index = trail.input(`index ${day}`, after, { ...link, field: `index ${day}` });
    before = names.value;
  }
  trail.step("contribution", "sum", parts);
  return trail.derivation(`contribution of ${assetId}`, contribution, CONTRIBUTION);
}

function dayInputs(trail: DerivationTrail, { day, value, inflow, outflow }: ValueDay) {
  const input = (field: string, text: string | null) => {
    if (text === null) throw new RangeError(`an unknown ${field} on ${day} in a known return`);
    return trail.input(`${field} ${day}`, text, { kind: "day", id: day, field });
  };
  return {
    value: value === null ? "" : input("value", value),
    inflow: input("inflow", inflow),
    outflow: input("outflow", outflow),
  };
}

/** Operands of the difference that is the base, as `stretchesOf` chooses it. */
function chosenBase(
  trail: DerivationTrail,
  split: string,
  before: string,
  outflow: string,
  timing: FlowTiming,
): string[] {
  const isAbove = (left: string, right: string) => compareDecimals(trail.valueOf(left), trail.valueOf(right)) > 0;
  if (timing === "start" && isAbove(split, outflow)) return [split, outflow];
  if (timing === "end" && trail.valueOf(before) !== "0") return [before];
  return [split];
}
