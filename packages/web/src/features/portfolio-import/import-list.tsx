import type { PortfolioImport } from "@cryptodesk/shared/portfolio/import.contract";
import { Skeleton } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount, formatDateTime } from "../../lib/format.ts";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { MoreButton } from "../../ui/more-button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RecordTable } from "../../ui/record-table.tsx";
import { StateDot, type Tone } from "../../ui/state-dot.tsx";
import { FileActions } from "./file-actions.tsx";
import classes from "./import.module.css";
import { importWords } from "./import-words.ts";
import { useImports } from "./use-imports.ts";

const TONES: Record<PortfolioImport["state"], Tone> = {
  uploading: "warn",
  analysing: "busy",
  asking: "warn",
  ready: "warn",
  refused: "bad",
  committing: "busy",
  committed: "good",
  undone: "off",
  failed: "bad",
};

/** Where an import stands, in a word. */
export function ImportStateDot({ state }: Pick<PortfolioImport, "state">) {
  return <StateDot tone={TONES[state]}>{t(`imports.states.${state}`)}</StateDot>;
}

/** The files of a portfolio, each with its undo and the file as it came. */
export function ImportList({ portfolioId, onOpen }: { portfolioId: string; onOpen: (importId: string) => void }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useImports(portfolioId);
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Panel title={t("imports.list")} flush>
      {!data && !error && <Skeleton height={120} radius={0} />}
      {!data && error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && items.length === 0 && <EmptyNotice title={t("imports.none")} detail={t("imports.noneDetail")} />}
      {items.length > 0 && (
        <RecordTable
          label={t("imports.list")}
          actions
          columns={[
            t("imports.file"),
            t("imports.format"),
            t("imports.state"),
            t("imports.transactions"),
            t("imports.when"),
          ]}
          rows={items.map((found) => ({
            key: found.id,
            cells: [
              <button key="file" type="button" className={classes.link} onClick={() => onOpen(found.id)}>
                {found.fileName}
              </button>,
              found.formatName === null ? t("words.unknown") : importWords(found.formatName),
              <ImportStateDot key="state" state={found.state} />,
              formatCount(found.counts.transactions),
              formatDateTime(found.createdAt),
            ],
            actions: <FileActions found={found} />,
          }))}
        />
      )}
      <MoreButton list={{ hasNextPage, isFetchingNextPage, fetchNextPage }} label={t("imports.more")} />
    </Panel>
  );
}
