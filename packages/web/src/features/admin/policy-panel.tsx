import { Role } from "@cryptodesk/shared/identity/permission";
import { Checkbox, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { api, trpc } from "../../lib/trpc.ts";
import { refreshMe, useMay, useSession } from "../../session/session.ts";
import { reasonOf, useAction } from "../../session/use-action.ts";
import { AskDialog } from "../../ui/ask-dialog.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { showToast } from "../../ui/toast.tsx";
import classes from "./admin.module.css";

/** Which roles need a second factor. */
export function PolicyPanel() {
  const { data, isPending, error, refetch } = useQuery(trpc.admin.policy.queryOptions({}));
  const { me } = useSession();
  const mayChange = useMay("admin:credentials");
  const [asked, setAsked] = useState<readonly Role[] | null>(null);
  const change = useAction({
    act: (roles: readonly Role[]) => api.admin.changePolicy.mutate({ secondFactorRoles: [...roles] }),
    refresh: ["admin", "audit", "account"],
    onDone: () => {
      setAsked(null);
      showToast(t("admin.policySaved"));
      void refreshMe();
    },
  });
  const required: readonly Role[] = (change.isPending ? change.variables : data?.secondFactorRoles) ?? [];
  const toggle = (role: Role) => {
    const next = Role.options.filter((known) => (known === role) !== required.includes(known));
    const locksOut = me !== null && role === me.role && next.includes(role) && me.secondFactors.length === 0;
    if (locksOut) setAsked(next);
    else change.mutate(next);
  };
  return (
    <Panel title={t("admin.policy")}>
      {isPending && <Skeleton height={136} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && (
        <div className={classes.stack}>
          <p className={classes.text}>{t("admin.policyDetail")}</p>
          {Role.options.map((role) => (
            <Checkbox
              key={role}
              label={t("admin.policyOf", { role: t(`account.roles.${role}`) })}
              checked={required.includes(role)}
              disabled={!mayChange || change.isPending}
              onChange={() => toggle(role)}
            />
          ))}
        </div>
      )}
      {asked && (
        <AskDialog
          danger
          title={t("admin.policyLockTitle")}
          confirm={t("admin.policyLockNow")}
          busy={change.isPending}
          error={reasonOf(change.error)}
          onConfirm={() => change.mutate(asked)}
          onClose={() => setAsked(null)}
        >
          <p>{t("admin.policySelf")}</p>
        </AskDialog>
      )}
    </Panel>
  );
}
