import { Link } from "@tanstack/react-router";
import { t } from "../catalogue/catalogue.ts";
import { EmptyNotice } from "../ui/empty-notice.tsx";
import { Page } from "../ui/page.tsx";

export function NotFound() {
  return (
    <Page title={t("shell.notFound")}>
      <EmptyNotice
        title={t("shell.notFoundTitle")}
        detail={t("shell.notFoundDetail")}
        action={<Link to="/">{t("shell.toMarket")}</Link>}
      />
    </Page>
  );
}
