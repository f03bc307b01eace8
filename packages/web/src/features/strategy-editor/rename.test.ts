import { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { expect, it } from "vitest";
import { renameParameter, renameSeries } from "./rename.ts";

const RULES = StrategyRules.parse({
  schema: 1,
  name: "fast",
  universe: { kind: "coin", coin: "fast" },
  timeframe: "1d",
  parameters: [{ name: "fast", value: 10, min: 5, max: 20, step: 1 }],
  series: [
    { name: "quick", indicator: "sma", parameters: { period: { parameter: "fast" } } },
    { name: "smooth", indicator: "ema", of: { series: "quick" } },
  ],
  long: { enter: { kind: "all", of: [{ kind: "compare", left: { series: "quick" }, operator: ">", right: 3 }] } },
  stops: { fixedPct: { parameter: "fast" } },
  sizing: { kind: "equity", pct: 100 },
});

it("gives a parameter its new name wherever it is used, and nothing else", () => {
  const renamed = renameParameter(RULES, "fast", "days");
  expect(renamed.parameters[0]?.name).toBe("days");
  expect(renamed.series[0]?.parameters).toEqual({ period: { parameter: "days" } });
  expect(renamed.stops).toEqual({ fixedPct: { parameter: "days" } });
  expect(renamed.name).toBe("fast");
  expect(renamed.universe).toEqual({ kind: "coin", coin: "fast" });
});

it("gives a series its new name in conditions and in other series", () => {
  const renamed = renameSeries(RULES, "quick", "short_term");
  expect(renamed.series.map(({ name, of }) => [name, of])).toEqual([
    ["short_term", undefined],
    ["smooth", { series: "short_term" }],
  ]);
  expect(renamed.long?.enter).toMatchObject({ of: [{ left: { series: "short_term" } }] });
});
