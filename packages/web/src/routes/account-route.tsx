import { t } from "../catalogue/catalogue.ts";
import { DeletePanel } from "../features/account/delete-panel.tsx";
import { ExportPanel } from "../features/account/export-panel.tsx";
import { NoticesPanel } from "../features/account/notices-panel.tsx";
import { PermissionsPanel } from "../features/account/permissions-panel.tsx";
import { ProfilePanel } from "../features/account/profile-panel.tsx";
import { useMay } from "../session/session.ts";
import { AccountPage } from "./account-page.tsx";
import classes from "./account-route.module.css";

/** Who one is, what one may do, what happened, and how to leave. */
export function AccountRoute() {
  const own = useMay("account:manage");
  return (
    <AccountPage page="profile" intro={t("account.intro")} needs="account:read">
      {(me) => (
        <div className={classes.columns}>
          <div className={classes.column}>
            <ProfilePanel me={me} />
            <PermissionsPanel me={me} />
          </div>
          <div className={classes.column}>
            <NoticesPanel />
            {own && <ExportPanel />}
            {own && <DeletePanel me={me} />}
          </div>
        </div>
      )}
    </AccountPage>
  );
}
