import type { Me } from "@cryptodesk/shared/identity/account.contract";
import { Menu } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import LogOut from "lucide-react/icons/log-out";
import { useState } from "react";
import { t } from "../catalogue/catalogue.ts";
import { may } from "../session/session.ts";
import classes from "./account-button.module.css";
import { AccountFace } from "./account-face.tsx";
import { type AccountPage, ADMIN_PAGES, OWN_PAGES } from "./account-pages.ts";

/** The pages of the account and of the desk's administration, and the way out. Open when it first appears. */
export function AccountMenu({ me, onSignOut }: { me: Me; onSignOut: () => void }) {
  const [opened, setOpened] = useState(true);
  const admin = ADMIN_PAGES.filter(({ permission }) => may({ me }, permission));
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-end" width={240} shadow="md">
      <Menu.Target>
        <AccountFace me={me} />
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <b>{me.name}</b>
          <span>{me.email}</span>
          <span>{t(`shell.account.roles.${me.role}`)}</span>
        </div>
        <Menu.Divider />
        {OWN_PAGES.map((page) => (
          <PageItem key={page.path} page={page} unread={page.name === "profile" ? me.unreadNotices : 0} />
        ))}
        {admin.length > 0 && <Menu.Label>{t("shell.account.desk")}</Menu.Label>}
        {admin.map((page) => (
          <PageItem key={page.path} page={page} unread={0} />
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={16} aria-hidden="true" />} onClick={onSignOut}>
          {t("shell.account.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function PageItem({ page: { path, name }, unread }: { page: AccountPage; unread: number }) {
  return (
    <Menu.Item
      component={Link}
      to={path}
      rightSection={
        unread > 0 && (
          <span className={classes.count} role="img" aria-label={t("shell.account.unread", { count: unread })}>
            {unread}
          </span>
        )
      }
    >
      {t(`shell.account.pages.${name}`)}
    </Menu.Item>
  );
}
