import { invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type { HistoryStep } from "@cryptodesk/shared/market/timeframe";

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
const MAX_POINTS = 20_000;
// No market is that old, and the database's calendar has no year 0.
const EARLIEST = new Date("1000-01-01T00:00:00Z");
const STEP_MS = { "5m": 300_000, "1h": 3_600_000, "1d": DAY_MS } as const satisfies Record<HistoryStep, number>;

export interface HistorySpan {
  from: Date;
  /** Exclusive. */
  to: Date;
  step: HistoryStep;
}

/**
 * Settles what a history request means.
 * @throws DomainError INVALID_INPUT when the span is empty, or holds too many points of the interval
 */
export function historySpan(
  { interval, from, to }: { interval: "auto" | HistoryStep; from?: string | undefined; to?: string | undefined },
  now: Date,
): HistorySpan {
  const end = to === undefined ? new Date(now.getTime() + 1) : new Date(to);
  const start = from === undefined ? new Date(end.getTime() - DEFAULT_DAYS * DAY_MS) : new Date(from);
  refuseEarlier(end, "/to");
  refuseEarlier(start, "/from");
  const length = end.getTime() - start.getTime();
  if (length <= 0) throw invalidInput("/from", "must be before `to`");
  const step = interval === "auto" ? automaticStep(length) : interval;
  if (length / STEP_MS[step] > MAX_POINTS) {
    throw invalidInput(
      "/interval",
      `${step} over this span is more than ${MAX_POINTS} points: take a shorter span or a longer interval`,
    );
  }
  return { from: start, to: end, step };
}

/** @throws DomainError INVALID_INPUT for a time that is before every market */
export function refuseEarlier(time: Date, pointer: "/from" | "/to"): void {
  if (time < EARLIEST) throw invalidInput(pointer, `must not be before ${EARLIEST.toISOString()}`);
}

/** 5-minute points up to 2 days, hours up to 90, days beyond. */
function automaticStep(lengthMs: number): HistoryStep {
  if (lengthMs <= 2 * DAY_MS) return "5m";
  return lengthMs <= 90.5 * DAY_MS ? "1h" : "1d";
}

/** The next longer step; null after days. */
export function coarser(step: HistoryStep): HistoryStep | null {
  if (step === "5m") return "1h";
  return step === "1h" ? "1d" : null;
}
