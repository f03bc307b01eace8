import { PerformancePeriod } from "@cryptodesk/shared/portfolio/performance.contract";

/** What the dashboard keeps in its address. */
export interface DashboardSearch {
  period?: PerformancePeriod | undefined;
  show?: ChartView | undefined;
  /** `none`, `total-market` or a coin's id; the portfolio's own unless given. */
  vs?: string | undefined;
}

export type ChartView = "value" | "return" | "drawdown";
export const CHART_VIEWS: readonly ChartView[] = ["value", "return", "drawdown"];
export const DEFAULT_PERIOD: PerformancePeriod = "1y";

const MOST_BENCHMARK = 140;

/** Reads the address's parameters, which are text; what does not fit is dropped. */
export function parseDashboardSearch(raw: Record<string, unknown>): DashboardSearch {
  const period = PerformancePeriod.safeParse(raw.period).data;
  const show = CHART_VIEWS.find((view) => view === raw.show);
  const vs = typeof raw.vs === "string" && raw.vs !== "" && raw.vs.length <= MOST_BENCHMARK ? raw.vs : undefined;
  return {
    ...(period !== undefined && period !== DEFAULT_PERIOD && { period }),
    ...(show !== undefined && show !== "value" && { show }),
    ...(vs !== undefined && { vs }),
  };
}
