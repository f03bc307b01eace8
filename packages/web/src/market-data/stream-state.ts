/** Where the live stream stands. */
export type StreamState =
  | { phase: "connecting"; attempt: number }
  | { phase: "live"; since: number }
  | { phase: "waiting"; attempt: number; retryAt: number; reason: string }
  | { phase: "offline" };

/** What happens to the stream. Times are ms since the epoch; `random` is in [0, 1). */
export type StreamSignal =
  | { type: "opened"; at: number }
  | { type: "lost"; at: number; random: number; reason: string }
  | { type: "retry" }
  | { type: "network-lost" }
  | { type: "network-back" };

export const initialStreamState: StreamState = { phase: "connecting", attempt: 0 };

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 15_000;
const JITTER = 0.2;

/** Wait before try number `attempt` (1 is the first again): doubling from 1 s to 15 s, ±20 % so that tabs do not march. */
export function backoffMs(attempt: number, random: number): number {
  const base = Math.min(FIRST_DELAY_MS * 2 ** (attempt - 1), LONGEST_DELAY_MS);
  return Math.round(base * (1 - JITTER + 2 * JITTER * random));
}

/** The next state; pure, so that every path can be tested without a network. */
export function nextStreamState(state: StreamState, signal: StreamSignal): StreamState {
  switch (signal.type) {
    case "opened":
      return state.phase === "live" ? state : { phase: "live", since: signal.at };
    case "lost": {
      if (state.phase === "offline" || state.phase === "waiting") return state;
      const attempt = (state.phase === "connecting" ? state.attempt : 0) + 1;
      return {
        phase: "waiting",
        attempt,
        retryAt: signal.at + backoffMs(attempt, signal.random),
        reason: signal.reason,
      };
    }
    case "retry":
      return state.phase === "waiting" ? { phase: "connecting", attempt: state.attempt } : state;
    case "network-lost":
      // A desk on this very machine stays reachable without a network: a live stream is left alone.
      return state.phase === "live" ? state : { phase: "offline" };
    case "network-back":
      return state.phase === "offline" ? { phase: "connecting", attempt: 0 } : state;
  }
}
