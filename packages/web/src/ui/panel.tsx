import { CatchBoundary, type ErrorComponentProps } from "@tanstack/react-router";
import { type ReactNode, useId } from "react";
import { ErrorNotice } from "./error-notice.tsx";
import classes from "./panel.module.css";

/** A titled block of a page; when its content breaks, the rest of the page stays. `flush` lets its content reach the edges, as tables do. */
export function Panel({ title, note, actions, flush = false, children }: PanelProps) {
  const id = useId();
  return (
    <section className={classes.root} aria-labelledby={id}>
      <header className={classes.header}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {note && <span className={classes.note}>{note}</span>}
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      <div className={flush ? classes.flush : classes.body}>
        <CatchBoundary getResetKey={() => id} errorComponent={PanelError}>
          {children}
        </CatchBoundary>
      </div>
    </section>
  );
}

interface PanelProps {
  title: ReactNode;
  note?: ReactNode;
  actions?: ReactNode;
  flush?: boolean;
  children: ReactNode;
}

function PanelError({ error, reset }: ErrorComponentProps) {
  return <ErrorNotice error={error} onRetry={reset} />;
}
