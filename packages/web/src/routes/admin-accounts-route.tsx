import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { t } from "../catalogue/catalogue.ts";
import { AccountsPanel } from "../features/admin/accounts-panel.tsx";
import { parseAccountsSearch } from "../features/admin/accounts-search.ts";
import { AdminPage } from "./admin-page.tsx";

const route = getRouteApi("/admin/accounts");

/** Who may use this desk, and as what. */
export function AdminAccountsRoute() {
  const search = parseAccountsSearch({ ...route.useSearch() });
  const navigate = useNavigate();
  return (
    <AdminPage page="accounts" intro={t("admin.accountsIntro")}>
      {() => (
        <AccountsPanel
          search={search}
          onSearch={(next) => void navigate({ to: "/admin/accounts", search: next, replace: true, resetScroll: false })}
          onActing={() => void navigate({ to: "/" })}
        />
      )}
    </AdminPage>
  );
}
