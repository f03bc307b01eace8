import type { ReactNode } from "react";
import { t } from "../catalogue/catalogue.ts";
import { Page } from "../ui/page.tsx";
import { SectionLinks } from "../ui/section-links.tsx";
import { MembersOnly } from "./members-only.tsx";

/** What the pages of the administration have in common. */
export function AdminPage({ page, intro, children }: AdminPageProps) {
  return (
    <Page title={t(`admin.pages.${page}`)} heading={t("admin.title")} intro={intro}>
      <SectionLinks
        label={t("admin.sections")}
        links={[
          { to: "/admin/accounts", name: t("admin.pages.accounts") },
          { to: "/admin/activity", name: t("admin.pages.activity") },
          { to: "/admin/links", name: t("admin.pages.links") },
          { to: "/admin/desk", name: t("admin.pages.desk") },
        ]}
      />
      <MembersOnly needs="admin:read">{children}</MembersOnly>
    </Page>
  );
}

interface AdminPageProps {
  page: "accounts" | "activity" | "links" | "desk";
  intro: string;
  children: () => ReactNode;
}
