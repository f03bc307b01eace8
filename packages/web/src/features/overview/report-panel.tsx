import { Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { t } from "../../catalogue/catalogue.ts";
import { formatDate } from "../../lib/format.ts";
import { reportSentences } from "../../market-data/report-words.ts";
import { useReports } from "../../market-data/use-reports.ts";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import classes from "./report-panel.module.css";

/** The newest daily report in short. */
export function ReportPanel() {
  const { data, isPending, error, refetch } = useReports();
  const report = data?.items[0];
  return (
    <Panel
      title={t("overview.report")}
      note={report && formatDate(report.date)}
      actions={
        report && (
          <Link to="/reports/$date" params={{ date: report.date }}>
            {t("overview.readReport")}
          </Link>
        )
      }
    >
      {isPending && <Skeleton className={classes.waiting} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && !report && <EmptyNotice title={t("overview.noReport")} detail={t("overview.noReportYet")} />}
      {report && (
        <ul className={classes.report}>
          {reportSentences(report).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
