import { PerformancePeriod } from "@cryptodesk/shared/portfolio/performance.contract";

/** What the comparison of portfolios keeps in its address. */
export interface PortfolioComparisonSearch {
  /** Ids between commas; all that are not put aside unless given. */
  ids?: string | undefined;
  period?: PerformancePeriod | undefined;
}

/** As many as the API compares at once. */
export const MOST_COMPARED = 10;
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads the address's parameters, which are text; what does not fit is dropped. */
export function parsePortfolioComparisonSearch(raw: Record<string, unknown>): PortfolioComparisonSearch {
  const period = PerformancePeriod.safeParse(raw.period).data;
  const ids = comparedIds({ ids: typeof raw.ids === "string" ? raw.ids : undefined });
  return { ...(ids.length > 0 && { ids: ids.join(",") }), ...(period !== undefined && { period }) };
}

/** Ids that the address names. */
export const comparedIds = ({ ids = "" }: PortfolioComparisonSearch): string[] =>
  [...new Set(ids.split(",").filter((id) => ID.test(id)))].slice(0, MOST_COMPARED);
