import { t } from "../catalogue/catalogue.ts";
import { LimitsPanel } from "../features/admin/limits-panel.tsx";
import { PolicyPanel } from "../features/admin/policy-panel.tsx";
import { SigningKeysPanel } from "../features/admin/signing-keys-panel.tsx";
import { AdminPage } from "./admin-page.tsx";

/** What the desk asks of accounts, whom it holds back, and what it signs with. */
export function AdminDeskRoute() {
  return (
    <AdminPage page="desk" intro={t("admin.deskIntro")}>
      {() => (
        <>
          <PolicyPanel />
          <LimitsPanel />
          <SigningKeysPanel />
        </>
      )}
    </AdminPage>
  );
}
