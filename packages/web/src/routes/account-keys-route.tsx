import { t } from "../catalogue/catalogue.ts";
import { KeysPanel } from "../features/account/keys-panel.tsx";
import { AccountPage } from "./account-page.tsx";

/** Keys for programs. */
export function AccountKeysRoute() {
  return (
    <AccountPage page="keys" intro={t("account.keysIntro")} needs="account:manage">
      {() => <KeysPanel />}
    </AccountPage>
  );
}
