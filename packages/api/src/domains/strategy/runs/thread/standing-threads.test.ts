import { afterEach, describe, expect, it } from "vitest";
import { someRules } from "../../../../../test/support/strategy-rules.ts";
import { RunRefused } from "./run-in-thread.ts";
import type { JudgeQuestion } from "./standing-questions.ts";
import { StandingThreads } from "./standing-threads.ts";

const DAY = 86_400_000;
const TIMEOUT_MS = 60_000;
let threads: StandingThreads | null = null;
afterEach(() => threads?.close());

const open = (most: number, options?: { idleMs: number }) => {
  threads = new StandingThreads(most, options);
  return threads;
};

/** Prices that rise by one a day. */
function question(days: number, closes: number[]): JudgeQuestion {
  const time = Float64Array.from({ length: days }, (_, index) => index * DAY);
  const price = time.map((at) => 100 + at / DAY);
  const prices = { open: price, high: price, low: price, close: price, volume: price };
  const candles = { time, ...prices, segment: new Int32Array(days) };
  const coins = [{ coin: "bitcoin", candles, members: null, inUniverse: true }];
  return { kind: "judge", rules: someRules(), market: { intervalMs: DAY, coins }, closes };
}

describe("threads that stand ready", () => {
  it("judge closes, in the order in which they were asked for", async () => {
    const [first, second] = await open(1).ask(question(60, [60 * DAY, 30 * DAY]), TIMEOUT_MS);
    expect([first?.[0]?.closePrice, second?.[0]?.closePrice]).toEqual([159, 129]);
  });

  it("are no more than allowed, and everybody is answered", async () => {
    const standing = open(2);
    const asked = Array.from({ length: 7 }, (_, index) => standing.ask(question(40 + index, [40 * DAY]), TIMEOUT_MS));
    expect(standing.running).toBe(2);
    const answers = await Promise.all(asked);
    expect(answers.map(([at]) => at?.[0]?.closePrice)).toEqual(Array(7).fill(139));
    expect(standing.running).toBe(2);
  });

  it("refuse rules that cannot be judged, and go on", async () => {
    const standing = open(1);
    const judged = question(40, [40 * DAY]);
    const enter = { kind: "compare", left: { series: "nothing" }, operator: ">", right: 1 } as const;
    const unknown = { ...judged, rules: { ...judged.rules, long: { enter, exit: null } } };
    await expect(standing.ask(unknown, TIMEOUT_MS)).rejects.toBeInstanceOf(RunRefused);
    expect(await standing.ask(judged, TIMEOUT_MS)).toHaveLength(1);
    expect(standing.running).toBe(1);
  });

  it("are replaced when one takes too long, and say so", async () => {
    const standing = open(1);
    await expect(standing.ask(question(400_000, [DAY]), 1)).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: expect.stringContaining("took longer"),
    });
    expect(await standing.ask(question(40, [40 * DAY]), TIMEOUT_MS)).toHaveLength(1);
  });

  it("end when nobody asks for a while, and begin again when somebody does", async () => {
    const standing = open(1, { idleMs: 1 });
    await standing.ask(question(40, [40 * DAY]), TIMEOUT_MS);
    await expect.poll(() => standing.running, { timeout: TIMEOUT_MS }).toBe(0);
    expect(await standing.ask(question(40, [40 * DAY]), TIMEOUT_MS)).toHaveLength(1);
  });

  it("refuse what comes when too many wait, and when the process stops", async () => {
    const standing = open(1);
    const asked = Array.from({ length: 102 }, () => standing.ask(question(40, [40 * DAY]), TIMEOUT_MS));
    const settled = Promise.allSettled(asked);
    await expect(asked.at(-1)).rejects.toMatchObject({ code: "UNAVAILABLE", message: expect.stringContaining("wait") });
    await standing.close();
    const states = (await settled).map(({ status }) => status);
    expect(states.slice(1)).not.toContain("fulfilled");
    await expect(standing.ask(question(40, []), TIMEOUT_MS)).rejects.toThrow("stops");
  });
});
