import { t } from "../catalogue/catalogue.ts";
import { formatAge, formatDuration } from "../lib/format.ts";
import type { StreamSnapshot } from "../market-data/market-stream.ts";
import type { Tone } from "../ui/state-dot.tsx";

/** What the connection mark says. */
export interface ConnectionWords {
  tone: Tone;
  /** Changes only with the state: read out to screen readers. */
  state: string;
  /** Moves with the clock: shown only. */
  detail: string;
  /** Whether there are figures at all, however old. */
  known: boolean;
  /** Live figures have stopped: the page says so above everything. */
  interrupted: boolean;
}

// Prices on the screen older than this are called old even while the stream is open; the default refresh is 5 minutes.
const OLD_AFTER_MS = 11 * 60_000;

/**
 * The connection in words.
 * @param newestAsOf the newest price the desk has, by its source's own time; null when unknown
 */
export function connectionWords({ state }: StreamSnapshot, newestAsOf: string | null, nowMs: number): ConnectionWords {
  const known = newestAsOf !== null;
  const age =
    newestAsOf === null
      ? t("shell.connection.noData")
      : t("shell.connection.prices", { age: formatAge(newestAsOf, nowMs) });
  switch (state.phase) {
    case "live": {
      const old = newestAsOf !== null && nowMs - Date.parse(newestAsOf) > OLD_AFTER_MS;
      return {
        tone: old ? "warn" : "good",
        state: old ? t("shell.connection.old") : t("shell.connection.live"),
        detail: age,
        interrupted: false,
        known,
      };
    }
    case "connecting":
      return state.attempt === 0
        ? { tone: "busy", state: t("shell.connection.connecting"), detail: age, interrupted: false, known }
        : { tone: "warn", state: t("shell.connection.reconnecting"), detail: age, interrupted: true, known };
    case "waiting": {
      const left = Math.max(0, state.retryAt - nowMs);
      const next = left < 1_000 ? t("words.now") : t("words.in", { duration: formatDuration(left) });
      return {
        tone: "bad",
        state: t("shell.connection.lost"),
        detail: t("shell.connection.nextTry", { age, next }),
        interrupted: true,
        known,
      };
    }
    case "offline":
      return { tone: "bad", state: t("shell.connection.offline"), detail: age, interrupted: true, known };
  }
}
