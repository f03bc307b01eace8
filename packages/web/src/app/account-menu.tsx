import type { Me } from "@cryptodesk/shared/identity/account.contract";
import { Link } from "@tanstack/react-router";
import { t } from "../catalogue/catalogue.ts";
import { may } from "../session/session.ts";
import classes from "./account-button.module.css";
import { type AccountPage, ADMIN_PAGES, OWN_PAGES } from "./account-pages.ts";

/** Who is signed in, the pages of the account and of the desk's administration, and the way out. */
export function AccountMenu({ me, onSignOut, onChosen }: AccountMenuProps) {
  const admin = ADMIN_PAGES.filter(({ permission }) => may({ me }, permission));
  return (
    <>
      <div className={classes.who}>
        <b>{me.name}</b>
        <span>{me.email}</span>
        <span>{t(`words.may.roles.${me.role}`)}</span>
      </div>
      <nav aria-label={t("access.account.own")} className={classes.pages}>
        {OWN_PAGES.map((page) => (
          <PageLink
            key={page.path}
            page={page}
            unread={page.name === "profile" ? me.unreadNotices : 0}
            onChosen={onChosen}
          />
        ))}
        {admin.length > 0 && <p className={classes.label}>{t("access.account.desk")}</p>}
        {admin.map((page) => (
          <PageLink key={page.path} page={page} unread={0} onChosen={onChosen} />
        ))}
      </nav>
      <button
        type="button"
        className={classes.item}
        onClick={() => {
          onChosen();
          onSignOut();
        }}
      >
        {t("access.account.signOut")}
      </button>
    </>
  );
}

interface AccountMenuProps {
  me: Me;
  onSignOut: () => void;
  /** Something was chosen: the menu can go. */
  onChosen: () => void;
}

function PageLink({ page, unread, onChosen }: { page: AccountPage; unread: number; onChosen: () => void }) {
  return (
    <Link to={page.path} className={classes.item} activeOptions={{ exact: true }} onClick={onChosen}>
      {t(`access.account.pages.${page.name}`)}
      {unread > 0 && (
        <span className={classes.count} role="img" aria-label={t("shell.account.unread", { count: unread })}>
          {unread}
        </span>
      )}
    </Link>
  );
}
