import type { ImportRow, ImportRowState, PortfolioImport } from "@cryptodesk/shared/portfolio/import.contract";
import type { TransactionDraft } from "@cryptodesk/shared/portfolio/transaction.contract";
import { Skeleton } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount, formatDateTime, formatUnits } from "../../lib/format.ts";
import { typeWords } from "../../portfolio-data/transaction-words.ts";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { MoreButton } from "../../ui/more-button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RecordTable } from "../../ui/record-table.tsx";
import { Segments } from "../../ui/segments.tsx";
import { StateDot, type Tone } from "../../ui/state-dot.tsx";
import classes from "./import.module.css";
import { importWords } from "./import-words.ts";
import { useImportRows } from "./use-imports.ts";

const FILTERS = ["all", "new", "duplicate", "refused", "ignored"] as const;
const TONES: Record<ImportRowState, Tone> = { new: "good", duplicate: "off", refused: "bad", ignored: "off" };

/** Every row of the file and what becomes of it. */
export function RowsPanel({ found }: { found: PortfolioImport }) {
  const [filter, setFilter] = useState<(typeof FILTERS)[number]>("all");
  const rows = useImportRows(found, filter === "all" ? undefined : filter);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = rows;
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Panel
      title={t("imports.rows")}
      note={t("imports.rowsNote")}
      actions={
        <Segments
          size="xs"
          label={t("imports.rowsFilter")}
          value={filter}
          options={FILTERS.map((value) => ({ value, label: filterWords(value, found) }))}
          onChange={setFilter}
        />
      }
      flush
    >
      {!data && !error && <Skeleton height={240} radius={0} />}
      {!data && error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && items.length === 0 && <EmptyNotice title={t("imports.noRows")} />}
      {items.length > 0 && (
        <RecordTable
          label={t("imports.rows")}
          columns={[
            t("imports.lineName"),
            t("imports.state"),
            t("imports.becomes"),
            t("imports.reason"),
            t("imports.cells"),
          ]}
          rows={items.map((row) => ({
            key: String(row.line),
            cells: [
              formatCount(row.line),
              <StateDot key="state" tone={TONES[row.state]}>
                {t(`imports.rowStates.${row.state}`)}
              </StateDot>,
              <Becomes key="becomes" row={row} />,
              importWords(row.reason ?? ""),
              <code key="cells" className={classes.cells}>
                {row.cells.join(" | ")}
              </code>,
            ],
          }))}
        />
      )}
      <MoreButton list={{ hasNextPage, isFetchingNextPage, fetchNextPage }} label={t("imports.more")} />
    </Panel>
  );
}

function filterWords(filter: (typeof FILTERS)[number], { counts }: PortfolioImport): string {
  const name = filter === "all" ? t("imports.allRows") : t(`imports.rowStates.${filter}`);
  return `${name} ${formatCount(filter === "all" ? counts.rows : counts[filter])}`;
}

function Becomes({ row: { drafts, joins, transferWith, state } }: { row: ImportRow }) {
  return (
    <span className={classes.stack}>
      {drafts.map((draft, at) => (
        <span key={JSON.stringify([draft, drafts.slice(0, at).length])}>{draftWords(draft)}</span>
      ))}
      {drafts.length === 0 && state === "new" && joins.length > 0 && (
        <span>{t("imports.joined", { lines: joins.map(formatCount).join(", ") })}</span>
      )}
      {transferWith !== null && <small>{t("imports.transferWith", { line: formatCount(transferWith) })}</small>}
    </span>
  );
}

/** A transaction that would be recorded, in words. */
function draftWords(draft: TransactionDraft): string {
  const amount = (units: string | undefined, id: string | undefined) =>
    units === undefined || id === undefined ? "" : `${formatUnits(units)} ${nameOf(id)}`;
  const out = amount(draft.quantity, draft.assetId);
  const into = amount(draft.toQuantity, draft.toAssetId);
  const worth =
    typeof draft.value === "string" ? `${formatUnits(draft.value)} ${(draft.currency ?? "").toUpperCase()}` : "";
  const parts = [typeWords(draft.type), out, into === "" ? "" : `→ ${into}`, worth, formatDateTime(draft.date)];
  return parts.filter((part) => part.trim() !== "").join(" · ");
}

const nameOf = (assetId: string): string =>
  assetId.startsWith("fiat:") ? assetId.slice(5).toUpperCase() : assetId.replace(/^other:/, "");
