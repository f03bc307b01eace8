import { PerformancePeriod } from "@cryptodesk/shared/portfolio/performance.contract";
import { t } from "../catalogue/catalogue.ts";
import { Segments } from "../ui/segments.tsx";
import { periodWords } from "./period-words.ts";

/** Over how long the portfolio is looked at. */
export function PeriodPicker({ period, onChange }: PeriodPickerProps) {
  return (
    <Segments
      size="xs"
      label={t("figures.dashboard.period")}
      value={period}
      options={PerformancePeriod.options.map((value) => ({ value, label: periodWords(value) }))}
      onChange={onChange}
    />
  );
}

interface PeriodPickerProps {
  period: PerformancePeriod;
  onChange: (period: PerformancePeriod) => void;
}
