import type { ListingView } from "@cryptodesk/shared/market/listing.contract";
import type { ListingChange, StreamEvent } from "@cryptodesk/shared/market/stream.contract";
import type { StreamSignal } from "../../../client/market-stream.ts";

export const WATCH_SORTS = ["rank", "price", "change", "volume", "symbol"] as const;
export type WatchSort = (typeof WATCH_SORTS)[number];

/** A coin on the screen: its latest figures, where its price went last, and the prices seen since the start. */
export interface WatchRow extends Omit<ListingChange, "source"> {
  source: string;
  direction: "up" | "down" | "flat";
  movedAtMs: number | null;
  trail: readonly number[];
}

export type ConnectionState =
  | { kind: "connecting" }
  | { kind: "live" }
  | { kind: "waiting"; reason: string; untilMs: number };

export interface WatchState {
  rows: ReadonlyMap<string, WatchRow>;
  connection: ConnectionState;
  simulated: boolean;
  ticks: number;
  sort: WatchSort;
  /** Rows scrolled past. */
  offset: number;
}

const TRAIL_LENGTH = 24;

export function initialState(listings: readonly ListingView[], sort: WatchSort): WatchState {
  const rows = new Map(listings.flatMap((listing) => toRow(listing)).map((row) => [row.id, row]));
  const simulated = listings.some((listing) => listing.simulated === true);
  return { rows, connection: { kind: "connecting" }, simulated, ticks: 0, sort, offset: 0 };
}

function toRow(listing: ListingView): WatchRow[] {
  const { id, symbol, priceUsd, source, asOf } = listing;
  if (symbol === undefined || priceUsd === undefined || source === undefined || asOf === undefined) return [];
  const figures = {
    rank: listing.rank ?? null,
    marketCapUsd: listing.marketCapUsd ?? null,
    volume24hUsd: listing.volume24hUsd ?? null,
    change1hPct: listing.change1hPct ?? null,
    change24hPct: listing.change24hPct ?? null,
    change7dPct: listing.change7dPct ?? null,
    quarantined: listing.quarantined ?? false,
  };
  const trail = [Number(priceUsd)];
  return [{ id, symbol, priceUsd, source, asOf, ...figures, direction: "flat", movedAtMs: null, trail }];
}

/** The state after something happened on the stream. */
export function afterSignal(state: WatchState, signal: StreamSignal, nowMs: number): WatchState {
  if (signal.kind === "connecting") return { ...state, connection: { kind: "connecting" } };
  if (signal.kind === "lost") {
    return { ...state, connection: { kind: "waiting", reason: signal.reason, untilMs: nowMs + signal.retryMs } };
  }
  return afterEvent({ ...state, connection: { kind: "live" } }, signal.event, nowMs);
}

function afterEvent(state: WatchState, event: StreamEvent, nowMs: number): WatchState {
  if (event.type === "hello") return { ...state, simulated: event.simulated };
  if (event.type !== "tick") return state;
  const rows = new Map(state.rows);
  for (const change of event.changes) rows.set(change.id, afterChange(rows.get(change.id), change, nowMs));
  return { ...state, rows, ticks: state.ticks + 1 };
}

function afterChange(before: WatchRow | undefined, change: ListingChange, nowMs: number): WatchRow {
  const now = Number(change.priceUsd);
  const trail = [...(before?.trail ?? []), now].slice(-TRAIL_LENGTH);
  const last = before ? Number(before.priceUsd) : now;
  if (now === last)
    return { ...change, trail, direction: before?.direction ?? "flat", movedAtMs: before?.movedAtMs ?? null };
  return { ...change, trail, direction: now > last ? "up" : "down", movedAtMs: nowMs };
}

/** The listings were fetched again: figures are replaced, trails go on. */
export function afterRefetch(state: WatchState, listings: readonly ListingView[]): WatchState {
  const fresh = initialState(listings, state.sort);
  const rows = new Map(
    [...fresh.rows].map(([id, row]) => [id, { ...row, trail: state.rows.get(id)?.trail ?? row.trail }]),
  );
  return { ...state, rows, simulated: fresh.simulated };
}

/** Rows in the chosen order; unknown values come last. */
export function sortedRows({ rows, sort }: WatchState): WatchRow[] {
  const all = [...rows.values()];
  if (sort === "symbol") return all.toSorted((a, b) => a.symbol.localeCompare(b.symbol));
  if (sort === "rank")
    return all.toSorted((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || a.id.localeCompare(b.id));
  const keys: Record<"price" | "change" | "volume", (row: WatchRow) => number> = {
    price: ({ priceUsd }) => Number(priceUsd),
    change: ({ change24hPct }) => change24hPct ?? -Infinity,
    volume: ({ volume24hUsd }) => (volume24hUsd === null ? -Infinity : Number(volume24hUsd)),
  };
  const key = keys[sort];
  return all.toSorted((a, b) => compare(key(b), key(a)) || a.id.localeCompare(b.id));
}

// Subtraction would make NaN of two infinities.
function compare(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The state after a key: `s` changes the order, arrows and pages scroll. */
export function afterKey(state: WatchState, key: string, visibleRows: number): WatchState {
  const last = Math.max(0, state.rows.size - visibleRows);
  const scrolled = (by: number) => ({ ...state, offset: Math.min(last, Math.max(0, state.offset + by)) });
  switch (key) {
    case "s": {
      const next = WATCH_SORTS[(WATCH_SORTS.indexOf(state.sort) + 1) % WATCH_SORTS.length] ?? "rank";
      return { ...state, sort: next, offset: 0 };
    }
    case "j":
    case "\u001b[B":
      return scrolled(1);
    case "k":
    case "\u001b[A":
      return scrolled(-1);
    case " ":
    case "\u001b[6~":
      return scrolled(visibleRows);
    case "\u001b[5~":
      return scrolled(-visibleRows);
    case "g":
    case "\u001b[H":
      return scrolled(-state.rows.size);
    case "G":
    case "\u001b[F":
      return scrolled(state.rows.size);
    default:
      return state;
  }
}
