import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { cannedReport, cannedRun, detailOf, RUN_ID, STRATEGY_ID, STRATEGY_TEXT } from "./canned-strategies.ts";
import { type FakeDesk, refusal, startFakeDesk } from "./fake-desk.ts";
import { homeOf, run } from "./fake-terminal.ts";

let desk: FakeDesk;
beforeAll(async () => {
  desk = await startFakeDesk();
});
afterAll(() => desk.close());
beforeEach(() => {
  desk.calls.length = 0;
  for (const path of Object.keys(desk.answers)) delete desk.answers[path];
});

/** An editor that replaces one text by another in the file it is given. */
function editorThat(from: string, to: string): { home: string; editor: string } {
  const home = homeOf();
  const script = join(home, "edit.mjs");
  const body = `import fs from "node:fs"; const p = process.argv[2];
fs.writeFileSync(p, fs.readFileSync(p, "utf8").replace(${JSON.stringify(from)}, ${JSON.stringify(to)}));`;
  writeFileSync(script, body);
  return { home, editor: `${process.execPath} ${script}` };
}

const edit = ({ home, editor }: { home: string; editor: string }, ...more: string[]) =>
  run(["strategy", "edit", "cro", ...more], { url: desk.url, home, environment: { editor } });
const callsOf = (path: string) => desk.calls.filter((call) => call.path === path).map(({ input }) => input);

it("saves what comes out of the editor as a version after the one that was opened", async () => {
  const { code, out } = await edit(editorThat("period: 20", "period: 30"), "--note", "slower");
  expect(code).toBe(0);
  expect(callsOf("strategy.save")).toEqual([
    { strategyId: STRATEGY_ID, expectedVersion: 3, note: "slower", text: STRATEGY_TEXT.replace("20", "30") },
  ]);
  expect(out).toContain("Version  4");
});

it("keeps a text that cannot be used, and says what is wrong and where it is", async () => {
  const { code, err } = await edit(editorThat("sma(", "smaa("));
  expect(code).toBe(1);
  expect(callsOf("strategy.save")).toEqual([]);
  expect(err).toContain("line 5, column 16: an indicator must stand here");
  const kept = /Your text is kept in (\S+)/.exec(err)?.[1] ?? "";
  expect(readFileSync(kept, "utf8")).toBe(STRATEGY_TEXT.replace("sma(", "smaa("));
});

it("keeps the text where the desk does not take it", async () => {
  desk.answers["strategy.save"] = () => {
    throw refusal(412, "Somebody saved version 4 meanwhile.");
  };
  const { code, err } = await edit(editorThat("period: 20", "period: 30"));
  expect(code).toBe(1);
  expect(err).toContain("Somebody saved version 4 meanwhile.");
  expect(readFileSync(/kept in (\S+)/.exec(err)?.[1] ?? "", "utf8")).toContain("period: 30");
});

it("saves nothing where nothing was changed", async () => {
  const { code, err } = await edit(editorThat("nothing", "else"));
  expect([code, callsOf("strategy.save"), err]).toEqual([0, [], "Nothing was changed.\n"]);
});

it("names an editor that does not work", async () => {
  const { code, err } = await edit({ home: homeOf(), editor: "/nowhere/ed" });
  expect(code).toBe(2);
  expect(err).toContain("The editor /nowhere/ed did not work");
  expect(err).toContain("EDITOR=nano");
});

it("makes a strategy out of a template under another name", async () => {
  const { code } = await run(["strategy", "new", "--template", "grid", "--name", "Mine", "--tags", "a,b"], {
    url: desk.url,
  });
  expect(code).toBe(0);
  expect(callsOf("strategy.create")).toMatchObject([
    { tags: ["a", "b"], text: expect.stringContaining('strategy "Mine"') },
  ]);
});

it("follows a backtest to its end and shows how far to trust it", async () => {
  let asked = 0;
  desk.answers["strategyRun.get"] = () => {
    asked += 1;
    const state = asked < 3 ? "running" : "succeeded";
    const report = asked < 3 ? null : cannedReport;
    return { run: { ...cannedRun, state }, rules: detailOf(STRATEGY_TEXT, 3).rules, report, optimisation: null };
  };
  const words = [
    "strategy",
    "backtest",
    "Cross",
    "--from",
    "2025-01-01",
    "--capital",
    "5000",
    "--parameters",
    "fast=20",
  ];
  const { code, out, terminal } = await run(words, { url: desk.url });
  expect(code).toBe(0);
  expect(terminal.pauses).toEqual([500, 500]);
  expect(callsOf("strategyRun.backtest")).toMatchObject([
    {
      strategyId: STRATEGY_ID,
      settings: { from: "2025-01-01T00:00:00.000Z", capital: 5000, parameters: { fast: 20 } },
    },
  ]);
  expect(out).toContain("10,000.00 USD became 8,750.00 USD  -12.50%");
  expect(out).toContain(
    "How far to trust it: Not distinguishable from luck\n- A result like this comes from luck alone",
  );
  expect(out).toContain("SIMULATED");
});

it("fails where the run does, with its reason", async () => {
  desk.answers["strategyRun.get"] = () => ({
    run: { ...cannedRun, state: "failed", error: "bitcoin has no candles before 2020." },
    rules: detailOf(STRATEGY_TEXT, 3).rules,
    report: null,
    optimisation: null,
  });
  const { code, out } = await run(["strategy", "backtest", "Cross"], { url: desk.url });
  expect(code).toBe(1);
  expect(out).toContain("bitcoin has no candles before 2020.");
});

it("leaves a run to the desk with --no-wait, and says how to find it again after Ctrl-C", async () => {
  desk.answers["strategyRun.get"] = () => ({
    run: cannedRun,
    rules: detailOf(STRATEGY_TEXT, 3).rules,
    report: null,
    optimisation: null,
  });
  const left = await run(["strategy", "backtest", "Cross", "--no-wait"], { url: desk.url });
  expect([left.code, left.terminal.pauses]).toEqual([0, []]);
  const stopped = await run(["strategy", "backtest", "Cross"], { url: desk.url, interruptAtPause: 2 });
  expect(stopped.code).toBe(130);
  expect(stopped.err).toContain(`cryptodesk strategy watch ${RUN_ID}`);
});

it("asks for a search in the ranges that the flags give, with values that stand still", async () => {
  const words = ["strategy", "optimise", "Cross", "--parameters", "fast=5:60:5,slow=100", "--objective", "calmar"];
  await run([...words, "--min-trades", "5", "--out-of-sample", "20"], { url: desk.url });
  expect(callsOf("strategyRun.optimise")).toMatchObject([
    {
      plan: {
        parameters: [{ name: "fast", min: 5, max: 60, step: 5 }],
        objective: "calmar",
        constraints: { minTrades: 5 },
        outOfSamplePct: 20,
        settings: { parameters: { slow: 100 } },
      },
    },
  ]);
  const wrong = await run(["strategy", "optimise", "Cross", "--parameters", "fast=5:60"], { url: desk.url });
  expect([wrong.code, wrong.err.includes("fast=5:60:5,slow=100")]).toEqual([2, true]);
});
