import type { ListingChange } from "@cryptodesk/shared/market/stream.contract";
import { advancePrice, type LivePrice } from "./merge-listing.ts";

/**
 * The latest live figures of every coin, outside of React: a tick redraws the rows of the coins that changed and nothing
 * else. Listeners are told once per animation frame, so a hidden tab, which has no frames, does no drawing work.
 */
export class LivePrices {
  readonly #prices = new Map<string, LivePrice>();
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #changed = new Set<string>();
  readonly #schedule: (flush: () => void) => void;
  #scheduled = false;

  constructor(schedule: (flush: () => void) => void) {
    this.#schedule = schedule;
  }

  get(id: string): LivePrice | undefined {
    return this.#prices.get(id);
  }

  apply(changes: readonly ListingChange[]): void {
    for (const change of changes) {
      this.#prices.set(change.id, advancePrice(this.#prices.get(change.id), change));
      this.#changed.add(change.id);
    }
    if (this.#scheduled || this.#changed.size === 0) return;
    this.#scheduled = true;
    this.#schedule(() => this.#flush());
  }

  /** @returns the way to stop listening */
  listen(id: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(id) === listeners) this.#listeners.delete(id);
    };
  }

  #flush(): void {
    this.#scheduled = false;
    const changed = [...this.#changed];
    this.#changed.clear();
    for (const id of changed) {
      for (const listener of this.#listeners.get(id) ?? []) listener();
    }
  }
}
