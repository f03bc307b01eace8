import type { MarketRuntime } from "./market-runtime.ts";
import { refreshListings } from "./refresh-listings.ts";

const ALL_COINS = 250;

/**
 * Moves the simulated market: reads it every few seconds and publishes what traded. The market is a function of time
 * and a refresh writes only what changed, so several workers doing this agree and write each price once.
 */
export class SandboxTicker {
  readonly #market: MarketRuntime;
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | null = null;

  constructor(market: MarketRuntime) {
    this.#market = market;
  }

  /** One step now. */
  async tick(): Promise<void> {
    await refreshListings(this.#market, ALL_COINS, { signal: this.#stopping.signal, progress: () => {} });
  }

  start(): void {
    const everyMs = this.#market.config.SANDBOX_TICK_SECONDS * 1_000;
    const wait = everyMs - (this.#market.clock().getTime() % everyMs);
    this.#timer = setTimeout(() => void this.#step(), wait);
  }

  stop(): void {
    this.#stopping.abort();
    if (this.#timer) clearTimeout(this.#timer);
  }

  async #step(): Promise<void> {
    try {
      await this.tick();
    } catch (error) {
      if (!this.#stopping.signal.aborted) {
        this.#market.logger.warn(
          { err: error instanceof Error ? error.message : String(error) },
          "sandbox tick failed",
        );
      }
    }
    if (!this.#stopping.signal.aborted) this.start();
  }
}
