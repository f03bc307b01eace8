import { Button, NativeSelect, Skeleton, TextInput } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import Download from "lucide-react/icons/download";
import X from "lucide-react/icons/x";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { describeError } from "../../lib/api-error.ts";
import { AUDIT_ACTIONS, AUDIT_KINDS, actionWords } from "../../lib/audit-words.ts";
import { fetchCsv, joinCsvPages } from "../../lib/fetch-csv.ts";
import { saveFile } from "../../lib/save-file.ts";
import { stringifySearch } from "../../lib/search-text.ts";
import { api } from "../../lib/trpc.ts";
import { AuditTable } from "../../ui/audit-table.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { showProblem, showToast } from "../../ui/toast.tsx";
import classes from "./admin.module.css";
import { type AuditSearch, auditQuestion, minuteBefore } from "./audit-search.ts";
import { SearchField } from "./search-field.tsx";
import { useAccount } from "./use-accounts.ts";

const LIMIT = 50;
const CSV_LIMIT = 250;
const DAY_HOURS = 24;
const WEEK_HOURS = 7 * DAY_HOURS;

/** The audit log, with the whole question in the address. */
export function AuditPanel({ search, onSearch }: AuditPanelProps) {
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useAudit(search);
  const entries = data?.pages.flatMap(({ items }) => items) ?? [];
  const filtered = Object.values(search).some((value) => value !== undefined);
  return (
    <Panel title={t("admin.audit")} flush actions={<CsvButton search={search} />}>
      <Filters search={search} onSearch={onSearch} />
      {search.userId !== undefined && (
        <AccountChip id={search.userId} onDrop={() => onSearch({ ...search, userId: undefined })} />
      )}
      {isPending && <Skeleton height={480} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && entries.length === 0 && (
        <EmptyNotice
          title={t("admin.noEntries")}
          detail={t("admin.noEntriesDetail")}
          action={
            filtered && (
              <Button size="xs" variant="default" onClick={() => onSearch({})}>
                {t("admin.clearFilters")}
              </Button>
            )
          }
        />
      )}
      {entries.length > 0 && (
        <AuditTable
          label={t("admin.audit")}
          entries={entries}
          more={({ actorId }) =>
            actorId !== null &&
            actorId !== search.userId && (
              <div>
                <Button size="xs" variant="default" onClick={() => onSearch({ ...search, userId: actorId })}>
                  {t("admin.onlyThis")}
                </Button>
              </div>
            )
          }
        />
      )}
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

interface AuditPanelProps {
  search: AuditSearch;
  onSearch: (search: AuditSearch) => void;
}

/** Entries of the audit log, newest first, a page at a time. */
function useAudit(search: AuditSearch) {
  const input = { limit: LIMIT, ...auditQuestion(search) };
  return useInfiniteQuery({
    queryKey: [["audit", "list"], { type: "pages", input }],
    queryFn: ({ pageParam, signal }) =>
      api.audit.list.query({ ...input, ...(pageParam !== undefined && { cursor: pageParam }) }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

function Filters({ search, onSearch }: AuditPanelProps) {
  return (
    <search className={classes.filters}>
      <SearchField
        label={t("admin.auditSearch")}
        placeholder={t("admin.auditSearchPlaceholder")}
        value={search.search ?? ""}
        onSearch={(text) => onSearch({ ...search, search: text || undefined })}
      />
      <NativeSelect
        size="xs"
        label={t("admin.action")}
        value={search.action ?? ""}
        data={actionOptions()}
        onChange={({ currentTarget }) => onSearch({ ...search, action: currentTarget.value || undefined })}
      />
      <NativeSelect
        size="xs"
        label={t("admin.outcome")}
        value={search.outcome ?? ""}
        data={[
          { value: "", label: t("admin.anyOutcome") },
          { value: "done", label: t("account.outcomes.done") },
          { value: "refused", label: t("account.outcomes.refused") },
        ]}
        onChange={({ currentTarget: { value } }) =>
          onSearch({ ...search, outcome: value === "done" || value === "refused" ? value : undefined })
        }
      />
      {(["from", "to"] as const).map((end) => (
        <TextInput
          key={end}
          size="xs"
          type="datetime-local"
          label={t(end === "from" ? "admin.fromTime" : "admin.toTime")}
          value={search[end] ?? ""}
          onChange={({ currentTarget }) =>
            onSearch({ ...search, [end]: currentTarget.value.slice(0, 16) || undefined })
          }
        />
      ))}
      {[DAY_HOURS, WEEK_HOURS].map((hours) => (
        <Button
          key={hours}
          size="xs"
          variant="default"
          onClick={() => onSearch({ ...search, from: minuteBefore(Date.now(), hours), to: undefined })}
        >
          {t(hours === DAY_HOURS ? "admin.lastDay" : "admin.lastWeek")}
        </Button>
      ))}
    </search>
  );
}

/** Every kind, with its actions below it. */
function actionOptions() {
  return [
    { value: "", label: t("admin.anyAction") },
    ...AUDIT_KINDS.map((kind) => ({
      group: t(`account.auditKinds.${kind}`),
      items: [
        { value: kind, label: t(`account.auditKinds.${kind}`) },
        ...AUDIT_ACTIONS.filter((code) => code.startsWith(`${kind}.`)).map((code) => ({
          value: code,
          label: actionWords(code),
        })),
      ],
    })),
  ];
}

function AccountChip({ id, onDrop }: { id: string; onDrop: () => void }) {
  const { data } = useAccount(id);
  const label = t("admin.onlyAccount", { email: data?.email ?? id });
  return (
    <div className={classes.chips}>
      <Button
        size="compact-sm"
        variant="light"
        rightSection={<X size={13} aria-hidden="true" />}
        aria-label={`${label}. ${t("admin.allAccounts")}`}
        onClick={onDrop}
      >
        {label}
      </Button>
    </div>
  );
}

/** Saves exactly what the filters let through. */
function CsvButton({ search }: { search: AuditSearch }) {
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const question = { ...auditQuestion(search), limit: CSV_LIMIT };
      const csv = await joinCsvPages(
        (cursor) => `/api/v1/admin/audit${stringifySearch({ ...question, cursor })}`,
        fetchCsv,
      );
      const file = `cryptodesk-audit-${new Date().toISOString().slice(0, 10)}.csv`;
      saveFile(file, "text/csv", [csv]);
      showToast(t("admin.csvSaved", { file }));
    } catch (error) {
      showProblem(describeError(error).detail);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      size="xs"
      variant="default"
      title={t("admin.csvTitle")}
      leftSection={<Download size={14} aria-hidden="true" />}
      loading={busy}
      onClick={() => void save()}
    >
      {t("admin.csv")}
    </Button>
  );
}
