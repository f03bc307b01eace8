import { t } from "../catalogue/catalogue.ts";
import { LinksPanel } from "../features/admin/links-panel.tsx";
import { AdminPage } from "./admin-page.tsx";

/** Who shows a portfolio to others, and holding a link back. */
export function AdminLinksRoute() {
  return (
    <AdminPage page="links" intro={t("portfolioShare.moderationIntro")}>
      {() => <LinksPanel />}
    </AdminPage>
  );
}
