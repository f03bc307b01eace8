import { invalidInput } from "@cryptodesk/shared/errors/domain-error";
import { bucketStart, TIMEFRAME_MS } from "@cryptodesk/shared/market/timeframe";
import type { RunRequest } from "./run-request.ts";

/** Stretch of a run, ms: the first candle begins at `fromMs` or after it, the last one ends by `toMs`. */
export interface RunSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

const YEAR_MS = 365 * 86_400_000;
// No exchange had a market for a coin before.
const EARLIEST_MS = Date.UTC(2009, 0, 1);

/**
 * Settles from when to when a run goes: closed candles only, a year unless said otherwise.
 * @throws DomainError INVALID_INPUT for a span that is empty, in the future or before every market
 */
export function runSpan({ rules, settings, settingsAt }: Omit<RunRequest, "largest">, now: Date): RunSpan {
  const lastClose = bucketStart(now.getTime(), rules.timeframe);
  const wantedTo = settings.to === undefined ? lastClose : Date.parse(settings.to);
  const toMs = Math.min(lastClose, bucketStart(wantedTo, rules.timeframe));
  const wantedFrom = settings.from === undefined ? toMs - YEAR_MS : Date.parse(settings.from);
  const begun = bucketStart(wantedFrom, rules.timeframe);
  const fromMs = begun === wantedFrom ? begun : begun + TIMEFRAME_MS[rules.timeframe];
  if (wantedTo < EARLIEST_MS) throw invalidInput(`${settingsAt}/to`, `must not be before ${isoOf(EARLIEST_MS)}`);
  if (fromMs < EARLIEST_MS) throw invalidInput(`${settingsAt}/from`, `must not be before ${isoOf(EARLIEST_MS)}`);
  if (fromMs >= toMs) {
    const detail = `${isoOf(wantedFrom)} leaves no closed ${rules.timeframe} candle: begin before the end, ${isoOf(toMs)}, by more than ${rules.timeframe}`;
    throw invalidInput(`${settingsAt}/from`, detail);
  }
  return { fromMs, toMs };
}

export function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}
