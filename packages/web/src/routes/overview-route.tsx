import { t } from "../catalogue/catalogue.ts";
import { Page } from "../ui/page.tsx";

export function OverviewRoute() {
  return <Page title={t("shell.pages.overview")}>{null}</Page>;
}
