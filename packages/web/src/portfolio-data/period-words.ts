import type { PerformancePeriod } from "@cryptodesk/shared/portfolio/performance.contract";
import { t } from "../catalogue/catalogue.ts";
import type { figures } from "../catalogue/en/portfolio-figures.ts";

// The catalogue's keys cannot begin with a digit everywhere.
const PERIOD_KEYS = {
  "7d": "d7",
  "30d": "d30",
  "90d": "d90",
  ytd: "ytd",
  "1y": "y1",
  "3y": "y3",
  "5y": "y5",
  all: "all",
} as const satisfies Record<PerformancePeriod, keyof typeof figures.dashboard.periods>;

/** What a period is called. */
export const periodWords = (period: PerformancePeriod): string => t(`figures.dashboard.periods.${PERIOD_KEYS[period]}`);
