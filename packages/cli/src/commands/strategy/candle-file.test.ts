import { expect, it } from "vitest";
import { readCandleFile } from "./candle-file.ts";

const HEAD = "time,open,high,low,close,volume";
const read = (...lines: string[]) => readCandleFile(lines.join("\n"), "btc.csv");
const timesOf = (...times: string[]) =>
  [...read(HEAD, ...times.map((time) => `${time},1,3,1,2,5`)).candles.time].map((time) => new Date(time).toISOString());

it.each([
  ["ISO days", "2026-01-01", "2026-01-02"],
  ["ISO times of another zone", "2026-01-01T02:00:00+02:00", "2026-01-02T02:00:00+0200"],
  ["times without a zone, as UTC", "2026-01-01 00:00:00", "2026-01-02 00:00"],
  ["seconds", "1767225600", "1767312000"],
  ["milliseconds", "1767225600000", "1767312000000"],
  ["microseconds", "1767225600000000", "1767312000000000"],
])("reads %s", (_, ...times) => {
  expect(timesOf(...times)).toEqual(["2026-01-01T00:00:00.000Z", "2026-01-02T00:00:00.000Z"]);
});

it("finds columns by their names, in any order, with semicolons and quotes, and goes without volume", () => {
  const { candles, timeframe } = read(
    "\uFEFF# source: somewhere",
    '"Close";"Open";"Low";"High";"Open time"',
    "2;1;1;3;1767225600",
    "3;2;2;4;1767229200",
  );
  expect(timeframe).toBe("1h");
  expect([[...candles.open], [...candles.high], [...candles.low], [...candles.close]]).toEqual([
    [1, 2],
    [3, 4],
    [1, 2],
    [2, 3],
  ]);
  expect([...candles.volume]).toEqual([Number.NaN, Number.NaN]);
});

it("turns a file round that is newest first, and says so", () => {
  const { candles, isNewestFirst } = read(HEAD, "2026-01-02,1,3,1,2,5", "2026-01-01,1,3,1,1,5");
  expect([...candles.close]).toEqual([1, 2]);
  expect(isNewestFirst).toBe(true);
});

it("counts what is missing and begins another segment after a long hole", () => {
  const day = (number: number) => `2026-01-${String(number).padStart(2, "0")},1,3,1,2,5`;
  const { candles, isNewestFirst, missing } = read(HEAD, ...[1, 2, 4, 5, 12, 13].map(day));
  expect({ isNewestFirst, missing }).toEqual({ isNewestFirst: false, missing: 7 });
  expect([...candles.segment]).toEqual([0, 0, 0, 0, 1, 1]);
});

it("names the rows that cannot be read", () => {
  const bad = [
    "yesterday,1,3,1,2,5",
    "2026-01-02,x,3,1,2,5",
    "2026-01-03,1,3,1,4,5",
    "2026-01-04,1,3,2,2,5",
    "2026-01-05,1,3,1,2,-5",
  ];
  expect(() => read(HEAD, ...bad)).toThrow(
    [
      "btc.csv cannot be used:",
      'row 2: "yesterday" is no time: write 2026-01-31T12:00:00Z or seconds since 1970',
      'row 3: "x" is no price in "open"',
      "row 4: its high 3 is below another of its prices",
      "row 5: its low 2 is above another of its prices",
      'row 6: "-5" is no volume',
    ].join("\n"),
  );
});

it.each([
  ["a file without a header", ["1381093200,122,122,122,122,0.1"], "btc.csv has no header that names its columns."],
  ["fewer than two candles", [HEAD, "2026-01-01,1,3,1,2,5"], "btc.csv has fewer than two candles."],
  [
    "a candle twice",
    [HEAD, "2026-01-01,1,3,1,2,5", "2026-01-02,1,3,1,2,5", "2026-01-02,1,3,1,2,5"],
    "btc.csv cannot be used: row 4 has the time of row 3.",
  ],
  [
    "candles of a length that is none",
    [HEAD, "2026-01-01T00:00,1,3,1,2,5", "2026-01-01T00:07,1,3,1,2,5"],
    "The candles of btc.csv are 7 minutes long. Strategies run on 5m, 15m, 1h, 4h, 1d, 1w.",
  ],
  [
    "a candle between two others",
    [HEAD, "2026-01-01,1,3,1,2,5", "2026-01-02,1,3,1,2,5", "2026-01-03,1,3,1,2,5", "2026-01-03T07:00,1,3,1,2,5"],
    "btc.csv cannot be used: row 5 is not a whole number of 1d after the first.",
  ],
])("refuses %s", (_, lines, message) => {
  expect(() => read(...lines)).toThrow(message);
});
