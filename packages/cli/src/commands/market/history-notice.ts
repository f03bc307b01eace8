import type { Gap } from "@cryptodesk/shared/market/candle.contract";
import type { Output } from "../../output/output.ts";
import { clockTime, timeWithAge } from "../../output/times.ts";

interface StoredSeries {
  /** Time of the newest value. */
  newestAt: string | undefined;
  simulated: boolean;
  state: "complete" | "backfilling" | "none";
  gaps: readonly Gap[];
}

/** Says on stderr what a reader of stored history has to know: simulated, incomplete, holes. */
export function noticeHistory(out: Output, { newestAt, simulated, state, gaps }: StoredSeries): void {
  if (simulated) out.notice(out.palette.warn("SIMULATED MARKET: these prices are not real."));
  if (newestAt) out.notice(`The newest value is of ${timeWithAge(newestAt, out.now())}.`);
  if (state === "backfilling") out.notice("Older points are still being fetched; ask again later.");
  if (state === "none") out.notice("No source has history of this coin.");
  const splits = gaps.filter((gap) => gap.splits);
  if (gaps.length === 0) return;
  const longest = gaps.reduce((a, b) => (b.missing > a.missing ? b : a));
  out.notice(
    `${gaps.length} ${gaps.length === 1 ? "gap" : "gaps"} (${splits.length} too long to join); the longest: ${clockTime(longest.from)} to ${clockTime(longest.to)}, ${longest.missing} missing.`,
  );
}
