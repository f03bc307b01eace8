import { Link, useLocation } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { t } from "../catalogue/catalogue.ts";
import { useSession, useSignInOptions } from "../session/session.ts";
import classes from "./account-button.module.css";
import { AccountFace } from "./account-face.tsx";
import { isAccessPage } from "./account-pages.ts";

const AccountMenu = lazy(() => import("./account-menu.tsx").then((module) => ({ default: module.AccountMenu })));

/** Who is signed in, with a menu; or the way to sign in. */
export function AccountButton({ onSignOut }: { onSignOut: () => void }) {
  const { state, me, ended } = useSession();
  const [wanted, setWanted] = useState(false);
  if (state === "starting") return <span className={classes.waiting} aria-hidden="true" />;
  if (state === "anonymous" || ended || !me) return <SignInLink />;
  const face = <AccountFace me={me} onClick={() => setWanted(true)} />;
  if (!wanted) return face;
  return (
    <Suspense fallback={face}>
      <AccountMenu me={me} onSignOut={onSignOut} />
    </Suspense>
  );
}

function SignInLink() {
  const setupNeeded = useSignInOptions()?.setupNeeded ?? false;
  const { href, pathname } = useLocation();
  if (setupNeeded) {
    return (
      <Link to="/register" className={classes.signIn}>
        {t("shell.account.setUp")}
      </Link>
    );
  }
  return (
    <Link to="/sign-in" search={isAccessPage(pathname) || href === "/" ? {} : { to: href }} className={classes.signIn}>
      {t("shell.account.signIn")}
    </Link>
  );
}

/** On a desk without accounts: says so, once, without moving anything. */
export function SetupHint() {
  const { state } = useSession();
  const { pathname } = useLocation();
  const options = useSignInOptions(state === "anonymous");
  if (state !== "anonymous" || !options?.setupNeeded || isAccessPage(pathname)) return null;
  return (
    <p className={classes.hint}>
      {t("shell.account.noneYet")} <Link to="/register">{t("shell.account.makeFirst")}</Link>
    </p>
  );
}
