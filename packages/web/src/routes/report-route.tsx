import { Button, Skeleton } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { t } from "../catalogue/catalogue.ts";
import { ReportSteps } from "../features/reports/report-steps.tsx";
import { ReportView } from "../features/reports/report-view.tsx";
import { describeError } from "../lib/api-error.ts";
import { formatDayLong } from "../lib/format.ts";
import { useReport } from "../market-data/use-reports.ts";
import { EmptyNotice } from "../ui/empty-notice.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { Trail } from "../ui/trail.tsx";

const route = getRouteApi("/reports/$date");

export function ReportRoute() {
  const { date } = route.useParams();
  const { data, isPending, error, refetch } = useReport(date);
  const title = data ? t("reports.titleOf", { day: formatDayLong(data.date) }) : t("reports.title");
  return (
    <Page
      title={title}
      trail={
        <Trail here={data ? formatDayLong(data.date) : date}>
          <Link to="/reports">{t("shell.pages.reports")}</Link>
        </Trail>
      }
      actions={
        data && (
          <Button size="xs" variant="default" onClick={() => window.print()}>
            {t("reports.print")}
          </Button>
        )
      }
    >
      {isPending && <Skeleton height={420} />}
      {!isPending && !data && describeError(error).kind === "not-found" && (
        <EmptyNotice title={t("reports.none")} action={<Link to="/reports">{t("reports.all")}</Link>} />
      )}
      {!isPending && !data && describeError(error).kind !== "not-found" && (
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      )}
      {data && <ReportSteps date={data.date} />}
      {data && <ReportView report={data} />}
    </Page>
  );
}
