import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";

/** Gives a parameter another name everywhere in the rules. */
export function renameParameter(rules: StrategyRules, from: string, to: string): StrategyRules {
  const renamed = replaceNames(rules, "parameter", from, to);
  return {
    ...renamed,
    parameters: rules.parameters.map((each) => (each.name === from ? { ...each, name: to } : each)),
  };
}

/** Gives a series another name everywhere in the rules. */
export function renameSeries(rules: StrategyRules, from: string, to: string): StrategyRules {
  const renamed = replaceNames(rules, "series", from, to);
  return { ...renamed, series: renamed.series.map((each) => (each.name === from ? { ...each, name: to } : each)) };
}

/** Every `{ parameter: from }` or `{ series: from }` inside, with another name; the shape stays what it is. */
function replaceNames<Part>(part: Part, field: "parameter" | "series", from: string, to: string): Part {
  const replaced = replaceIn(part, field, from, to);
  return replaced as Part;
}

function replaceIn(part: unknown, field: string, from: string, to: string): unknown {
  if (Array.isArray(part)) return part.map((each) => replaceIn(each, field, from, to));
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [
      key,
      key === field && value === from ? to : replaceIn(value, field, from, to),
    ]),
  );
}
