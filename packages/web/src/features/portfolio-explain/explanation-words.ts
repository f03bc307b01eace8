import type { Explanation } from "@cryptodesk/shared/portfolio/explain.contract";
import { formatMoney, formatRatio, formatUnits, UNKNOWN } from "../../lib/format.ts";

/** A figure in its unit, rounded for reading. */
export function writtenFigure(
  value: string | null,
  { unit, currency }: Pick<Explanation, "unit" | "currency">,
): string {
  if (value === null) return UNKNOWN;
  if (unit === "currency") return formatMoney(value, currency);
  return unit === "units" ? formatUnits(value) : formatRatio(value);
}
