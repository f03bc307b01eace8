import { explainAnnualised } from "@cryptodesk/quant/performance/explain-return";
import { moneyWeightedReturn } from "@cryptodesk/quant/performance/money-weighted-return";
import type { TimeWeightedReturn } from "@cryptodesk/quant/performance/time-weighted-return";
import type { FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";
import type { DaySpan } from "../day-span.ts";
import { type LedgerDays, type MeasuredDays, measuredDays, withOpeningDay } from "../measured-days.ts";
import { periodReturns } from "../period-returns.ts";
import { DayInputs } from "./day-inputs.ts";
import type { ExplainContext } from "./explain-context.ts";
import { type ExplainedFigure, type FigureHead, FigureTrail, fromDerivation } from "./figure-trail.ts";

export type ReturnFigure = "simpleReturn" | "timeWeighted" | "timeWeightedAnnualised" | "moneyWeighted";

const FORMULAS = {
  simpleReturn: {
    name: "simple return",
    expression: "(value at the end + Σ outflow - value at the start - Σ inflow) / (value at the start + Σ inflow)",
    reference: "Gain on the capital brought in",
  },
  timeWeighted: {
    name: "time-weighted return",
    expression: "Π(1 + gain / base) - 1, gain = value + outflow - value before - inflow, base = value before + inflow",
    reference: "Bank Administration Institute, Measuring the Investment Performance of Pension Funds, 1968",
  },
  timeWeightedAnnualised: {
    name: "annualised return",
    expression: "(1 + total)^(365 / days) - 1, for more than 365 days",
    reference: "GIPS standards 2020, section 2.A",
  },
  moneyWeighted: {
    name: "money-weighted return",
    expression: "r with Σ flow / (1 + r)^(days / 365) = 0",
    reference: "Internal rate of return of dated flows, the XIRR of spreadsheets; the only root, by Brent's method",
  },
} as const;

/** The days of a return with what they are asked by. */
export interface ExplainedSpan {
  span: DaySpan;
  /** `period`, `from` and `to` as they were asked for: inputs that are returns are of the same. */
  asked: Pick<FigureRef, "period" | "from" | "to">;
}

/** A return of the portfolio over a period. */
export function explainReturn(
  ctx: ExplainContext,
  days: LedgerDays,
  figure: ReturnFigure,
  { span, asked }: ExplainedSpan,
): ExplainedFigure {
  const formula = FORMULAS[figure];
  const when = span.from === null ? `until ${span.to}` : `${span.from} to ${span.to}`;
  const head: FigureHead = { figure: `${formula.name}, ${when}`, assetId: null, unit: "ratio", formula };
  const measured = measuredDays(days.portfolio(), span);
  const { returns, linked, unknownOn } = periodReturns(ctx.ledger, measured);
  const reason = unknownReason(measured, unknownOn);
  const trail = new FigureTrail();
  if (figure === "moneyWeighted") {
    const { solution, annualRates, reason: why } = returns.moneyWeighted;
    const [rate] = annualRates;
    if (solution !== "unique" || rate === undefined) return trail.unknown(head, why ?? reason);
    flowsTrail(trail, measured);
    return trail.known(head, rate);
  }
  if (figure === "simpleReturn") {
    if (returns.simple === null) return trail.unknown(head, returns.gain === null ? reason : "Nothing was invested.");
    simpleTrail(trail, measured);
    return trail.known(head, returns.simple);
  }
  if (returns.timeWeighted === null || linked === null) return trail.unknown(head, reason);
  if (figure === "timeWeightedAnnualised") return annualisedFrom(head, linked, { span, asked });
  linkedTrail(trail, measured);
  return trail.known(head, returns.timeWeighted);
}

function annualisedFrom(head: FigureHead, linked: TimeWeightedReturn, { span, asked }: ExplainedSpan): ExplainedFigure {
  const derivation = explainAnnualised(linked);
  if (derivation === null) return new FigureTrail().unknown(head, "Returns of a year or less are not annualised.");
  const opens: FigureRef = { figure: "timeWeighted", ...asked };
  return fromDerivation(head, derivation, ({ name, source }) =>
    name === "total"
      ? { detail: "Time-weighted return over all the days", opens }
      : { detail: "Days of the period", source: { ...source, kind: "day" as const, id: span.to } },
  );
}

/** Why a return of a period is not known. */
export function unknownReason({ opening, plain }: MeasuredDays, unknownOn: string | null): string {
  if (plain.length === 0) return "Nothing happened yet.";
  if (unknownOn === null) return "Something of the period is unknown.";
  const value = opening?.day === unknownOn ? opening.value : plain.find(({ day }) => day === unknownOn)?.value;
  if (value?.startsWith("-"))
    return `On ${unknownOn} the portfolio was worth less than nothing, on which no return can be measured.`;
  return value === null || value === undefined
    ? `The value on ${unknownOn} is unknown.`
    : `What flowed on ${unknownOn} is unknown, or was gained without anything invested.`;
}

function simpleTrail(trail: FigureTrail, measured: MeasuredDays): void {
  const inputs = new DayInputs(trail, measured);
  const names = measured.plain.map((day, at) => {
    // Values between do not count.
    return inputs.read(at === measured.plain.length - 1 ? day : { ...day, value: null });
  });
  const invested = trail.step(
    "invested",
    "sum",
    names.flatMap(({ brought }) => brought),
  );
  const last = names.at(-1)?.value;
  const back = trail.step("value and outflows", "sum", [
    ...(last == null ? [] : [last]),
    ...names.flatMap(({ taken }) => taken),
  ]);
  const gain = trail.step("gain", "difference", [back, invested]);
  trail.step("return", "quotient", [gain, invested]);
}

function linkedTrail(trail: FigureTrail, measured: MeasuredDays): void {
  const one = trail.input("one", "1", { kind: "figure", id: "constant", field: "1" });
  const inputs = new DayInputs(trail, measured);
  let [index, before]: [string, string | null] = [one, null];
  for (const each of measured.plain) {
    const { value, brought, taken } = inputs.read(each);
    if (value === null) continue;
    const { day } = each;
    const all = taken.length === 0 ? value : trail.step(`value and outflow ${day}`, "sum", [value, ...taken]);
    const start = before === null ? brought : [before, ...brought];
    before = value;
    const [only, ...others] = start;
    if (only === undefined) continue;
    const base = others.length === 0 ? only : trail.step(`base ${day}`, "sum", start);
    // Without anything invested a day changes nothing.
    if (trail.valueOf(base) === "0") continue;
    const gain = trail.step(`gain ${day}`, "difference", [all, base]);
    const ratio = trail.step(`return ${day}`, "quotient", [gain, base]);
    index = trail.step(`index ${day}`, "product", [index, trail.step(`growth ${day}`, "sum", [one, ratio])]);
  }
  trail.step("total", "difference", [index, one]);
}

/** What the owner paid in is negative, what came back or is there at the end positive. */
function flowsTrail(trail: FigureTrail, measured: MeasuredDays): void {
  const days = withOpeningDay(measured);
  const last = days.at(-1);
  const { flows } = moneyWeightedReturn(days);
  const names = flows.map(({ day, amount }) => {
    const isStart = day === measured.opening?.day;
    const isEnd = day === last?.day;
    const detail = isStart
      ? "Value at the start, as if it had been paid in then"
      : isEnd
        ? "Value at the end, with what flowed that day"
        : `Net of what was taken out and brought in on ${day}`;
    const opens: FigureRef | null = isStart || isEnd ? { figure: "dayValue", day } : null;
    return trail.input(
      `flow ${day}`,
      amount,
      { kind: "day", id: day, field: "outflow + value at the end - inflow" },
      { detail, opens },
    );
  });
  trail.step("rate", "internal-rate", names);
}
