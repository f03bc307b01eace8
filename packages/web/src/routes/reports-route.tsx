import { ReportList } from "../features/reports/report-list.tsx";
import { Page } from "../ui/page.tsx";

export function ReportsRoute() {
  return (
    <Page title="Market reports" intro="One page a day, written by the desk and kept.">
      <ReportList />
    </Page>
  );
}
