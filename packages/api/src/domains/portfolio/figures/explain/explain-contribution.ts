import type { TimeWeightedReturn } from "@cryptodesk/quant/performance/time-weighted-return";
import type { FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";
import { assetPeriods, contributionsOf } from "../contributions.ts";
import { type LedgerDays, type MeasuredDays, measuredDays } from "../measured-days.ts";
import { periodReturns } from "../period-returns.ts";
import { DayInputs } from "./day-inputs.ts";
import type { ExplainContext } from "./explain-context.ts";
import { type ExplainedSpan, unknownReason } from "./explain-return.ts";
import { type ExplainedFigure, type FigureHead, FigureTrail } from "./figure-trail.ts";

const NOTHING = { value: null, brought: [], taken: [] };

const CONTRIBUTION = {
  name: "contribution of an asset",
  expression: "Σ index before · gain of the asset / base of the portfolio",
  reference: "Bacon, Practical Portfolio Performance Measurement and Attribution: multi-period linking",
};

/** What an asset added to the time-weighted return of a period. */
export function explainContribution(
  ctx: ExplainContext,
  days: LedgerDays,
  assetId: string,
  { span, asked }: ExplainedSpan,
): ExplainedFigure {
  ctx.holding(assetId);
  const symbol = ctx.symbol(assetId);
  const head: FigureHead = { figure: `contribution of ${symbol}`, assetId, unit: "ratio", formula: CONTRIBUTION };
  const measured = measuredDays(days.portfolio(), span);
  const { linked, unknownOn } = periodReturns(ctx.ledger, measured);
  const periods = assetPeriods(days, span);
  const contribution = contributionsOf(measured, periods).find((each) => each.assetId === assetId);
  const trail = new FigureTrail();
  const own = periods.find((each) => each.assetId === assetId);
  if (own === undefined) {
    trail.step("contribution", "sum", []);
    return trail.known(head, "0");
  }
  if (linked === null || contribution?.contribution == null) {
    const short = unknownOn === null ? `${symbol} was sold short, or what it exchanged is of unknown value.` : null;
    return trail.unknown(head, short ?? unknownReason(measured, unknownOn));
  }
  const opens: FigureRef = { figure: "timeWeighted", ...asked };
  partsTrail(trail, { assetId, measured: own.measured, opens }, linked.links);
  return trail.known(head, contribution.contribution);
}

/** The asset's gain of each day by its weight in the portfolio's return. */
function partsTrail(
  trail: FigureTrail,
  { assetId, measured, opens }: { assetId: string; measured: MeasuredDays; opens: FigureRef },
  links: TimeWeightedReturn["links"],
): void {
  const one = trail.input("one", "1", { kind: "figure", id: "constant", field: "1" });
  const inputs = new DayInputs(trail, measured, { assetId });
  const byDay = new Map(measured.plain.map((day) => [day.day, day]));
  let before: string[] = [];
  let index = "1";
  const parts: string[] = [];
  for (const { day, base, index: after } of links) {
    const indexBefore = index;
    index = after;
    const each = byDay.get(day);
    const { value, brought, taken } = each === undefined ? NOTHING : inputs.read(each);
    if (value === null) continue;
    const all = taken.length === 0 ? value : trail.step(`value and outflow ${day}`, "sum", [value, ...taken]);
    const gain = trail.step(`gain ${day}`, "difference", [all, ...before, ...brought]);
    before = [value];
    if (base === "0" || trail.valueOf(gain) === "0") continue;
    const source = { kind: "figure" as const, id: "time-weighted return", field: `base ${day}` };
    const detail = `What the portfolio's gain on ${day} was made on`;
    const on = trail.input(`base ${day}`, base, source, { detail, opens });
    const from = indexBefore === "1" ? one : indexInput(trail, day, indexBefore, opens);
    parts.push(trail.step(`part ${day}`, "share", [from, gain, on]));
  }
  trail.step("contribution", "sum", parts);
}

function indexInput(trail: FigureTrail, day: string, value: string, opens: FigureRef): string {
  const source = { kind: "figure" as const, id: "time-weighted return", field: `index before ${day}` };
  return trail.input(`index before ${day}`, value, source, { detail: `The portfolio's index before ${day}`, opens });
}
