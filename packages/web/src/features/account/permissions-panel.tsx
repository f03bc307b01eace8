import type { Me } from "@cryptodesk/shared/identity/account.contract";
import { PERMISSIONS, type Permission } from "@cryptodesk/shared/identity/permission";
import Check from "lucide-react/icons/check";
import Minus from "lucide-react/icons/minus";
import { t } from "../../catalogue/catalogue.ts";
import { permissionWords } from "../../lib/permission-words.ts";
import { Panel } from "../../ui/panel.tsx";
import classes from "./account.module.css";

const ALL = Object.keys(PERMISSIONS) as Permission[];

/** What one's role may do, and what not. */
export function PermissionsPanel({ me: { role, permissions } }: { me: Me }) {
  const may = ALL.filter((name) => permissions.includes(name));
  const mayNot = ALL.filter((name) => !permissions.includes(name));
  return (
    <Panel title={t("account.mayTitle")} note={t("account.mayNote", { role: t(`account.roles.${role}`) })}>
      <PermissionList title={t("account.may")} names={may} granted />
      {mayNot.length > 0 && <PermissionList title={t("account.mayNotList")} names={mayNot} granted={false} />}
    </Panel>
  );
}

function PermissionList({ title, names, granted }: { title: string; names: Permission[]; granted: boolean }) {
  const Mark = granted ? Check : Minus;
  return (
    <>
      <h3 className={classes.heading}>{title}</h3>
      <ul className={classes.permissions} data-granted={granted}>
        {names.map((name) => (
          <li key={name}>
            <Mark size={15} aria-hidden="true" />
            <span>{permissionWords(name)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
