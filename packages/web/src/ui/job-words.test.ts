import { expect, it } from "vitest";
import { jobWords, type ToldRun } from "./job-words.ts";

const run = (change: Partial<ToldRun>): ToldRun => ({
  state: "running",
  progress: { done: 50, total: 250, note: "rows from CoinGecko" },
  error: null,
  durationMs: null,
  result: null,
  ...change,
});

it("counts how far a job is, and says nothing of one that has not begun", () => {
  expect(jobWords(run({}))).toEqual({ state: "Running", detail: "50 of 250 · rows from CoinGecko" });
  const waiting = run({ state: "queued", progress: { done: 0, total: null, note: null } });
  expect(jobWords(waiting)).toEqual({ state: "Waiting for a worker", detail: "" });
});

it("names the failure after which a job is tried again, and not a missing worker", () => {
  const error = "No provider gave listings.";
  expect(jobWords(run({ state: "queued", error }))).toEqual({ state: "Trying again soon", detail: error });
});

it("does not call a job done that stopped before its end", () => {
  const paused = "coingecko: it rests after failures.";
  expect(jobWords(run({ state: "succeeded", result: { paused, points: 0 } }))).toEqual({
    state: "Stopped early",
    detail: "coingecko: it rests after failures. What is missing is fetched by schedule.",
  });
  const whole = run({ state: "succeeded", durationMs: 1_000, result: { paused: null, points: 9 } });
  expect(jobWords(whole).state).toBe("Done");
});
