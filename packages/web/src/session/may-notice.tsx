import type { Permission } from "@cryptodesk/shared/identity/permission";
import { Link, useLocation } from "@tanstack/react-router";
import { t } from "../catalogue/catalogue.ts";
import classes from "./may-notice.module.css";
import { may, useSession } from "./session.ts";

/** Beside a control that is off: why, and what to do about it. Nothing for those who may. */
export function MayNotice({ permission }: { permission: Permission }) {
  const session = useSession();
  const { href } = useLocation();
  if (session.state === "starting" || may(session, permission)) return null;
  if (!session.me) {
    return (
      <p className={classes.root}>
        {t("words.may.signInFirst")}{" "}
        <Link to="/sign-in" search={{ to: href }}>
          {t("shell.account.signIn")}
        </Link>
      </p>
    );
  }
  const { role, secondFactorRequired } = session.me;
  return (
    <p className={classes.root}>
      {secondFactorRequired
        ? t("shell.account.factorNeeded")
        : t("words.may.mayNot", { role: t(`words.may.roles.${role}`) })}{" "}
      <Link to={secondFactorRequired ? "/account/security" : "/account"}>
        {t(secondFactorRequired ? "shell.account.setUpFactor" : "words.may.mayNotLink")}
      </Link>
    </p>
  );
}
