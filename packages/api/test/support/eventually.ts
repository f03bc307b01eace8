import { setTimeout as wait } from "node:timers/promises";

const LOOK_EVERY_MS = 50;

/** Looks again until `look` gives something, and gives that; fails with what was expected when the time is up. */
export async function eventually<Found>(
  expected: string,
  look: () => Promise<Found | null | undefined | false> | Found | null | undefined | false,
  withinMs = 20_000,
): Promise<Found> {
  const until = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > until) throw new Error(`not within ${withinMs} ms: ${expected}`);
    await wait(LOOK_EVERY_MS);
  }
}
