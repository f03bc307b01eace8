import type { Comparison } from "@cryptodesk/shared/market/comparison.contract";
import { t } from "../../catalogue/catalogue.ts";
import { formatDateTime, formatPercent, UNKNOWN } from "../../lib/format.ts";

/** What each coin is called in little room: its symbol, with its name where another has the same symbol. */
export function coinLabels(series: readonly Pick<Comparison["series"][number], "symbol" | "name">[]): string[] {
  const symbols = Map.groupBy(series, ({ symbol }) => symbol);
  return series.map(({ symbol, name }) => (symbols.get(symbol)?.length === 1 ? symbol : `${symbol} ${name}`));
}

/** The lines in words. */
export function describeComparison({ series, from, to }: Comparison): string {
  const sorted = series.toSorted((left, right) => (right.changePct ?? -Infinity) - (left.changePct ?? -Infinity));
  const words = sorted.map(
    ({ name, changePct }) => `${name} ${changePct === null ? UNKNOWN : formatPercent(changePct)}`,
  );
  return t("compare.summary", { from: formatDateTime(from), to: formatDateTime(to), changes: words.join(", ") });
}
