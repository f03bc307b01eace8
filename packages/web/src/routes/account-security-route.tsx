import { useLocation } from "@tanstack/react-router";
import { t } from "../catalogue/catalogue.ts";
import { EmailPanel } from "../features/account/email-panel.tsx";
import { IdentitiesPanel } from "../features/account/identities-panel.tsx";
import { PasskeysPanel } from "../features/account/passkeys-panel.tsx";
import { PasswordPanel } from "../features/account/password-panel.tsx";
import { SecondFactorPanel } from "../features/account/second-factor-panel.tsx";
import { SessionsPanel } from "../features/account/sessions-panel.tsx";
import { WarningNotice } from "../ui/warning-notice.tsx";
import { AccountPage } from "./account-page.tsx";
import classes from "./account-route.module.css";

/** How one signs in, and where one is signed in. */
export function AccountSecurityRoute() {
  const problem = new URLSearchParams(useLocation().searchStr).get("problem");
  return (
    <AccountPage page="security" needs="account:manage">
      {(me) => (
        <>
          {me.secondFactorRequired && (
            <WarningNotice title={t("account.factorHint")}>{t("account.factorHintDetail")}</WarningNotice>
          )}
          <div className={classes.columns}>
            <div className={classes.column}>
              <SecondFactorPanel me={me} />
              <EmailPanel me={me} />
            </div>
            <div className={classes.column}>
              <PasswordPanel me={me} />
            </div>
          </div>
          <PasskeysPanel />
          <IdentitiesPanel problem={problem} />
          <SessionsPanel />
        </>
      )}
    </AccountPage>
  );
}
