import type { SetAsidePage } from "@cryptodesk/shared/market/provider.contract";
import { Skeleton } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount } from "../../lib/format.ts";
import { Age } from "../../ui/age.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import classes from "./set-aside-list.module.css";
import { useSetAside } from "./use-set-aside.ts";

/** Provider rows that were not used, by reason, with the rows themselves. */
export function SetAsidePanel() {
  const { data, isPending, error, refetch } = useSetAside();
  return (
    <Panel title={t("health.setAside")} note={t("health.setAsideNote")} flush>
      {isPending && <Skeleton height={96} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && data.items.length === 0 && (
        <EmptyNotice title={t("health.allUsable")} detail={t("health.allUsableDetail")} />
      )}
      {data && data.items.length > 0 && <SetAside page={data} />}
    </Panel>
  );
}

function SetAside({ page }: { page: SetAsidePage }) {
  return (
    <>
      <ul className={classes.counts}>
        {page.counts.map(({ provider, reason, rows }) => (
          <li key={`${provider} ${reason}`}>
            <b>{formatCount(rows)}</b> {t(`health.reason.${reason}`)} <span>{provider}</span>
          </li>
        ))}
      </ul>
      <DataTable
        label={t("health.setAside")}
        head={[t("health.row"), t("health.reasonName"), t("health.detail"), t("health.times"), t("health.lastSeen")]}
        rows={page.items.map((row) => ({
          key: `${row.provider} ${row.externalId} ${row.reason} ${row.firstSeenAt}`,
          cells: [
            <span key="row" title={row.sample}>
              {row.externalId ?? "?"} ({row.provider})
            </span>,
            t(`health.reason.${row.reason}`),
            <span key="detail" className={classes.detail}>
              {row.detail}
            </span>,
            formatCount(row.times),
            <Age key="seen" at={row.lastSeenAt} />,
          ],
        }))}
      />
    </>
  );
}
