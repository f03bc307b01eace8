import type { Me } from "@cryptodesk/shared/identity/account.contract";
import type { ComponentPropsWithRef } from "react";
import { t } from "../catalogue/catalogue.ts";
import classes from "./account-button.module.css";

const MOST_SHOWN = 99;

/** The button with the name of whoever is signed in. */
export function AccountFace({ me, ...rest }: AccountFaceProps) {
  const unread = me.unreadNotices;
  const words = t("shell.account.menu", { name: me.name });
  return (
    <button
      {...rest}
      type="button"
      className={classes.face}
      aria-haspopup="menu"
      aria-label={unread > 0 ? `${words}, ${t("shell.account.unread", { count: unread })}` : words}
    >
      <span className={classes.initial} aria-hidden="true">
        {[...me.name][0]?.toUpperCase()}
        {unread > 0 && <span className={classes.unread}>{Math.min(unread, MOST_SHOWN)}</span>}
      </span>
      <span className={classes.name} aria-hidden="true">
        {me.name}
      </span>
    </button>
  );
}

interface AccountFaceProps extends Omit<ComponentPropsWithRef<"button">, "type" | "className"> {
  me: Me;
}
