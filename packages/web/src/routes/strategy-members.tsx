import { Link, useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { t } from "../catalogue/catalogue.ts";
import { useSession } from "../session/session.ts";
import { EmptyNotice } from "../ui/empty-notice.tsx";
import { MembersOnly } from "./members-only.tsx";
import classes from "./portfolio-page.module.css";

/** Shows strategies to whoever has an account, and to strangers what strategies are. */
export function StrategyMembers({ children }: { children: () => ReactNode }) {
  const { state, me } = useSession();
  const { href } = useLocation();
  if (state !== "starting" && me === null) {
    return (
      <EmptyNotice
        title={t("strategy.strangers.title")}
        detail={t("strategy.strangers.detail")}
        action={
          <span className={classes.ways}>
            <Link to="/sign-in" search={{ to: href }}>
              {t("strategy.strangers.signIn")}
            </Link>
            <Link to="/register">{t("strategy.strangers.register")}</Link>
          </span>
        }
      />
    );
  }
  return <MembersOnly needs="strategy:read">{() => children()}</MembersOnly>;
}
