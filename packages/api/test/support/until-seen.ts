import { setTimeout as wait } from "node:timers/promises";

export interface Patience {
  /** Default: 30 s. */
  withinMs?: number;
  /** Time between two looks; default: 100 ms. */
  everyMs?: number;
}

/**
 * Looks at a running system again and again until there is something to see. Unlike `eventually`, a look that throws
 * only means not yet: processes start, stop and are cut off while they are looked at.
 * @param what for the error: "<what>: not seen within ..."
 * @returns what `look` gave at last
 */
export async function untilSeen<T>(
  what: string,
  look: () => Promise<T> | T,
  { withinMs = 30_000, everyMs = 100 }: Patience = {},
): Promise<Exclude<T, null | undefined | false>> {
  const deadline = Date.now() + withinMs;
  let last: unknown = null;
  do {
    try {
      const seen = await look();
      if (seen !== null && seen !== undefined && seen !== false) return seen as Exclude<T, null | undefined | false>;
      last = seen;
    } catch (error) {
      last = error;
    }
    await wait(everyMs);
  } while (Date.now() < deadline);
  const detail = last instanceof Error ? last.message : JSON.stringify(last);
  throw new Error(`${what}: not seen within ${withinMs / 1_000} s (last: ${detail})`);
}
