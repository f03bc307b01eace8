import type { RuleParameter } from "@cryptodesk/shared/strategy/rules.contract";

/** The value of every parameter: where its slider is, as far as it reaches, else what the rules say. */
export function movedValues(
  parameters: readonly RuleParameter[],
  moved: Readonly<Record<string, number>>,
): Record<string, number> {
  return Object.fromEntries(
    parameters.map(({ name, value, min, max }) => {
      const at = moved[name];
      return [name, at === undefined ? value : Math.min(max, Math.max(min, at))];
    }),
  );
}

/** Decimals that tell the places of a slider apart. */
export function decimalsOf(step: number, min: number): number {
  const decimals = (value: number) => {
    const [digits = "", exponent = "0"] = value.toExponential().split("e");
    return Math.max(0, (digits.split(".")[1]?.length ?? 0) - Number(exponent));
  };
  return Math.min(8, Math.max(decimals(step), decimals(min)));
}
