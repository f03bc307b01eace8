import type { MarketReport } from "@cryptodesk/shared/market/report.contract";
import { Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import ChevronRight from "lucide-react/icons/chevron-right";
import { t } from "../../catalogue/catalogue.ts";
import { formatDayLong, formatUsd } from "../../lib/format.ts";
import { reportSentences } from "../../market-data/report-words.ts";
import { useReports } from "../../market-data/use-reports.ts";
import { Change } from "../../ui/change.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import classes from "./report-list.module.css";

/** Every stored daily report, newest first. */
export function ReportList() {
  const { data, isPending, error, refetch } = useReports();
  if (isPending) return <Skeleton height={220} />;
  if (!data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (data.items.length === 0) {
    return <EmptyNotice title={t("overview.noReport")} detail={t("overview.noReportYet")} />;
  }
  return (
    <ul className={classes.list}>
      {data.items.map((report) => (
        <ReportLine key={report.date} report={report} />
      ))}
    </ul>
  );
}

function ReportLine({ report }: { report: MarketReport }) {
  return (
    <li>
      <Link to="/reports/$date" params={{ date: report.date }} className={classes.line}>
        <span className={classes.day}>{formatDayLong(report.date)}</span>
        <span className={classes.total}>
          {formatUsd(report.totalMarketCapUsd)}{" "}
          {report.totalMarketCapChangePct !== null && <Change pct={report.totalMarketCapChangePct} />}
        </span>
        <span className={classes.sentence}>{reportSentences(report)[0]}</span>
        <ChevronRight size={16} aria-hidden="true" className={classes.go} />
      </Link>
    </li>
  );
}
