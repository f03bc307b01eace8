import type { ActiveLimit } from "@cryptodesk/shared/identity/admin.contract";
import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount, formatDateTime } from "../../lib/format.ts";
import { trpc } from "../../lib/trpc.ts";
import { Age } from "../../ui/age.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RecordTable } from "../../ui/record-table.tsx";
import { StateDot } from "../../ui/state-dot.tsx";
import { limitKind, limitSubject } from "./limit-words.ts";
import { useAccount } from "./use-accounts.ts";

const REFRESH_MS = 5_000;
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whom the desk holds back at the moment, and who is on the way there. */
export function LimitsPanel() {
  const { data, isPending, error, refetch } = useQuery({
    ...trpc.admin.limits.queryOptions({}),
    refetchInterval: REFRESH_MS,
  });
  return (
    <Panel title={t("admin.limits")} note={t("admin.limitsNote")} flush>
      {isPending && <Skeleton height={118} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && data.items.length === 0 && (
        <EmptyNotice title={t("admin.noLimits")} detail={t("admin.noLimitsDetail")} />
      )}
      {data && data.items.length > 0 && (
        <RecordTable
          label={t("admin.limits")}
          columns={[
            t("admin.limitWhom"),
            t("admin.limitWhat"),
            t("admin.failures"),
            t("admin.blocked"),
            t("admin.lastTry"),
          ]}
          rows={data.items.map((limit) => ({ key: limit.key, cells: cellsOf(limit) }))}
        />
      )}
    </Panel>
  );
}

function cellsOf({ key, kind, failures, blockedUntil, updatedAt }: ActiveLimit) {
  const known = limitKind(kind);
  return [
    <Subject key="whom" subject={limitSubject(key)} />,
    known === null ? kind : t(`admin.limitKinds.${known}`),
    formatCount(failures),
    <StateDot key="blocked" tone={blockedUntil === null ? "off" : "bad"}>
      {blockedUntil === null ? t("admin.notBlocked") : t("admin.blockedUntil", { time: formatDateTime(blockedUntil) })}
    </StateDot>,
    <Age key="last" at={updatedAt} />,
  ];
}

/** An account is counted by its id, and known to people by its address. */
function Subject({ subject }: { subject: string }) {
  const { data } = useAccount(ID.test(subject) ? subject : undefined);
  return data?.email ?? subject;
}
