import { setImmediate as turn } from "node:timers/promises";
import { TIMEFRAME_MS, type Timeframe } from "@cryptodesk/shared/market/timeframe";
import type { Database } from "../../platform/database/database.ts";
import { CandleColumnsRepository, type SeriesTexts } from "./candle-columns.repository.ts";
import type { Series } from "./coverage.repository.ts";

// The embedded database answers within the event loop: so many candles take it about ten milliseconds.
const CANDLES_AT_ONCE = 4_000;

/**
 * Closed candles, or points, of a series in [from, to) as texts; null where there are none. One statement on a server; on the
 * embedded database as many as let others have their turn.
 */
export async function readSeries(
  db: Database,
  { no, series, timeframe }: { no: number; series: Series; timeframe: Timeframe },
  from: Date,
  to: Date,
): Promise<SeriesTexts | null> {
  const repository = new CandleColumnsRepository(db.primary);
  if (db.kind !== "embedded") return repository.read(no, series, from, to);
  const parts: SeriesTexts[] = [];
  const step = CANDLES_AT_ONCE * TIMEFRAME_MS[timeframe];
  for (let start = from.getTime(); start < to.getTime(); start += step) {
    const end = new Date(Math.min(to.getTime(), start + step));
    const part = await repository.read(no, series, new Date(start), end);
    if (part !== null) parts.push(part);
    await turn();
  }
  return joinTexts(parts);
}

/** Parts of one series, in order, as the text that one statement would have made of it. */
export function joinTexts(parts: readonly SeriesTexts[]): SeriesTexts | null {
  const [first] = parts;
  if (first === undefined) return null;
  const column = (name: keyof SeriesTexts) => parts.map((part) => part[name]).join(",");
  const hasVolumes = parts.some(({ volumes }) => volumes !== "");
  const isOneMarket = parts.every(({ markets }) => markets === first.markets && !markets.includes(","));
  return {
    times: column("times"),
    opens: column("opens"),
    highs: column("highs"),
    lows: column("lows"),
    closes: column("closes"),
    volumes: hasVolumes ? parts.map(volumesOf).join(",") : "",
    markets: isOneMarket ? first.markets : parts.map(marketsOf).join(","),
  };
}

function countOf({ times }: SeriesTexts): number {
  let count = 1;
  for (let at = times.indexOf(","); at >= 0; at = times.indexOf(",", at + 1)) count += 1;
  return count;
}

function volumesOf(part: SeriesTexts): string {
  return part.volumes === "" ? ",".repeat(countOf(part) - 1) : part.volumes;
}

function marketsOf(part: SeriesTexts): string {
  return part.markets.includes(",") ? part.markets : Array(countOf(part)).fill(part.markets).join(",");
}
