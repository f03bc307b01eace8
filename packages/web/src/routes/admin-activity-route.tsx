import { getRouteApi } from "@tanstack/react-router";
import { t } from "../catalogue/catalogue.ts";
import { AuditPanel } from "../features/admin/audit-panel.tsx";
import { parseAuditSearch } from "../features/admin/audit-search.ts";
import { AdminPage } from "./admin-page.tsx";

const route = getRouteApi("/admin/activity");

/** Who did what. */
export function AdminActivityRoute() {
  const search = parseAuditSearch({ ...route.useSearch() });
  const navigate = route.useNavigate();
  return (
    <AdminPage page="activity" intro={t("admin.auditIntro")}>
      {() => (
        <AuditPanel
          search={search}
          onSearch={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
        />
      )}
    </AdminPage>
  );
}
