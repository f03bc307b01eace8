import { expect, it } from "vitest";
import { parseRules } from "./parse-rules.ts";

const text = (...lines: string[]) =>
  ['strategy "Test"', "trade bitcoin every 1d", "size 100 % of equity", ...lines].join("\n");
const read = (...lines: string[]) => {
  const result = parseRules(text(...lines));
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  return result.rules;
};
const problemsOf = (whole: string) => {
  const result = parseRules(whole);
  return "problems" in result ? result.problems : [];
};
/** Problems as `line:column+length message`. */
const faults = (...lines: string[]) =>
  problemsOf(text(...lines)).map(
    ({ line, column, length, message }) => `${Number(line) - 3}:${column}+${length} ${message}`,
  );
const long = (condition: string, ...lines: string[]) => read(...lines, `long when ${condition}`).long?.enter;

it("takes comments, blank lines, tabs, Windows line ends and any order of lines", () => {
  const messy =
    '# mine\r\n\r\nsize 10% of equity # small\r\n\tlong when always\r\ntrade "usd-coin" every 4h\r\nstrategy "A # b"\r\n';
  expect(parseRules(messy)).toMatchObject({
    rules: { name: "A # b", universe: { coin: "usd-coin" }, timeframe: "4h", sizing: { kind: "equity", pct: 10 } },
  });
});

it("binds not before and before or, and lets parentheses say otherwise", () => {
  const [a, b, c] = ["close > 1", "close > 2", "close > 3"].map((each) => long(each));
  expect(long("close > 1 or not close > 2 and close > 3")).toEqual({
    kind: "any",
    of: [a, { kind: "all", of: [{ kind: "not", of: b }, c] }],
  });
  expect(long("(close > 1 or close > 2) and close > 3")).toEqual({
    kind: "all",
    of: [{ kind: "any", of: [a, b] }, c],
  });
});

it("goes on with the next line behind and before and, or, a comma, and inside parentheses", () => {
  const flat = long("close > 1 and (close > 2 or open > 3)");
  expect(long("close > 1\n  and (close > 2\n or open > 3\n)")).toEqual(flat);
  expect(long("close > 1 and\n  (\nclose > 2 or\nopen > 3)")).toEqual(flat);
});

it("fills an indicator's parameters in the catalogue's order where they have no names", () => {
  const { series } = read(
    "parameter fast = 12 from 5 to 20 step 1",
    "series a = macd(close, fast, 26, seed: first)",
    "series b = atr(14)",
    "series c = sma(fast)",
    "series d = ema(a.signal, 9, first)",
    "series e = correlation(close, 30, values) with usd-coin on 1w",
    "long when always",
  );
  expect(series.map(({ of, parameters }) => ({ of, parameters }))).toEqual([
    { of: "close", parameters: { fast: { parameter: "fast" }, slow: 26, seed: "first" } },
    { of: undefined, parameters: { period: 14 } },
    { of: undefined, parameters: { period: { parameter: "fast" } } },
    { of: { series: "a", line: "signal" }, parameters: { period: 9, seed: "first" } },
    { of: "close", parameters: { period: 30, of: "values" } },
  ]);
  expect(series[4]).toMatchObject({ other: "usd-coin", timeframe: "1w" });
});

it("points at each thing that cannot be read, all of them at once", () => {
  expect(
    faults("series quick = smaa(close, 20)", "long when quick crosses over 5", "stop five", "banana", "fees 0.1 maker"),
  ).toEqual([
    '1:16+4 an indicator must stand here; there is "smaa"',
    '2:25+4 a direction must stand here: above, below; there is "over"',
    '3:10+0 "%" or "x atr(14)" must follow; the line ends',
    '4:1+6 a line begins with what it is about, such as trade, series, long when or size; there is "banana"',
    '5:10+5 "%" is missing; there is "maker"',
  ]);
});

it("points at what is wrong in what can be read", () => {
  expect(
    faults(
      "parameter fast = 2 from 5 to 60 step 5",
      "series quick = sma(close, period: 20, foo: 3)",
      "series slow = ema(later, 0)",
      "series later = bollinger(close, 20, 0) on 1h",
      "long when quick.upper crosses above slw and close > nope",
      "  and later.value 2 ago > 5",
      "stop 120 %",
      "size 200 % of equity",
    ),
  ).toEqual([
    '1:1+38 "fast" is 2, outside its range from 5 to 60',
    '2:39+6 sma has no parameter "foo"',
    '3:19+5 "later" stands below: a series is computed from those above it',
    '3:26+1 "period" must be at least 1, not 0',
    '4:37+1 "width" must be more than 0, not 0',
    "4:43+2 1h is not longer than the 1d that the rules trade on: choose a longer one or leave it out",
    '5:11+11 "quick" (sma) has no line "upper"',
    '5:37+3 there is no series or parameter "slw"',
    '5:53+4 there is no series or parameter "nope"',
    '6:7+17 "later" (bollinger) has no line "value"',
    "7:1+10 a stop in percent must be less than 100, not 120",
    "8:1+4 the size of a position is said twice: line 3 says it already",
  ]);
});

it("looks at readable lines while others are missing", () => {
  expect(problemsOf('strategy "x"\nlong when slw > 5').map(({ line, message }) => [line, message])).toEqual([
    [2, 'there is no series or parameter "slw"'],
    [2, "the rules do not say what is traded: add a line such as trade bitcoin every 1d"],
    [2, "the rules do not say how large a position is: add a line such as size 100 % of equity"],
  ]);
});

it("says what may stand there instead", () => {
  expect(problemsOf(text("series quick = sma(close, 5)", "long when quik > 5"))).toMatchObject([
    { available: ["quick", "open", "high", "low", "close", "volume", "typical"] },
  ]);
  expect(problemsOf(text("series band = bollinger()", "long when close > band.top"))).toMatchObject([
    { message: '"band" (bollinger) has no line "top"', available: ["upper", "middle", "lower"] },
  ]);
  expect(problemsOf(text("long when on 1h (close > 5)"))).toMatchObject([{ available: ["1w"] }]);
});

it("explains that rules do not calculate", () => {
  expect(faults("long when close - open > 5")).toEqual([
    '1:17+1 rules do not calculate; name a series with the indicator that does, e.g. change or ppo; there is "-"',
  ]);
});

it("names the line that says something already", () => {
  expect(faults("long when always", "long when close > 5")).toEqual([
    "2:1+4 when to go long is said twice: line 4 says it already",
  ]);
});

it.each([
  ["open parentheses", "(".repeat(60_000)],
  ["nested conditions", `long when ${"(".repeat(5000)}close > 5${")".repeat(5000)}`],
  ["nested negations", `long when ${"not ".repeat(9000)}close > 5`],
  ["lines that mean nothing", "a\n".repeat(29_000)],
  ["pictures", "\u{1f600}".repeat(29_000)],
  ["an endless number", "1".repeat(59_999)],
  ["quotes", '"'.repeat(60_000)],
  ["backslashes", `strategy "${"\\".repeat(59_000)}`],
  ["a text of 60,001 characters", " ".repeat(60_001)],
  ["thousands of series", "series a = sma()\n".repeat(3400)],
])("ends quickly with a message for %s", (_, hostile) => {
  const started = Date.now();
  const problems = problemsOf(hostile);
  expect(Date.now() - started).toBeLessThan(5000);
  expect(problems.length).toBeGreaterThan(0);
  expect(problems.length).toBeLessThanOrEqual(100);
});
