import type { AccountSummary } from "@cryptodesk/shared/identity/admin.contract";
import { ActionIcon, Menu } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import Ellipsis from "lucide-react/icons/ellipsis";
import { useRef } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { useMay } from "../../session/session.ts";
import type { AccountQuestion } from "./account-questions.tsx";

/** What can be done with one account; what its admin may not is left out. */
export function AccountMenu({ account, own, onAsk, onEnable }: AccountMenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const mayChange = useMay("admin:users");
  const mayCredentials = useMay("admin:credentials");
  const ask = (kind: AccountQuestion["kind"]) =>
    onAsk({ kind, account, onClosed: () => requestAnimationFrame(() => button.current?.focus()) });
  const { isActive, role, email, sessions } = account;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon ref={button} variant="subtle" color="gray" aria-label={t("admin.actionsOf", { email })}>
          <Ellipsis size={16} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mayChange && <Menu.Item onClick={() => ask("role")}>{t("admin.changeRole")}</Menu.Item>}
        {mayChange && sessions > 0 && <Menu.Item onClick={() => ask("sessions")}>{t("admin.endSessions")}</Menu.Item>}
        {mayCredentials && <Menu.Item onClick={() => ask("link")}>{t("admin.passwordLink")}</Menu.Item>}
        {mayCredentials && !own && role !== "admin" && isActive && (
          <Menu.Item onClick={() => ask("act")}>{t("admin.actAs")}</Menu.Item>
        )}
        <Menu.Item renderRoot={(props) => <Link {...props} to="/admin/activity" search={{ userId: account.id }} />}>
          {t("admin.showActivity")}
        </Menu.Item>
        {mayChange && <Menu.Divider />}
        {mayChange &&
          (isActive ? (
            <Menu.Item c="var(--desk-down)" onClick={() => ask("disable")}>
              {t("admin.disable")}
            </Menu.Item>
          ) : (
            <Menu.Item onClick={onEnable}>{t("admin.enable")}</Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface AccountMenuProps {
  account: AccountSummary;
  /** Whether it is the one of whoever looks. */
  own: boolean;
  onAsk: (question: AccountQuestion) => void;
  onEnable: () => void;
}
