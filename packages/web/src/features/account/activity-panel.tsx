import { Button, NativeSelect, Skeleton } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { t } from "../../catalogue/catalogue.ts";
import { AUDIT_KINDS } from "../../lib/audit-words.ts";
import { api } from "../../lib/trpc.ts";
import { AuditTable } from "../../ui/audit-table.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import classes from "./account.module.css";
import type { ActivitySearch } from "./activity-search.ts";

const LIMIT = 25;
// What an account does itself; the desk's own rules and keys are the admins' log.
const OWN_KINDS = AUDIT_KINDS.filter((kind) => kind !== "policy" && kind !== "signingKey");

/** What the account did, and what was done to it. */
export function ActivityPanel({ search: { kind }, onSearch }: ActivityPanelProps) {
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useOwnAudit(kind);
  const entries = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Panel
      title={t("account.activity")}
      flush
      actions={
        <NativeSelect
          size="xs"
          aria-label={t("account.kind")}
          value={kind ?? ""}
          data={[
            { value: "", label: t("account.anyKind") },
            ...OWN_KINDS.map((value) => ({ value, label: t(`account.auditKinds.${value}`) })),
          ]}
          onChange={({ currentTarget: { value } }) => onSearch({ kind: AUDIT_KINDS.find((known) => known === value) })}
        />
      }
    >
      {isPending && <Skeleton height={320} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && entries.length === 0 && (
        <EmptyNotice
          title={t(kind ? "account.noSuchActivity" : "account.noActivity")}
          detail={t(kind ? "account.noSuchActivityDetail" : "account.noActivityDetail")}
        />
      )}
      {entries.length > 0 && <AuditTable label={t("account.activity")} entries={entries} />}
      {hasNextPage && (
        <div className={classes.more}>
          <Button size="compact-sm" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("account.more")}
          </Button>
        </div>
      )}
    </Panel>
  );
}

interface ActivityPanelProps {
  search: ActivitySearch;
  onSearch: (search: ActivitySearch) => void;
}

/** One's own entries of the audit log, newest first, a page at a time. */
function useOwnAudit(kind: string | undefined) {
  const input = { limit: LIMIT, ...(kind !== undefined && { action: kind }) };
  return useInfiniteQuery({
    queryKey: [["audit", "own"], { type: "pages", input }],
    queryFn: ({ pageParam, signal }) =>
      api.audit.own.query({ ...input, ...(pageParam !== undefined && { cursor: pageParam }) }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}
