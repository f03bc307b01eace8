import { Link } from "@tanstack/react-router";
import ChevronLeft from "lucide-react/icons/chevron-left";
import ChevronRight from "lucide-react/icons/chevron-right";
import { t } from "../../catalogue/catalogue.ts";
import { formatDayLong } from "../../lib/format.ts";
import { useReports } from "../../market-data/use-reports.ts";
import classes from "./report-steps.module.css";

/** The way to the report before and the one after. */
export function ReportSteps({ date }: { date: string }) {
  const { data } = useReports();
  const { before, after } = neighbours(data?.items.map((report) => report.date) ?? [], date);
  if (!before && !after) return null;
  return (
    <nav className={classes.root} aria-label={t("reports.steps")}>
      {before && (
        <Link to="/reports/$date" params={{ date: before }}>
          <ChevronLeft size={15} aria-hidden="true" /> {formatDayLong(before)}
        </Link>
      )}
      {after && (
        <Link to="/reports/$date" params={{ date: after }}>
          {formatDayLong(after)} <ChevronRight size={15} aria-hidden="true" />
        </Link>
      )}
    </nav>
  );
}

/** The nearest days on either side of one. */
export function neighbours(dates: readonly string[], date: string): { before: string | null; after: string | null } {
  const sorted = dates.toSorted();
  return {
    before: sorted.findLast((other) => other < date) ?? null,
    after: sorted.find((other) => other > date) ?? null,
  };
}
