import { type Explanation, FIGURES } from "@cryptodesk/shared/portfolio/explain.contract";
import { t } from "../../catalogue/catalogue.ts";
import { formatMoney, formatRatio, formatUnits, UNKNOWN } from "../../lib/format.ts";

/** What a figure is called, with the asset it belongs to. */
export function figureWords({ figure, asset }: Pick<Explanation, "figure" | "asset">): string {
  const known = FIGURES.find((name) => name === figure);
  const name = known === undefined ? figure : t(`figures.names.${known}`);
  return asset === null ? name : t("figures.of", { figure: name, what: asset.symbol });
}

/** A figure in its unit, rounded for reading. */
export function writtenFigure(
  value: string | null,
  { unit, currency }: Pick<Explanation, "unit" | "currency">,
): string {
  if (value === null) return UNKNOWN;
  if (unit === "currency") return formatMoney(value, currency);
  return unit === "units" ? formatUnits(value) : formatRatio(value);
}
