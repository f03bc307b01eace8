import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { homeOf, run } from "./fake-terminal.ts";

const DAY_MS = 86_400_000;
const RULES = [
  'strategy "Dips"',
  "trade bitcoin every 1d",
  "parameter depth = 8 from 1 to 20 step 1",
  "series low_band = lowest(close, period: 3)",
  "long when close <= low_band",
  "exit long when close rising for 2 candles",
  "size 50 % of equity",
];

/** A directory with rules and a year of a price that swings. */
function place(rules: readonly string[] = RULES): string {
  const home = homeOf();
  const rows = Array.from({ length: 400 }, (_, day) => {
    const close = 100 + 10 * Math.sin(day / 5) + day / 10;
    const open = 100 + 10 * Math.sin((day - 1) / 5) + day / 10;
    const time = new Date(Date.UTC(2024, 0, 1) + day * DAY_MS).toISOString();
    return [time, open, Math.max(open, close) + 1, Math.min(open, close) - 1, close, 1000].join(",");
  });
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, "dips.rules"), rules.join("\n"));
  writeFileSync(join(home, "btc.csv"), ["Date,Open,High,Low,Close,Volume", ...rows].join("\n"));
  return home;
}

const at = (home: string, words: string) => run(words.split(" "), { home });
const BACKTEST = "strategy backtest dips.rules --candles btc.csv --no-honesty";

it("says that rules are valid, and what is wrong with those that are not, without a server", async () => {
  expect(await at(place(), "strategy validate dips.rules")).toMatchObject({ code: 0, out: "The rules are valid.\n" });
  const wrong = await at(
    place([...RULES.slice(0, 4), "long when close < lowband", "size 200 % of equity"]),
    "strategy validate dips.rules",
  );
  expect(wrong.code).toBe(1);
  expect(wrong.out).toBe(
    [
      'line 5, column 19: there is no series or parameter "lowband"',
      "  long when close < lowband",
      "                    ^^^^^^^",
      "  available: low_band, depth, open, high, low, close, volume, typical",
      "line 6, column 1: the percentage of equity must be at most 100, not 200",
      "  size 200 % of equity",
      "  ^^^^^^^^^^^^^^^^^^^^",
      "",
    ].join("\n"),
  );
});

it("takes rules as a document, too, and names the field that is wrong", async () => {
  const document = {
    schema: 1,
    name: "x",
    universe: { kind: "coin", coin: "bitcoin" },
    timeframe: "1d",
    sizing: { kind: "equity", pct: 10 },
  };
  const { code, out } = await at(place([JSON.stringify(document)]), "strategy validate dips.rules --json");
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ valid: false, problems: [{ path: ["long"] }] });
});

it("refuses a document whose conditions are nested beyond measure", async () => {
  const enter = `${'{"kind":"not","of":'.repeat(20_000)}{"kind":"always"}${"}".repeat(20_000)}`;
  const document = `{"schema":1,"name":"x","universe":{"kind":"coin","coin":"bitcoin"},"timeframe":"1d","long":{"enter":${enter}},"sizing":{"kind":"equity","pct":10}}`;
  const { code, out } = await at(place([document]), "strategy validate dips.rules");
  expect([code, out]).toEqual([1, "conditions are nested too deeply; split them into simpler ones\n"]);
});

it("runs a backtest on a file of candles, the same each time", async () => {
  const home = place();
  const [first, again] = [await at(home, `${BACKTEST} --json`), await at(home, `${BACKTEST} --json`)];
  expect(first.code).toBe(0);
  expect(again.out).toBe(first.out);
  const { report, trades } = JSON.parse(first.out);
  expect(report).toMatchObject({
    timeframe: "1d",
    simulated: false,
    parameters: { depth: 8 },
    coverage: [{ candles: 400, missing: 0 }],
  });
  expect(trades.length).toBe(report.metrics.trades);
  expect(trades.length).toBeGreaterThan(5);
  expect(report.candles + report.warmUpCandles).toBe(400);
});

it("says in words how far a result is to be trusted", async () => {
  const { out } = await at(place(), "strategy backtest dips.rules --candles btc.csv");
  expect(out).toMatch(/How far to trust it: .+\n- /);
});

it("prints the trades as CSV", async () => {
  const { out } = await at(place(), `${BACKTEST} --format csv`);
  expect(out.split("\n")[0]).toMatch(/^number,coin,side,signalAt,enteredAt/);
  expect(out.split("\n")[1]).toMatch(/^1,bitcoin,long,2024-/);
});

it.each([
  ["a parameter that the rules lack", `${BACKTEST} --parameters deep=3`, 'the rules have no parameter "deep"'],
  ["flags of a desk", `${BACKTEST} --portfolio Savings`, "--portfolio is of runs on a desk"],
  ["a stretch without candles", `${BACKTEST} --from 2030-01-01`, "Nothing is left to run on"],
  ["a file that is not there", "strategy backtest dips.rules --candles eth.csv", "eth.csv cannot be read"],
])("refuses %s", async (_, words, said) => {
  const { code, err } = await at(place(), words);
  expect(err).toContain(said);
  expect(code).toBe(2);
});

it("asks for a file of each coin, and for candles short enough", async () => {
  const two = RULES.map((line) => line.replace("bitcoin every 1d", "bitcoin, ethereum every 1d"));
  expect((await at(place(two), BACKTEST)).err).toContain("Say which coin btc.csv is of: --candles bitcoin=btc.csv");
  const hourly = RULES.map((line) => line.replace("every 1d", "every 1h"));
  expect((await at(place(hourly), BACKTEST)).err).toContain("The rules trade every 1h, and the candles of");
  const largest = RULES.map((line) =>
    line.replace("bitcoin every 1d", "the 5 largest coins every 1d, chosen every 1w"),
  );
  expect((await at(place(largest), BACKTEST)).err).toContain("Which coins are the largest is known to a desk only.");
});
