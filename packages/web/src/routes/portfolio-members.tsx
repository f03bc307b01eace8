import { Link, useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { t } from "../catalogue/catalogue.ts";
import { ExplainDrawer } from "../features/portfolio-explain/explain-drawer.tsx";
import { useSession } from "../session/session.ts";
import { EmptyNotice } from "../ui/empty-notice.tsx";
import { MembersOnly } from "./members-only.tsx";
import classes from "./portfolio-page.module.css";

/** Shows portfolios, whose figures open, to whoever has an account, and to strangers what portfolios are. */
export function PortfolioMembers({ children }: { children: () => ReactNode }) {
  const { state, me } = useSession();
  const { href } = useLocation();
  if (state !== "starting" && me === null) {
    return (
      <EmptyNotice
        title={t("portfolio.strangers.title")}
        detail={t("portfolio.strangers.detail")}
        action={
          <span className={classes.ways}>
            <Link to="/sign-in" search={{ to: href }}>
              {t("portfolio.strangers.signIn")}
            </Link>
            <Link to="/register">{t("portfolio.strangers.register")}</Link>
          </span>
        }
      />
    );
  }
  return (
    <MembersOnly needs="portfolio:read">
      {() => (
        <>
          {children()}
          <ExplainDrawer />
        </>
      )}
    </MembersOnly>
  );
}
