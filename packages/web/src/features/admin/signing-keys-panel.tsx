import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatDateTime } from "../../lib/format.ts";
import { api, trpc } from "../../lib/trpc.ts";
import { useMay } from "../../session/session.ts";
import { reasonOf, useAction } from "../../session/use-action.ts";
import { Age } from "../../ui/age.tsx";
import { AskDialog } from "../../ui/ask-dialog.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RecordTable } from "../../ui/record-table.tsx";
import { StateDot } from "../../ui/state-dot.tsx";
import { showToast } from "../../ui/toast.tsx";
import classes from "./admin.module.css";

/** The keys that access tokens are signed with. */
export function SigningKeysPanel() {
  const { data, isPending, error, refetch } = useQuery(trpc.admin.signingKeys.queryOptions({}));
  const mayRotate = useMay("admin:credentials");
  const [asking, setAsking] = useState(false);
  return (
    <Panel
      title={t("admin.signing")}
      flush
      actions={
        mayRotate && (
          <Button size="xs" variant="default" onClick={() => setAsking(true)}>
            {t("admin.rotate")}
          </Button>
        )
      }
    >
      <p className={`${classes.text} ${classes.body}`}>{t("admin.signingDetail")}</p>
      {isPending && <Skeleton height={76} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && (
        <RecordTable
          label={t("admin.signing")}
          columns={[t("admin.keyId"), t("admin.keySince"), t("admin.signs"), t("admin.verifies")]}
          rows={data.items.map(({ kid, createdAt, signsUntil, verifiesUntil }) => ({
            key: kid,
            cells: [
              <code key="kid" className={classes.code}>
                {kid}
              </code>,
              <Age key="since" at={createdAt} />,
              <StateDot key="signs" tone={signsUntil === null ? "good" : "off"}>
                {signsUntil === null
                  ? t("admin.signsNow")
                  : t("admin.signedUntil", { time: formatDateTime(signsUntil) })}
              </StateDot>,
              verifiesUntil === null
                ? t("admin.verifiesOpen")
                : t("admin.verifiesUntil", { time: formatDateTime(verifiesUntil) }),
            ],
          }))}
        />
      )}
      {asking && <RotateQuestion onClose={() => setAsking(false)} />}
    </Panel>
  );
}

function RotateQuestion({ onClose }: { onClose: () => void }) {
  const rotate = useAction({
    act: (_now: undefined) => api.admin.rotateSigningKeys.mutate({}),
    refresh: ["admin", "audit"],
    inPlace: true,
    onDone: () => {
      showToast(t("admin.rotated"));
      onClose();
    },
  });
  return (
    <AskDialog
      title={t("admin.rotateTitle")}
      confirm={t("admin.rotateNow")}
      busy={rotate.isPending}
      error={reasonOf(rotate.error)}
      onConfirm={() => rotate.mutate(undefined)}
      onClose={onClose}
    >
      <p>{t("admin.rotateDetail")}</p>
    </AskDialog>
  );
}
