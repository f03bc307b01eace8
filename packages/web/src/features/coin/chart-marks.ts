import type { Gap } from "@cryptodesk/shared/market/candle.contract";
import type { QuarantineEntry } from "@cryptodesk/shared/market/provider.contract";
import type { ChartTime } from "../../ui/chart-series.ts";

/** Something to know about a place of the series: a hole, or a jump that was held back. */
export type ChartMark =
  | { kind: "gap"; at: string; barTime: ChartTime; gap: Gap }
  | { kind: "jump"; at: string; barTime: ChartTime; entry: QuarantineEntry };

/**
 * The marks of a series, newest first, each at the last bar that began before it. What lies outside the bars is left out.
 * @param times of the bars, ascending
 */
export function chartMarks(
  times: readonly ChartTime[],
  gaps: readonly Gap[],
  jumps: readonly QuarantineEntry[],
): ChartMark[] {
  const marks = [
    ...gaps.flatMap((gap): ChartMark[] =>
      placed(times, gap.from, (barTime) => ({ kind: "gap", at: gap.from, barTime, gap })),
    ),
    ...jumps.flatMap((entry): ChartMark[] =>
      placed(times, entry.proposedAsOf, (barTime) => ({ kind: "jump", at: entry.proposedAsOf, barTime, entry })),
    ),
  ];
  return marks.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

function placed(times: readonly ChartTime[], at: string, mark: (barTime: ChartTime) => ChartMark): ChartMark[] {
  const seconds = Date.parse(at) / 1000;
  const barTime = times.findLast((time) => time <= seconds);
  return barTime === undefined ? [] : [mark(barTime)];
}
