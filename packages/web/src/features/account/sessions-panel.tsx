import type { Session } from "@cryptodesk/shared/identity/session.contract";
import { Badge, Button, Skeleton } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { UNKNOWN } from "../../lib/format.ts";
import { reasonOf } from "../../session/use-action.ts";
import { Age, Until } from "../../ui/age.tsx";
import { AskDialog } from "../../ui/ask-dialog.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RecordTable } from "../../ui/record-table.tsx";
import classes from "./account.module.css";
import { useEndOthers, useEndSession, useSessions } from "./use-sessions.ts";

/** Where the account is signed in, and the way to end it there. */
export function SessionsPanel() {
  const { data, isPending, error, refetch } = useSessions();
  const end = useEndSession();
  const [asking, setAsking] = useState(false);
  const others = data?.items.filter(({ current }) => !current).length ?? 0;
  return (
    <Panel
      title={t("account.sessions")}
      note={t("account.sessionsNote")}
      flush
      actions={
        <Button size="xs" variant="default" disabled={others === 0} onClick={() => setAsking(true)}>
          {t("account.endOthers")}
        </Button>
      }
    >
      {isPending && <Skeleton height={148} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && (
        <RecordTable
          label={t("account.sessions")}
          actions
          columns={[
            t("account.device"),
            t("account.place"),
            t("account.address"),
            t("account.created"),
            t("account.lastUsed"),
            t("account.expires"),
          ]}
          rows={data.items.map((session) => ({
            key: session.id,
            cells: [
              <Device key="device" session={session} />,
              t(session.place === "this network" ? "account.places.network" : "account.places.unknown"),
              session.ip ?? UNKNOWN,
              <Age key="created" at={session.createdAt} />,
              <Age key="used" at={session.lastUsedAt} />,
              <Until key="ends" at={session.expiresAt} />,
            ],
            actions: !session.current && (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={t("account.endOf", { device: session.device })}
                onClick={() => end.mutate(session)}
              >
                {t("account.end")}
              </Button>
            ),
          }))}
        />
      )}
      {asking && <EndOthers onClose={() => setAsking(false)} />}
    </Panel>
  );
}

function Device({ session: { device, kind, current, impersonatedBy } }: { session: Session }) {
  return (
    <span className={classes.tagged}>
      {device}
      {current && (
        <Badge size="sm" variant="light">
          {t("account.current")}
        </Badge>
      )}
      <span className={classes.muted}>
        {impersonatedBy === null ? t(`account.kinds.${kind}`) : t("account.actedBy", { email: impersonatedBy })}
      </span>
    </span>
  );
}

function EndOthers({ onClose }: { onClose: () => void }) {
  const end = useEndOthers(onClose);
  return (
    <AskDialog
      danger
      title={t("account.endOthersTitle")}
      confirm={t("account.endOthers")}
      busy={end.isPending}
      error={reasonOf(end.error)}
      onConfirm={() => end.mutate(undefined)}
      onClose={onClose}
    >
      <p>{t("account.endOthersDetail")}</p>
    </AskDialog>
  );
}
