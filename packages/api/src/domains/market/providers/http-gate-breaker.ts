/** What can be seen of a circuit breaker from outside. */
export interface BreakerState {
  state: "closed" | "open" | "half-open";
  consecutiveFailures: number;
  /** Until when nothing is sent; null unless open. */
  opensUntil: Date | null;
}

export interface BreakerSettings {
  /** Failures in a row that open it. */
  threshold: number;
  /** First rest; each failed probe doubles it. */
  restMs: number;
  /** Longest rest, also of one that the provider asked for. */
  maxRestMs: number;
}

export const DEFAULT_BREAKER: BreakerSettings = { threshold: 5, restMs: 30_000, maxRestMs: 600_000 };

/**
 * Stops calling a provider that keeps failing: closed until `threshold` failures in a row, then open for a rest, then
 * half-open: one probe is let through, which closes it or opens it for twice as long. Time comes in as an argument.
 */
export class CircuitBreaker {
  readonly #settings: BreakerSettings;
  #failures = 0;
  /** Rests since the last success; sets the length of the next one. */
  #rests = 0;
  #opensUntilMs: number | null = null;
  #probing = false;

  constructor(settings: BreakerSettings) {
    this.#settings = settings;
  }

  look(nowMs: number): BreakerState {
    const until = this.#opensUntilMs;
    const consecutiveFailures = this.#failures;
    if (until === null) return { state: "closed", consecutiveFailures, opensUntil: null };
    if (nowMs < until) return { state: "open", consecutiveFailures, opensUntil: new Date(until) };
    return { state: "half-open", consecutiveFailures, opensUntil: null };
  }

  /**
   * Asks to send one request; a granted one ends in `succeeded`, `failed` or `released`.
   * @returns true, or the time to wait in ms (0: a probe is under way)
   */
  admit(nowMs: number): true | number {
    if (this.#opensUntilMs === null) return true;
    if (nowMs < this.#opensUntilMs) return this.#opensUntilMs - nowMs;
    if (this.#probing) return 0;
    this.#probing = true;
    return true;
  }

  succeeded(nowMs: number): void {
    // An answer to a request from before the rest says nothing about the rest.
    if (this.look(nowMs).state === "open") return;
    this.#failures = 0;
    this.#rests = 0;
    this.#opensUntilMs = null;
    this.#probing = false;
  }

  /**
   * @param askedRestMs the wait that the provider asked for and that nobody is going to wait out; it opens the breaker
   * however few failures there were, and never shortens a running rest
   */
  failed(nowMs: number, askedRestMs: number | null = null): void {
    const { state } = this.look(nowMs);
    this.#failures += 1;
    const tripped = state === "half-open" || (state === "closed" && this.#failures >= this.#settings.threshold);
    if (!tripped && askedRestMs === null) return;
    const ownRestMs = tripped ? this.#settings.restMs * 2 ** this.#rests : 0;
    if (tripped) this.#rests = Math.min(this.#rests + 1, 20);
    const restMs = Math.min(Math.max(ownRestMs, askedRestMs ?? 0), this.#settings.maxRestMs);
    this.#opensUntilMs = Math.max(this.#opensUntilMs ?? 0, nowMs + restMs);
    this.#probing = false;
  }

  /** The request ended without saying anything about the provider (the caller gave up). */
  released(): void {
    this.#probing = false;
  }
}
