import type { Me } from "@cryptodesk/shared/identity/account.contract";
import type { Permission } from "@cryptodesk/shared/identity/permission";
import type { ReactNode } from "react";
import { t } from "../catalogue/catalogue.ts";
import { Page } from "../ui/page.tsx";
import { SectionLinks } from "../ui/section-links.tsx";
import { MembersOnly } from "./members-only.tsx";

/** What the pages of an account have in common. */
export function AccountPage({ page, intro, needs, children }: AccountPageProps) {
  return (
    <Page title={t(`account.pages.${page}`)} heading={t("account.title")} intro={intro}>
      <SectionLinks
        label={t("account.sections")}
        links={[
          { to: "/account", name: t("account.pages.profile") },
          { to: "/account/security", name: t("account.pages.security") },
          { to: "/account/keys", name: t("account.pages.keys") },
          { to: "/account/activity", name: t("account.pages.activity") },
        ]}
      />
      <MembersOnly needs={needs}>{children}</MembersOnly>
    </Page>
  );
}

interface AccountPageProps {
  page: "profile" | "security" | "keys" | "activity";
  intro?: string;
  needs: Permission;
  children: (me: Me) => ReactNode;
}
