import { useMantineColorScheme } from "@mantine/core";
import { Link, Outlet, useLocation, useRouter } from "@tanstack/react-router";
import Search from "lucide-react/icons/search";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { t, withLaterTexts } from "../catalogue/catalogue.ts";
import { jumpOf, SHORTCUTS, useShortcuts } from "../lib/shortcuts.ts";
import { useMarketStream } from "../market-data/use-live-listings.ts";
import { ConfirmHost } from "../session/confirm.tsx";
import { signOut, useSession } from "../session/session.ts";
import { saveBeforeLeaving } from "../session/workspace.ts";
import { showProblem, showToast } from "../ui/toast.tsx";
import { Wordmark } from "../ui/wordmark.tsx";
import { AccountButton, SetupHint } from "./account-button.tsx";
import { isAccessPage, isSharedPage } from "./account-pages.ts";
import { ColorSchemeSwitch } from "./color-scheme-switch.tsx";
import { ConnectionStatus, InterruptedNotice } from "./connection-status.tsx";
import { CurrencySwitch } from "./currency-switch.tsx";
import { type DeskActionName, runDeskAction } from "./desk-actions.ts";
import { Navigation } from "./navigation.tsx";
import { SessionNotices } from "./session-notices.tsx";
import classes from "./shell.module.css";
import { SimulatedStrip } from "./simulated-strip.tsx";

const Palette = lazy(() =>
  withLaterTexts(() => import("./palette.tsx"))().then((module) => ({ default: module.Palette })),
);
const ShortcutHelp = lazy(() => import("./shortcut-help.tsx").then((module) => ({ default: module.ShortcutHelp })));

/** What surrounds every page. */
export function Shell() {
  const shut = useClosedDesk();
  useMarketStream(!shut);
  const main = useFocusOnNavigation();
  const router = useRouter();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [request, setRequest] = useState(0);
  const [helping, setHelping] = useState(false);
  const openPalette = () => setRequest((before) => before + 1);
  const leave = () =>
    void saveBeforeLeaving()
      .then(signOut)
      .then(
        () => {
          showToast(t("shell.account.signedOut"));
          // Pages that take an account lead away now.
          void router.invalidate();
        },
        () => showProblem(t("shell.account.signOutFailed")),
      );
  const act = (name: DeskActionName) =>
    runDeskAction(name, { colorScheme, setColorScheme, showHelp: () => setHelping(true), signOut: leave });
  useShortcuts((name) => {
    const shortcut = SHORTCUTS.find((known) => known.name === name);
    const to = shortcut ? jumpOf(shortcut) : null;
    if (to) void router.navigate({ to });
    else if (name === "palette" || (name === "search" && !focusPageSearch())) openPalette();
    else if (name === "help" || name === "theme" || name === "density") act(name);
  });
  return (
    <div className={classes.root}>
      <a href="#main" className={classes.skip}>
        {t("shell.skip")}
      </a>
      <header className={classes.header}>
        <Link to="/" className={classes.home} aria-label={t("shell.home")}>
          <Wordmark />
        </Link>
        <div className={classes.tools}>
          <SetupHint />
          <button type="button" className={classes.search} onClick={openPalette}>
            <Search size={15} aria-hidden="true" />
            <span>{t("shell.searchPlaceholder")}</span>
            <kbd>Ctrl K</kbd>
          </button>
          {!shut && <ConnectionStatus />}
          <CurrencySwitch />
          <ColorSchemeSwitch />
          <AccountButton onSignOut={leave} />
        </div>
      </header>
      <div className={classes.rail}>
        <Navigation />
      </div>
      <div className={classes.content}>
        <div className={classes.notices}>
          <SessionNotices />
          {!shut && <InterruptedNotice />}
          <SimulatedStrip />
        </div>
        <main ref={main} id="main" tabIndex={-1} className={classes.main}>
          <Outlet />
        </main>
      </div>
      <ConfirmHost />
      {request > 0 && (
        <Suspense>
          <Palette request={request} onAction={act} />
        </Suspense>
      )}
      {helping && (
        <Suspense>
          <ShortcutHelp onClose={() => setHelping(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** A page's own search field comes before the desk's. */
function focusPageSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>("main input[type='search']");
  field?.focus();
  field?.select();
  return field !== null;
}

/** Leads whoever has not signed in to do so, on a desk that shows nothing before. @returns whether that is so */
function useClosedDesk(): boolean {
  const { state, closed } = useSession();
  const router = useRouter();
  const { href, pathname } = useLocation();
  const shut = closed && state === "anonymous";
  useEffect(() => {
    if (!shut || isAccessPage(pathname) || isSharedPage(pathname)) return;
    void router.navigate({ to: "/sign-in", search: href === "/" ? {} : { to: href }, replace: true });
  }, [shut, href, pathname, router]);
  return shut;
}

/** After going to another page the focus moves to it, as it would with a loaded document; filters do not move it. */
function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}
