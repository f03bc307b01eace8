import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useMarketStream } from "../market-data/use-live-listings.ts";
import { Wordmark } from "../ui/wordmark.tsx";
import { ColorSchemeSwitch } from "./color-scheme-switch.tsx";
import { ConnectionStatus, InterruptedNotice } from "./connection-status.tsx";
import { Navigation } from "./navigation.tsx";
import classes from "./shell.module.css";
import { SimulatedStrip } from "./simulated-strip.tsx";

/** What surrounds every page. */
export function Shell() {
  useMarketStream();
  const main = useFocusOnNavigation();
  return (
    <div className={classes.root}>
      <a href="#main" className={classes.skip}>
        Skip to the page
      </a>
      <header className={classes.header}>
        <Link to="/" className={classes.home} aria-label="CryptoDesk, market">
          <Wordmark />
        </Link>
        <div className={classes.tools}>
          <ConnectionStatus />
          <ColorSchemeSwitch />
        </div>
      </header>
      <div className={classes.rail}>
        <Navigation />
      </div>
      <div className={classes.content}>
        <div className={classes.notices}>
          <InterruptedNotice />
          <SimulatedStrip />
        </div>
        <main ref={main} id="main" tabIndex={-1} className={classes.main}>
          <Outlet />
        </main>
      </div>
    </div>
  );
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
