import { t } from "../catalogue/catalogue.ts";
import { ReportList } from "../features/reports/report-list.tsx";
import { Page } from "../ui/page.tsx";

export function ReportsRoute() {
  return (
    <Page title={t("reports.titles")} intro={t("reports.intro")}>
      <ReportList />
    </Page>
  );
}
