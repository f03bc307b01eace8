import type { MarketStream } from "./market-stream.ts";

// A look at another site's tab and back costs no new stream.
const REST_AFTER_MS = 60_000;
// The tab that is shown may speak before this one learns that it is hidden.
const SWITCH_MS = 2_000;

/** What the rule needs from outside; tests bring their own. */
export interface UnseenPorts {
  stream: Pick<MarketStream, "start" | "rest" | "wake">;
  hidden: () => boolean;
  now: () => number;
  /** @returns the way to call it off */
  after: (ms: number, run: () => void) => () => void;
  /** Tells this desk's other tabs that this one is on the screen. */
  tellSeen: () => void;
}

/**
 * Rests the stream of a tab that nobody sees: after a minute, or at once where another tab of the desk took its place or
 * it was opened in the background. A browser keeps six connections to a desk over HTTP/1.1, so as many streams of unseen
 * tabs would leave the next page without an answer.
 */
export class UnseenRest {
  readonly #ports: UnseenPorts;
  #callOff: (() => void) | null = null;
  #otherSeenAt = Number.NEGATIVE_INFINITY;

  constructor(ports: UnseenPorts) {
    this.#ports = ports;
  }

  begin(): void {
    const { stream, hidden, tellSeen } = this.#ports;
    if (hidden()) {
      stream.rest();
      return;
    }
    stream.wake();
    stream.start();
    tellSeen();
  }

  /** The tab was hidden or shown. */
  turned(): void {
    this.stop();
    const { stream, hidden, now, after, tellSeen } = this.#ports;
    if (!hidden()) {
      stream.wake();
      tellSeen();
    } else if (now() - this.#otherSeenAt < SWITCH_MS) stream.rest();
    else this.#callOff = after(REST_AFTER_MS, () => stream.rest());
  }

  /** Another tab of this desk says that it is on the screen. */
  otherSeen(): void {
    this.#otherSeenAt = this.#ports.now();
    if (!this.#ports.hidden()) return;
    this.stop();
    this.#ports.stream.rest();
  }

  stop(): void {
    this.#callOff?.();
    this.#callOff = null;
  }
}
