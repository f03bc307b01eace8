import type { ReactNode } from "react";
import classes from "./access.module.css";

/** The one form of a page on which somebody signs in, registers or sets a password. */
export function AccessCard({ children }: { children: ReactNode }) {
  return <section className={classes.card}>{children}</section>;
}

/** What went wrong with the form as a whole; read out when it appears. */
export function FormError({ children }: { children: ReactNode }) {
  if (!children) return null;
  return (
    <div role="alert" className={classes.error}>
      {children}
    </div>
  );
}
