import type { StrategyRun } from "@cryptodesk/shared/strategy/run.contract";
import { ActionIcon, Button, Checkbox, Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import Trash2 from "lucide-react/icons/trash-2";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount, formatDate, formatDateTime, formatNumber, formatShare, UNKNOWN } from "../../lib/format.ts";
import { useOffers } from "../../session/session.ts";
import { RunState } from "../../strategy-data/run-state.tsx";
import { isOver, useRemoveRun, useRuns } from "../../strategy-data/use-runs.ts";
import { Verdict } from "../../strategy-data/verdict.tsx";
import { AskDialog } from "../../ui/ask-dialog.tsx";
import { Change } from "../../ui/change.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RecordTable } from "../../ui/record-table.tsx";
import { toggled } from "./compared-runs.ts";
import classes from "./strategy-run.module.css";

/** Backtests of a strategy, the newest first; two to eight of them can be chosen to be compared. */
export function RunList({ strategyId, onNew }: { strategyId: string; onNew: () => void }) {
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useRuns(
    strategyId,
    "backtest",
  );
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [leaving, setLeaving] = useState<StrategyRun | null>(null);
  const may = useOffers("strategy:write");
  const runs = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Panel
      title={t("strategyRun.backtests")}
      note={t("strategyRun.backtestsNote")}
      flush
      actions={
        <>
          <CompareLink chosen={chosen} />
          {may && (
            <Button size="xs" onClick={onNew}>
              {t("strategyRun.new")}
            </Button>
          )}
        </>
      }
    >
      {isPending && <Skeleton height={240} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && runs.length === 0 && <EmptyNotice title={t("strategyRun.none")} detail={t("strategyRun.noneDetail")} />}
      {runs.length > 0 && (
        <RunTable
          runs={runs}
          chosen={chosen}
          onChoose={(id) => setChosen((before) => toggled(before, id))}
          onRemove={may ? setLeaving : null}
        />
      )}
      {hasNextPage && (
        <div className={classes.more}>
          <Button size="compact-sm" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("strategyRun.more")}
          </Button>
        </div>
      )}
      {leaving && (
        <RemoveDialog
          run={leaving}
          onClose={() => setLeaving(null)}
          onDone={() => {
            setChosen((before) => before.filter((id) => id !== leaving.id));
            setLeaving(null);
          }}
        />
      )}
    </Panel>
  );
}

function CompareLink({ chosen }: { chosen: readonly string[] }) {
  if (chosen.length < 2) return <span className={classes.hint}>{t("strategyRun.chooseTwo")}</span>;
  return (
    <Link className={classes.button} to="/strategies/compare-runs" search={{ runs: chosen.join(",") }}>
      {t("strategyRun.compareChosen", { count: chosen.length })}
    </Link>
  );
}

function RunTable({ runs, chosen, onChoose, onRemove }: RunTableProps) {
  return (
    <RecordTable
      label={t("strategyRun.backtests")}
      numbers={[4, 7]}
      actions={onRemove !== null}
      columns={[
        t("strategyRun.columns.run"),
        t("strategyRun.columns.version"),
        t("strategyRun.columns.state"),
        t("strategyRun.columns.span"),
        t("strategyRun.columns.return"),
        t("strategyRun.columns.drawdown"),
        t("strategyRun.columns.sharpe"),
        t("strategyRun.columns.trades"),
        t("strategyRun.columns.verdict"),
      ]}
      rows={runs.map((run) => {
        const { id, metrics, verdict, requestedAt, strategyId } = run;
        const when = formatDateTime(requestedAt);
        return {
          key: id,
          cells: [
            <span key="run" className={classes.choice}>
              <Checkbox
                size="xs"
                aria-label={t("strategyRun.select", { name: when })}
                checked={chosen.includes(id)}
                disabled={run.state !== "succeeded"}
                onChange={() => onChoose(id)}
              />
              <Link
                to="/strategies/$strategyId/runs/$runId"
                params={{ strategyId, runId: id }}
                aria-label={t("strategyRun.open", { when })}
              >
                {when}
              </Link>
            </span>,
            formatCount(run.version),
            <RunState key="state" run={run} />,
            spanOf(run),
            metrics ? <Change key="return" pct={metrics.totalReturnPct} /> : UNKNOWN,
            formatShare(metrics?.maxDrawdownPct),
            metrics?.sharpe == null ? UNKNOWN : formatNumber(metrics.sharpe, 2),
            formatCount(metrics?.trades),
            verdict === null ? UNKNOWN : <Verdict key="verdict" verdict={verdict} />,
          ],
          actions: onRemove !== null && isOver(run.state) && (
            <ActionIcon
              size="md"
              variant="subtle"
              color="gray"
              aria-label={t("strategyRun.remove", { when })}
              onClick={() => onRemove(run)}
            >
              <Trash2 size={16} aria-hidden="true" />
            </ActionIcon>
          ),
        };
      })}
    />
  );
}

interface RunTableProps {
  runs: readonly StrategyRun[];
  chosen: readonly string[];
  onChoose: (id: string) => void;
  onRemove: ((run: StrategyRun) => void) | null;
}

function spanOf({ settings: { from, to } }: StrategyRun): string {
  if (from === undefined && to === undefined) return t("strategyRun.spanOpen");
  return `${from === undefined ? "…" : formatDate(from)} – ${to === undefined ? "…" : formatDate(to)}`;
}

function RemoveDialog({ run, onClose, onDone }: { run: StrategyRun; onClose: () => void; onDone: () => void }) {
  const remove = useRemoveRun(onDone);
  return (
    <AskDialog
      title={t("strategyRun.removeTitle")}
      confirm={t("words.remove")}
      danger
      busy={remove.isPending}
      onConfirm={() => remove.mutate(run.id)}
      onClose={onClose}
    >
      <p>{t("strategyRun.removeDetail")}</p>
    </AskDialog>
  );
}
