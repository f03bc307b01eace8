import type { Comparison } from "@cryptodesk/shared/market/comparison.contract";
import { useMemo } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatPercent } from "../../lib/format.ts";
import { type DayLine, SeriesChart } from "../../ui/series-chart.tsx";
import { coinLabels, describeComparison } from "./comparison-words.ts";

// More labels than these would cover each other on the scale.
const MOST_LABELLED = 5;

/** Every coin's change since the first time at which all have a price. */
export function IndexChart({ comparison }: { comparison: Comparison }) {
  const lines = useMemo((): DayLine[] => {
    const names = coinLabels(comparison.series);
    return comparison.series.map(({ id, indexed }, index) => ({
      key: id,
      name: names[index] ?? id,
      colour: index,
      values: indexed.map((value) => (value === null ? null : value - 100)),
      labelled: comparison.series.length <= MOST_LABELLED,
    }));
  }, [comparison]);
  return (
    <SeriesChart
      label={t("compare.performance")}
      summary={describeComparison(comparison)}
      days={comparison.times}
      lines={lines}
      format={formatPercent}
      base={0}
    />
  );
}
