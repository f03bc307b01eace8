import { getRouteApi } from "@tanstack/react-router";
import { t } from "../catalogue/catalogue.ts";
import { ActivityPanel } from "../features/account/activity-panel.tsx";
import { parseActivitySearch } from "../features/account/activity-search.ts";
import { AccountPage } from "./account-page.tsx";

const route = getRouteApi("/account/activity");

/** What one did, and what was done to one's account. */
export function AccountActivityRoute() {
  const search = parseActivitySearch({ ...route.useSearch() });
  const navigate = route.useNavigate();
  return (
    <AccountPage page="activity" intro={t("account.activityIntro")} needs="account:read">
      {() => <ActivityPanel search={search} onSearch={(next) => void navigate({ search: next, resetScroll: false })} />}
    </AccountPage>
  );
}
