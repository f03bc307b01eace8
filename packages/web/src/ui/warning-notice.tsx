import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";
import classes from "./warning-notice.module.css";

/** Something to know before trusting what is below it. */
export function WarningNotice({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={classes.root} role="note">
      <TriangleAlert size={18} className={classes.icon} aria-hidden="true" />
      <div>
        <b className={classes.title}>{title}</b>
        <p className={classes.text}>{children}</p>
      </div>
    </div>
  );
}
