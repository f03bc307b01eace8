import { t } from "../catalogue/catalogue.ts";
import { LinksPanel } from "../features/admin/links-panel.tsx";
import { StrategiesPanel } from "../features/admin/strategies-panel.tsx";
import { AdminPage } from "./admin-page.tsx";

/** Who shows a portfolio or a strategy to others, and holding it back. */
export function AdminLinksRoute() {
  return (
    <AdminPage page="links" intro={t("portfolioShare.moderationIntro")}>
      {() => (
        <>
          <LinksPanel />
          <StrategiesPanel />
        </>
      )}
    </AdminPage>
  );
}
