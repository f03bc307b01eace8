import type { ReactNode } from "react";
import classes from "./notice.module.css";

/** Says that there is nothing, why, and what can be done about it. */
export function EmptyNotice({ title, detail, action }: { title: string; detail?: ReactNode; action?: ReactNode }) {
  return (
    <div className={classes.root}>
      <p className={classes.title}>{title}</p>
      {detail && <p className={classes.detail}>{detail}</p>}
      {action}
    </div>
  );
}
