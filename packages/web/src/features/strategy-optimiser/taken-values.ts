import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";

type Values = Readonly<Record<string, number>>;

/** Rules whose parameters have the given values; a range that does not reach a value is widened to it. */
export function withValues(rules: StrategyRules, values: Values): StrategyRules {
  return {
    ...rules,
    parameters: rules.parameters.map((parameter) => {
      const value = values[parameter.name];
      if (value === undefined) return parameter;
      return { ...parameter, value, min: Math.min(parameter.min, value), max: Math.max(parameter.max, value) };
    }),
  };
}

/** `fast 10, slow 50` */
export const writeValues = (values: Values): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");
