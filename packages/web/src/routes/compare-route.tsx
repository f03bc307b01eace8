import { t } from "../catalogue/catalogue.ts";
import { Page } from "../ui/page.tsx";

export function CompareRoute() {
  return <Page title={t("shell.pages.compare")}>{null}</Page>;
}
