import { t } from "../catalogue/catalogue.ts";
import { Page } from "../ui/page.tsx";

export function SettingsRoute() {
  return <Page title={t("shell.pages.settings")}>{null}</Page>;
}
