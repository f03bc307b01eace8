import type { SetAsidePage, SetAsideReason } from "@cryptodesk/shared/market/provider.contract";
import { Skeleton } from "@mantine/core";
import { formatCount } from "../../lib/format.ts";
import { Age } from "../../ui/age.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import classes from "./set-aside-list.module.css";
import { useSetAside } from "./use-set-aside.ts";

const reasons: Record<SetAsideReason, string> = {
  invalid_row: "not readable",
  no_price: "without a price",
  duplicate_id: "twice on one page",
  id_conflict: "id claimed by two coins",
  no_cross_reference: "not matched to a known coin",
  out_of_range: "figure out of range",
  stale: "older than what is known",
};

/** Provider rows that were not used, by reason, with the rows themselves. */
export function SetAsidePanel() {
  const { data, isPending, error, refetch } = useSetAside();
  return (
    <Panel title="Rows set aside" note="what providers sent but the desk did not use" flush>
      {isPending && <Skeleton height={96} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && data.items.length === 0 && (
        <EmptyNotice title="Every row was usable" detail="Rows that are not appear here with the reason." />
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
            <b>{formatCount(rows)}</b> {reasons[reason]} <span>{provider}</span>
          </li>
        ))}
      </ul>
      <DataTable
        label="Rows set aside"
        head={["Row", "Reason", "Detail", "Times", "Last seen"]}
        rows={page.items.map((row) => ({
          key: `${row.provider} ${row.externalId} ${row.reason} ${row.firstSeenAt}`,
          cells: [
            <span key="row" title={row.sample}>
              {row.externalId ?? "?"} ({row.provider})
            </span>,
            reasons[row.reason],
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
