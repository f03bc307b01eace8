import type { PaperSignal } from "@cryptodesk/shared/strategy/paper.contract";
import { Button, Skeleton } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import type { strategyPaper as words } from "../../catalogue/en/strategy-paper.ts";
import { formatDateTime } from "../../lib/format.ts";
import { modelPrice } from "../../strategy-data/model-figures.ts";
import { remarkWords } from "../../strategy-data/remark-words.ts";
import { usePaperSignals } from "../../strategy-data/use-paper.ts";
import { Age } from "../../ui/age.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RecordTable } from "../../ui/record-table.tsx";
import classes from "./strategy-paper.module.css";

const ACTIONS = {
  "enter-long": "enterLong",
  "exit-long": "exitLong",
  "enter-short": "enterShort",
  "exit-short": "exitShort",
} as const satisfies Record<PaperSignal["action"], keyof typeof words.actions>;

/** What the rules said at each close, and what became of it. */
export function SignalsPanel({ paperId }: { paperId: string }) {
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = usePaperSignals(paperId);
  const signals = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Panel title={t("strategyPaper.signals")} note={t("strategyPaper.signalsNote")} flush>
      {isPending && <Skeleton height={160} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && signals.length === 0 && (
        <EmptyNotice title={t("strategyPaper.noSignals")} detail={t("strategyPaper.noSignalsDetail")} />
      )}
      {signals.length > 0 && <SignalTable signals={signals} />}
      {hasNextPage && (
        <div className={classes.more}>
          <Button size="compact-sm" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("strategyPaper.more")}
          </Button>
        </div>
      )}
    </Panel>
  );
}

function SignalTable({ signals }: { signals: readonly PaperSignal[] }) {
  return (
    <RecordTable
      label={t("strategyPaper.signals")}
      columns={[
        t("strategyPaper.action"),
        t("strategyPaper.coin"),
        t("strategyPaper.candleAt"),
        t("strategyPaper.recordedAt"),
        t("strategyPaper.close"),
        t("strategyPaper.fill"),
        t("strategyPaper.why"),
      ]}
      rows={signals.map((signal) => ({
        key: signal.id,
        cells: [
          t(`strategyPaper.actions.${ACTIONS[signal.action]}`),
          signal.coin,
          formatDateTime(signal.candleAt),
          <Age key="seen" at={signal.recordedAt} />,
          modelPrice(signal.closePrice),
          signal.fillPrice === null
            ? remarkWords(signal.remark, signal.note ?? t("strategyPaper.notFilled"))
            : modelPrice(signal.fillPrice),
          <details key="why" className={classes.why}>
            <summary
              aria-label={t("strategyPaper.whyOf", {
                action: t(`strategyPaper.actions.${ACTIONS[signal.action]}`),
                coin: signal.coin,
              })}
            >
              {t("strategyPaper.why")}
            </summary>
            <pre className={classes.trace}>{signal.trace}</pre>
          </details>,
        ],
      }))}
    />
  );
}
