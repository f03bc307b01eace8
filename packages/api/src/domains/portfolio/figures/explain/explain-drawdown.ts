import type { FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";
import { type LedgerDays, measuredDays } from "../measured-days.ts";
import { drawdownsOf, indexDays } from "../performance-series.ts";
import { periodReturns } from "../period-returns.ts";
import type { ExplainContext } from "./explain-context.ts";
import { type ExplainedSpan, unknownReason } from "./explain-return.ts";
import { type ExplainedFigure, type FigureHead, FigureTrail } from "./figure-trail.ts";

const FORMULA = {
  name: "deepest drawdown",
  expression: "1 - index at the trough / index at the peak before it",
  reference: "Of the index of the time-weighted return, so that what is paid in or out makes no drawdown",
};

/** How far the index of a period fell from its highest value, at the worst. */
export function explainMaxDrawdown(
  ctx: ExplainContext,
  days: LedgerDays,
  { span, asked }: ExplainedSpan,
): ExplainedFigure {
  const when = span.from === null ? `until ${span.to}` : `${span.from} to ${span.to}`;
  const head: FigureHead = { figure: `${FORMULA.name}, ${when}`, assetId: null, unit: "ratio", formula: FORMULA };
  const measured = measuredDays(days.portfolio(), span);
  const found = periodReturns(ctx.ledger, measured);
  const trail = new FigureTrail();
  if (found.returns.timeWeighted === null) return trail.unknown(head, unknownReason(measured, found.unknownOn));
  const index = indexDays(measured, found);
  const { deepest } = drawdownsOf(index);
  if (deepest === null) return trail.unknown(head, "The index never fell.");
  const opens: FigureRef = { figure: "timeWeighted", ...asked };
  const indexOn = (name: string, day: string) => {
    const value = index.find((each) => each.day === day)?.value ?? "1";
    const source = { kind: "figure" as const, id: day, field: "index" };
    return trail.input(name, value, source, { detail: `Index of the time-weighted return on ${day}`, opens });
  };
  const one = trail.input("one", "1", { kind: "figure", id: "constant", field: "1" });
  const [trough, peak] = [
    indexOn("index at the trough", deepest.troughDay),
    indexOn("index at the peak", deepest.peakDay),
  ];
  trail.step("drawdown", "difference", [one, trail.step("share left", "quotient", [trough, peak])]);
  return trail.known(head, trail.valueOf("drawdown"));
}
