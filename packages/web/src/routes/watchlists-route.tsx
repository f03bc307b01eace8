import { t } from "../catalogue/catalogue.ts";
import { Page } from "../ui/page.tsx";

export function WatchlistsRoute() {
  return <Page title={t("shell.pages.watchlists")}>{null}</Page>;
}
