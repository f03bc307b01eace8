import { TIMEFRAME_MS, Timeframe } from "@cryptodesk/shared/market/timeframe";
import { INDICATORS, type IndicatorEntry } from "@cryptodesk/shared/strategy/indicator-catalogue";
import type { NamedSeries, Quantity } from "@cryptodesk/shared/strategy/rules.contract";
import { CANDLE_COUNT, MOST_CANDLES, type RuleChecker } from "./rule-checker.ts";
import { PRICE_WORDS } from "./rule-words.ts";

type Path = readonly (string | number)[];

/** Series of rules: names, sources, parameters, timeframes. */
export function checkSeries(checker: RuleChecker): void {
  const { series } = checker.rules;
  const seen = new Set<string>();
  for (const [index, each] of series.entries()) {
    const path = ["series", index];
    checkName(checker, each.name, [...path, "name"], seen);
    if (checker.hasParameter(each.name)) {
      checker.report([...path, "name"], "name-of-parameter", { name: each.name });
    }
    checkSource(checker, each, index);
    checkParameters(checker, each, [...path, "parameters"]);
    if (each.timeframe !== undefined) checkLonger(checker, each.timeframe, [...path, "timeframe"]);
  }
}

/** A name that is declared once and does not read as a price. */
export function checkName(checker: RuleChecker, name: string, path: Path, seen: Set<string>): void {
  if (seen.has(name)) checker.report(path, "name-twice", { name });
  if (PRICE_WORDS.includes(name)) checker.report(path, "name-of-price", { name });
  seen.add(name);
}

/** A timeframe longer than the one of the rules. */
export function checkLonger(checker: RuleChecker, timeframe: Timeframe, path: Path): void {
  const own = checker.rules.timeframe;
  if (TIMEFRAME_MS[timeframe] > TIMEFRAME_MS[own]) return;
  const longer = Timeframe.options.filter((each) => TIMEFRAME_MS[each] > TIMEFRAME_MS[own]);
  checker.report(path, longer.length === 0 ? "none-longer" : "not-longer", { timeframe, own }, longer);
}

/** A series, and the line of it, that a rule names. @param before only series with a lower index may be named */
export function checkSeriesRef(
  checker: RuleChecker,
  ref: { readonly series: string; readonly line?: string | undefined },
  path: Path,
  before = Number.POSITIVE_INFINITY,
): void {
  const { series } = checker.rules;
  const names = series.slice(0, before).map(({ name }) => name);
  const found = series.findIndex(({ name }) => name === ref.series);
  const target = series[found];
  if (!target) reportUnknown(checker, ref.series, path, names);
  else if (found === before) checker.report(path, "own-source", { name: ref.series }, names);
  else if (found > before) {
    checker.report(path, "later-source", { name: ref.series }, names);
  } else if (ref.line !== undefined && !linesOf(target).includes(ref.line)) {
    const values = { name: ref.series, indicator: target.indicator, line: ref.line };
    checker.report([...path, "line"], "no-line", values, linesOf(target));
  }
}

function linesOf(series: NamedSeries): readonly string[] {
  return entryOf(series).lines;
}

function reportUnknown(checker: RuleChecker, name: string, path: Path, names: readonly string[]): void {
  const available = [...names, ...(path[0] === "series" ? [] : checker.parameterNames), ...PRICE_WORDS];
  checker.report(path, path[0] === "series" ? "no-series" : "no-name", { name }, available);
}

function checkSource(checker: RuleChecker, series: NamedSeries, index: number): void {
  const path = ["series", index, "of"];
  const { input } = entryOf(series);
  if (input === "candle" && series.of !== undefined) {
    checker.report(path, "whole-candles", { indicator: series.indicator });
    return;
  }
  if (typeof series.of === "object") {
    checkSeriesRef(checker, series.of, path, index);
    checkSourceTimeframe(checker, series, index);
  }
  const isPair = input === "pair";
  if (isPair && series.other === undefined) {
    checker.report(["series", index], "coin-missing", { indicator: series.indicator });
  }
  if (!isPair && series.other !== undefined) {
    const values = { indicator: series.indicator, coin: series.other };
    checker.report(["series", index, "other"], "coin-needless", values);
  }
}

/** Values of a series exist on the candles of its own timeframe. */
function checkSourceTimeframe(checker: RuleChecker, { of, timeframe }: NamedSeries, index: number): void {
  const { series, timeframe: own } = checker.rules;
  const source = typeof of === "object" ? series.slice(0, index).find(({ name }) => name === of.series) : undefined;
  if (!source || (source.timeframe ?? own) === (timeframe ?? own)) return;
  const values = { name: source.name, timeframe: source.timeframe ?? own, own: timeframe ?? own };
  checker.report(["series", index, "of"], "other-timeframe", values);
}

function checkParameters(checker: RuleChecker, series: NamedSeries, path: Path): void {
  const { parameters } = entryOf(series);
  const names = Object.keys(parameters);
  for (const [name, value] of Object.entries(series.parameters)) {
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (parameter) checkParameter(checker, [...path, name], value, parameter);
    else if (names.length === 0) {
      checker.report([...path, name], "indicator-parameters", { indicator: series.indicator }, names);
    } else checker.report([...path, name], "indicator-parameter", { indicator: series.indicator, name }, names);
  }
  checkOrder(checker, series, path);
}

function checkParameter(
  checker: RuleChecker,
  path: Path,
  value: Quantity | string,
  parameter: IndicatorEntry["parameters"][string],
): void {
  if (parameter.kind === "choice") checkChoice(checker, path, value, parameter.choices ?? []);
  else if (typeof value === "string") checker.report(path, "not-a-number", { name: `${path.at(-1)}` });
  else {
    const isWhole = parameter.kind === "whole";
    const limits = isWhole ? { ...CANDLE_COUNT, min: parameter.min ?? 1 } : { above: 0, max: MOST_CANDLES };
    checker.quantity(path, value, `"${path.at(-1)}"`, limits);
  }
}

function checkChoice(checker: RuleChecker, path: Path, value: Quantity | string, choices: readonly string[]): void {
  if (typeof value === "string" && choices.includes(value)) return;
  checker.report(path, "not-a-choice", { name: `${path.at(-1)}`, choices: choices.join(", ") }, choices);
}

/** The difference of a fast and a slow average is defined for a fast one that is faster. */
function checkOrder(checker: RuleChecker, series: NamedSeries, path: Path): void {
  if (series.indicator !== "macd" && series.indicator !== "ppo") return;
  const numberOf = (name: "fast" | "slow") => {
    const given = series.parameters[name] ?? entryOf(series).parameters[name]?.default;
    return given === undefined || typeof given === "string" ? null : checker.valueOf(given);
  };
  const [fast, slow] = [numberOf("fast"), numberOf("slow")];
  if (typeof fast !== "number" || typeof slow !== "number" || fast < slow) return;
  checker.report([...path, "fast" in series.parameters ? "fast" : "slow"], "fast-not-faster", { fast, slow });
}

function entryOf({ indicator }: NamedSeries): IndicatorEntry {
  return INDICATORS[indicator];
}
