import { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { describe, expect, it } from "vitest";
import { freeName, problemAt, seriesLines } from "./block-context.ts";
import { CONDITION_KINDS, conditionOfKind, longerTimeframes, newCondition } from "./condition-kinds.ts";
import { operandOf } from "./operand-field.tsx";

const RULES = StrategyRules.parse({
  schema: 1,
  name: "Cross",
  universe: { kind: "coin", coin: "bitcoin" },
  timeframe: "4h",
  series: [
    { name: "fast", indicator: "sma", parameters: { period: 10 } },
    { name: "trend", indicator: "macd" },
  ],
  long: { enter: { kind: "always" } },
  sizing: { kind: "equity", pct: 100 },
});
const CROSS = {
  kind: "crosses",
  left: { series: "fast" },
  direction: "below",
  right: { price: "low", ago: 2 },
} as const;

describe("a condition in another kind", () => {
  it("keeps what it compared", () => {
    expect(conditionOfKind("compare", CROSS, RULES)).toEqual({
      kind: "compare",
      left: { series: "fast" },
      operator: ">",
      right: { price: "low", ago: 2 },
    });
    expect(conditionOfKind("moves", CROSS, RULES)).toMatchObject({ value: { series: "fast" } });
  });

  it("is put inside of what holds conditions", () => {
    expect(conditionOfKind("not", CROSS, RULES)).toEqual({ kind: "not", of: CROSS });
    expect(conditionOfKind("all", CROSS, RULES)).toEqual({ kind: "all", of: [CROSS, newCondition(RULES)] });
    expect(conditionOfKind("on", CROSS, RULES)).toEqual({ kind: "on", timeframe: "1d", of: CROSS });
  });

  it("keeps its conditions when all becomes any", () => {
    const all = { kind: "all" as const, of: [CROSS, { kind: "always" as const }] };
    expect(conditionOfKind("any", all, RULES)).toEqual({ kind: "any", of: all.of });
  });

  it("is valid in every kind", () => {
    for (const kind of CONDITION_KINDS) {
      const enter = conditionOfKind(kind, CROSS, RULES);
      expect(StrategyRules.safeParse({ ...RULES, long: { enter, exit: null } }).success).toBe(true);
    }
  });
});

it("offers only timeframes that are longer", () => {
  expect(longerTimeframes("4h")).toEqual(["1d", "1w"]);
  expect(longerTimeframes("1w")).toEqual([]);
});

it("names the first line of a series by the series and the others by themselves", () => {
  expect(seriesLines(RULES).map(({ series, line }) => (line === null ? series : `${series}.${line}`))).toEqual([
    "fast",
    "trend",
    "trend.signal",
    "trend.histogram",
  ]);
});

it("makes operands of choices and keeps how far back they look", () => {
  expect(operandOf("series:trend.signal", { price: "low", ago: 2 })).toEqual({
    series: "trend",
    line: "signal",
    ago: 2,
  });
  expect(operandOf("price:high", 3)).toEqual({ price: "high" });
  expect(operandOf("parameter:most", 3)).toEqual({ parameter: "most" });
  expect(operandOf("number", 3)).toBe(3);
});

it("finds a name that is free", () => {
  expect(freeName("fast", ["slow"])).toBe("fast");
  expect(freeName("fast", ["fast", "fast2"])).toBe("fast3");
});

it("gives a field the problem of its own path, and a block only what is wrong with the whole of it", () => {
  const problems = [{ path: ["long", "enter", "left", "series"], message: "unknown" }];
  expect(problemAt(problems, ["long", "enter", "left"])).toBe("unknown");
  expect(problemAt(problems, ["long", "enter"], false)).toBeNull();
  expect(problemAt(problems, ["long", "enter", "right"])).toBeNull();
});
