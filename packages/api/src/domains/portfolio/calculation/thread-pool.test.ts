import { EventEmitter } from "node:events";
import { setImmediate as turn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ThreadQuestion, ThreadReply } from "./thread-messages.ts";
import { CalculationProblem, type Thread, ThreadPool } from "./thread-pool.ts";

const [FIRST, SECOND] = ["00000000-0000-7000-8000-000000000000", "00000000-0000-7000-8000-000000000001"];
const warned: unknown[] = [];
const logger = { warn: (said: unknown) => void warned.push(said) };

/** A thread that answers when the test says so. */
class FakeThread extends EventEmitter implements Thread {
  readonly asked: ThreadQuestion[] = [];
  isEnded = false;

  postMessage(question: ThreadQuestion): void {
    this.asked.push(question);
  }

  async terminate(): Promise<void> {
    this.isEnded = true;
    this.emit("exit", 1);
  }

  say(
    reply: Omit<Extract<ThreadReply, { answer: unknown }>, "id"> | Omit<Extract<ThreadReply, { error: unknown }>, "id">,
  ) {
    const [question] = this.asked.splice(0, 1);
    this.emit("message", { id: question?.id ?? 0, ...reply });
  }
}

let threads: FakeThread[] = [];
let pool: ThreadPool;

const newPool = (count: number) => {
  const spawn = () => {
    const thread = new FakeThread();
    threads.push(thread);
    return thread;
  };
  return new ThreadPool({ threads: count, timeoutMs: 1_000, logger, spawn });
};
const ask = (portfolioId: string) => pool.ask(portfolioId, "drop", { portfolioId });
const thread = (at: number) => {
  const found = threads[at];
  if (found === undefined) throw new Error(`no thread ${at}`);
  return found;
};
const error = { kind: "fault", message: "it broke", pointer: null, transactionId: null } as const;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  threads = [];
  warned.length = 0;
  pool = newPool(2);
});
afterEach(async () => {
  await pool.close();
  vi.useRealTimers();
});

describe("a pool of calculation threads", () => {
  it("starts a thread when it is needed, and keeps a portfolio with the same one", async () => {
    expect(threads).toHaveLength(0);
    const answers = [ask(FIRST), ask(FIRST), ask(SECOND)];
    expect(threads.map(({ asked }) => asked.length)).toEqual([2, 1]);
    for (const at of [0, 0, 1]) thread(at).say({ answer: null });
    expect(await Promise.all(answers)).toEqual([null, null, null]);
  });

  it("tells a contradiction, a wrong question and a fault apart", async () => {
    const answers = [0, 1, 2, 3].map(() => ask(FIRST));
    thread(0).say({ error: { ...error, kind: "problem", message: "edit it", transactionId: SECOND } });
    thread(0).say({ error: { ...error, kind: "input", message: "is wrong", pointer: "/draft/lots" } });
    thread(0).say({ error: { ...error, kind: "input", message: "There is none." } });
    thread(0).say({ error });
    const found = await Promise.all(answers.map((answer) => answer.catch((reason: unknown) => reason)));
    expect(found[0]).toBeInstanceOf(CalculationProblem);
    expect(found[0]).toMatchObject({ message: "edit it", transactionId: SECOND });
    expect(found[1]).toMatchObject({ code: "INVALID_INPUT", errors: [{ pointer: "/draft/lots", detail: "is wrong" }] });
    expect(found[2]).toMatchObject({ code: "NOT_FOUND" });
    expect(found[3]).toMatchObject({ message: "A calculation failed: it broke" });
  });

  it("tells all who wait when a thread dies, and starts another for the next", async () => {
    const lost = [ask(FIRST), ask(FIRST)].map((answer) => answer.catch((reason: unknown) => reason));
    thread(0).emit("error", new Error("out of memory"));
    thread(0).emit("exit", 1);
    for (const reason of await Promise.all(lost)) expect(reason).toMatchObject({ code: "UNAVAILABLE" });
    expect(warned).toHaveLength(1);
    const again = ask(FIRST);
    thread(0).say({ answer: "late" });
    thread(1).say({ answer: null });
    expect(await again).toBeNull();
  });

  it("ends a thread that hangs, counting the time of each question from the answer before it", async () => {
    const first = ask(FIRST);
    const second = ask(FIRST).catch((reason: unknown) => reason);
    vi.advanceTimersByTime(900);
    thread(0).say({ answer: null });
    await first;
    vi.advanceTimersByTime(900);
    expect(thread(0).isEnded).toBe(false);
    vi.advanceTimersByTime(200);
    expect(thread(0).isEnded).toBe(true);
    expect(await second).toMatchObject({ code: "UNAVAILABLE" });
    expect(pool.running).toBe(0);
  });

  it("ends its threads when it is closed, and answers nobody any more", async () => {
    const waiting = ask(FIRST).catch((reason: unknown) => reason);
    await pool.close();
    await pool.close();
    expect(await waiting).toMatchObject({ code: "UNAVAILABLE" });
    expect(thread(0).isEnded).toBe(true);
    await expect(ask(FIRST)).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await turn();
    expect(threads).toHaveLength(1);
  });

  it("runs real threads from the sources", async () => {
    vi.useRealTimers();
    const real = new ThreadPool({ threads: 1, timeoutMs: 60_000, logger });
    const now = new Date().toISOString();
    expect(await real.ask(FIRST, "drop", { portfolioId: FIRST })).toBeNull();
    await expect(real.ask(FIRST, "calculate", { portfolioId: FIRST, now })).rejects.toThrow(/nothing is known yet/);
    await real.close();
  }, 60_000);
});
