import { setImmediate as turn } from "node:timers/promises";

const SLICE_MS = 4;

/** Work that is done in slices on the thread that serves others: between them whoever waits gets a turn. */
export class TimeSlices {
  #began = performance.now();

  /** To be asked after every piece of work that takes less than a millisecond or two. */
  async rest(): Promise<void> {
    if (performance.now() - this.#began < SLICE_MS) return;
    await turn();
    this.#began = performance.now();
  }
}
