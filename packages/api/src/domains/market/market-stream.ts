import type { ListingChange, StreamEvent, WatchInput } from "@cryptodesk/shared/market/stream.contract";
import type { Continuation, MarketTick, MarketTicks } from "./market-ticks.ts";

/** Which changes one stream carries; every given condition has to hold. */
export interface ChangeFilter {
  /** The same for two streams that carry the same changes. */
  readonly key: string;
  matches(change: ListingChange): boolean;
}

/** The filter that a request asks for. Symbols count in any case; `top` goes by rank. */
export function changeFilter(input: Pick<WatchInput, "ids" | "symbols" | "top">): ChangeFilter {
  const ids = input.ids && new Set(input.ids);
  const symbols = input.symbols && new Set(input.symbols.map((symbol) => symbol.toUpperCase()));
  const { top } = input;
  return {
    key: JSON.stringify([ids ? [...ids].sort() : null, symbols ? [...symbols].sort() : null, top ?? null]),
    matches: (change) =>
      (!ids || ids.has(change.id)) &&
      (!symbols || symbols.has(change.symbol.toUpperCase())) &&
      (top === undefined || (change.rank !== null && change.rank <= top)),
  };
}

/** Where a stream begins; with `reset`, its client's own state is of no use. */
export interface StreamStart {
  readonly position: number;
  readonly reset: StreamEvent | null;
}

/** Resumes after the given event, or begins now. An id that no stream of this market has sent is answered by a reset. */
export function streamStart({ lastEventId }: Pick<WatchInput, "lastEventId">, ticks: MarketTicks): StreamStart {
  if (lastEventId === undefined) return { position: ticks.version, reset: null };
  const version = /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : Number.POSITIVE_INFINITY;
  if (ticks.knows(version)) return { position: version, reset: null };
  return { position: ticks.version, reset: resetEvent(ticks.version, "unknown_version") };
}

export function helloEvent(version: number, simulated: boolean, now: Date): StreamEvent {
  return { type: "hello", version: String(version), simulated, at: now.toISOString() };
}

/** The part of a tick that a filter lets through; null when nothing is left. */
export function tickEvent(tick: MarketTick, filter: ChangeFilter): StreamEvent | null {
  const changes = tick.changes.filter((change) => filter.matches(change));
  if (changes.length === 0) return null;
  return { type: "tick", version: String(tick.version), at: tick.at.toISOString(), changes };
}

function resetEvent(version: number, reason: string): StreamEvent {
  return { type: "reset", version: String(version), reason };
}

type ByeReason = Extract<StreamEvent, { type: "bye" }>["reason"];

const byeDetails: Record<ByeReason, string> = {
  slow_client: "The client did not keep up. Connect again with Last-Event-ID.",
  shutting_down: "The server stops. Connect again with Last-Event-ID.",
  too_many_streams: "This server holds as many streams as it may. Try again later.",
};

export function byeEvent(reason: ByeReason): StreamEvent {
  return { type: "bye", reason, detail: byeDetails[reason] };
}

/** What a stream sends to go on from a version, and the version it then stands at. */
export function continueWith(
  next: Continuation,
  filter: ChangeFilter,
  position: number,
  current: number,
): { event: StreamEvent | null; position: number } {
  if (next.kind === "current") return { event: null, position };
  if (next.kind === "reset") return { event: resetEvent(current, next.reason), position: current };
  return { event: tickEvent(next.tick, filter), position: Math.max(position, next.tick.version) };
}
