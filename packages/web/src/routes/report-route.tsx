import { Button, Skeleton } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ReportView } from "../features/reports/report-view.tsx";
import { describeError } from "../lib/api-error.ts";
import { formatDayLong } from "../lib/format.ts";
import { useReport } from "../market-data/use-reports.ts";
import { EmptyNotice } from "../ui/empty-notice.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";

const route = getRouteApi("/reports/$date");

export function ReportRoute() {
  const { date } = route.useParams();
  const { data, isPending, error, refetch } = useReport(date);
  const title = data ? `Market report, ${formatDayLong(data.date)}` : "Market report";
  return (
    <Page
      title={title}
      intro={<Link to="/reports">All reports</Link>}
      actions={
        data && (
          <Button size="xs" variant="default" onClick={() => window.print()}>
            Print
          </Button>
        )
      }
    >
      {isPending && <Skeleton height={420} />}
      {!isPending && !data && describeError(error).kind === "not-found" && (
        <EmptyNotice title="There is no report of this day" action={<Link to="/reports">See all reports</Link>} />
      )}
      {!isPending && !data && describeError(error).kind !== "not-found" && (
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      )}
      {data && <ReportView report={data} />}
    </Page>
  );
}
