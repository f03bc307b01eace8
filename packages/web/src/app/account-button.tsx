import type { Me } from "@cryptodesk/shared/identity/account.contract";
import { Link, useLocation } from "@tanstack/react-router";
import LogIn from "lucide-react/icons/log-in";
import { lazy, Suspense, useRef, useState } from "react";
import { t, withLaterTexts } from "../catalogue/catalogue.ts";
import { useSession, useSignInOptions } from "../session/session.ts";
import classes from "./account-button.module.css";
import { isAccessPage } from "./account-pages.ts";

const AccountMenu = lazy(() =>
  withLaterTexts(() => import("./account-menu.tsx"))().then((module) => ({ default: module.AccountMenu })),
);

const MENU = "account-menu";
const MOST_SHOWN = 99;

/** Who is signed in, with a menu; or the way to sign in. */
export function AccountButton({ onSignOut }: { onSignOut: () => void }) {
  const { state, me, ended } = useSession();
  const [opened, setOpened] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  if (state === "starting") return <span className={classes.waiting} aria-hidden="true" />;
  if (state === "anonymous" || ended || !me) return <SignInLink />;
  return (
    <>
      <AccountFace me={me} />
      <div
        ref={menu}
        id={MENU}
        popover="auto"
        className={classes.menu}
        onToggle={({ newState }) => setOpened(newState === "open")}
      >
        {opened && (
          <Suspense>
            <AccountMenu me={me} onSignOut={onSignOut} onChosen={() => menu.current?.hidePopover()} />
          </Suspense>
        )}
      </div>
    </>
  );
}

function AccountFace({ me }: { me: Me }) {
  const unread = me.unreadNotices;
  const words = t("shell.account.menu", { name: me.name });
  return (
    <button
      type="button"
      popoverTarget={MENU}
      className={classes.face}
      aria-label={unread > 0 ? `${words}, ${t("shell.account.unread", { count: unread })}` : words}
    >
      {/* Drawn by the style sheet: neither is part of the button's name. */}
      <span className={classes.initial} data-text={[...me.name][0]?.toUpperCase()} aria-hidden="true">
        {unread > 0 && <span className={classes.unread} data-text={Math.min(unread, MOST_SHOWN)} />}
      </span>
      <span className={classes.name} aria-hidden="true">
        {me.name}
      </span>
    </button>
  );
}

function SignInLink() {
  const setupNeeded = useSignInOptions()?.setupNeeded ?? false;
  const { href, pathname } = useLocation();
  if (setupNeeded) {
    return (
      <Link to="/register" className={classes.signIn}>
        <LogIn size={18} aria-hidden="true" />
        <span>{t("shell.account.setUp")}</span>
      </Link>
    );
  }
  return (
    <Link to="/sign-in" search={isAccessPage(pathname) || href === "/" ? {} : { to: href }} className={classes.signIn}>
      <LogIn size={18} aria-hidden="true" />
      <span>{t("shell.account.signIn")}</span>
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
