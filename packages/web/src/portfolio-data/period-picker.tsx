import { PerformancePeriod } from "@cryptodesk/shared/portfolio/performance.contract";
import { SegmentedControl } from "@mantine/core";
import { t } from "../catalogue/catalogue.ts";
import { periodWords } from "./period-words.ts";

/** Over how long the portfolio is looked at. */
export function PeriodPicker({ period, onChange }: PeriodPickerProps) {
  return (
    <SegmentedControl
      size="xs"
      aria-label={t("figures.dashboard.period")}
      value={period}
      data={PerformancePeriod.options.map((value) => ({ value, label: periodWords(value) }))}
      onChange={onChange}
    />
  );
}

interface PeriodPickerProps {
  period: PerformancePeriod;
  onChange: (period: PerformancePeriod) => void;
}
