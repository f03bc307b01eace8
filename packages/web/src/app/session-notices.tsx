import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { t, withLaterTexts } from "../catalogue/catalogue.ts";
import { stopActing, useSession } from "../session/session.ts";
import { PlainButton } from "../ui/plain-button.tsx";
import classes from "./session-notices.module.css";

const SignInDialog = lazy(() =>
  withLaterTexts(() => import("./sign-in-dialog.tsx"))().then((module) => ({ default: module.SignInDialog })),
);

/** What must be known of the session on every page: it has ended, it is another's, it lacks a second factor. */
export function SessionNotices() {
  const { me, acting, ended } = useSession();
  const [signingIn, setSigningIn] = useState(false);
  return (
    <>
      {acting && me && (
        <aside className={classes.acting} aria-label={t("shell.account.acting", { name: me.name, email: me.email })}>
          <span>{t("shell.account.acting", { name: me.name, email: me.email })}</span>
          <PlainButton onClick={() => void stopActing()}>{t("shell.account.stopActing")}</PlainButton>
        </aside>
      )}
      {ended && (
        <div className={classes.quiet} role="status">
          <b>{t("shell.account.ended")}</b>
          <span>{t("shell.account.endedDetail")}</span>
          <PlainButton onClick={() => setSigningIn(true)}>{t("shell.account.again")}</PlainButton>
        </div>
      )}
      {!ended && me?.secondFactorRequired && (
        <div className={classes.quiet} role="status">
          <span>{t("shell.account.factorNeeded")}</span>
          <Link to={"/account/security"}>{t("shell.account.setUpFactor")}</Link>
        </div>
      )}
      {ended && signingIn && (
        <Suspense>
          <SignInDialog onClose={() => setSigningIn(false)} />
        </Suspense>
      )}
    </>
  );
}
