import type { PaperAccount, PaperDetail } from "@cryptodesk/shared/strategy/paper.contract";
import { Button, Skeleton } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount } from "../../lib/format.ts";
import { useOffers } from "../../session/session.ts";
import { modelMoney } from "../../strategy-data/model-figures.ts";
import { useChangePaper, usePaper, useRemovePaper } from "../../strategy-data/use-paper.ts";
import { Age, Until } from "../../ui/age.tsx";
import { AskDialog } from "../../ui/ask-dialog.tsx";
import { Change } from "../../ui/change.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Figure, FigureGrid } from "../../ui/figure.tsx";
import { Panel } from "../../ui/panel.tsx";
import { StateDot, type Tone } from "../../ui/state-dot.tsx";
import { WarningNotice } from "../../ui/warning-notice.tsx";
import { DifferencesPanel } from "./differences-panel.tsx";
import { PaperCurve } from "./paper-curve.tsx";
import { PaperTrades } from "./paper-trades.tsx";
import { PositionsPanel } from "./positions-panel.tsx";
import { SignalsPanel } from "./signals-panel.tsx";

const TONES: Record<PaperAccount["state"], Tone> = { running: "good", paused: "off", failed: "bad" };

/** One paper account: what it is worth now, how it came there, and how that differs from a backtest. */
export function PaperAccountView({ paperId, onRemoved }: { paperId: string; onRemoved: () => void }) {
  const { data, error, refetch } = usePaper(paperId);
  if (!data && error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={480} />;
  return (
    <>
      {data.account.problem !== null && (
        <WarningNotice title={t(`strategyPaper.states.${data.account.state}`)}>{data.account.problem}</WarningNotice>
      )}
      <Standing detail={data} onRemoved={onRemoved} />
      <PaperCurve detail={data} />
      <DifferencesPanel detail={data} />
      <PositionsPanel positions={data.positions} />
      <SignalsPanel paperId={paperId} />
      <PaperTrades trades={data.trades} />
    </>
  );
}

function Standing({ detail: { account }, onRemoved }: { detail: PaperDetail; onRemoved: () => void }) {
  const { equity, cash, returnPct, trades, lastCandleAt, nextCandleAt, state } = account;
  return (
    <Panel
      title={<StateDot tone={TONES[state]}>{t(`strategyPaper.states.${state}`)}</StateDot>}
      note={account.simulated && t("strategyPaper.simulated")}
      actions={<Controls account={account} onRemoved={onRemoved} />}
    >
      <FigureGrid>
        <Figure label={t("strategyPaper.equity")} about={t("strategyPaper.equityAbout")}>
          {modelMoney(equity)}
        </Figure>
        <Figure label={t("strategyPaper.return")} about={t("strategyPaper.returnAbout")}>
          <Change pct={returnPct} />
        </Figure>
        <Figure label={t("strategyPaper.cash")} about={t("strategyPaper.cashAbout")}>
          {modelMoney(cash)}
        </Figure>
        <Figure label={t("strategyPaper.tradesCount")} about={t("strategyPaper.tradesAbout")}>
          {formatCount(trades)}
        </Figure>
        <Figure label={t("strategyPaper.lastCandle")} about={t("strategyPaper.lastCandleAbout")}>
          {lastCandleAt === null ? t("strategyPaper.waiting") : <Age at={lastCandleAt} />}
        </Figure>
        <Figure label={t("strategyPaper.nextCandle")} about={t("strategyPaper.nextCandleAbout")}>
          {nextCandleAt === null ? "–" : <Until at={nextCandleAt} />}
        </Figure>
      </FigureGrid>
    </Panel>
  );
}

function Controls({ account: { id, state }, onRemoved }: { account: PaperAccount; onRemoved: () => void }) {
  const [leaving, setLeaving] = useState(false);
  const change = useChangePaper();
  const remove = useRemovePaper(onRemoved);
  const may = useOffers("strategy:write");
  if (!may) return null;
  const running = state === "running";
  return (
    <>
      <Button
        size="xs"
        variant="default"
        loading={change.isPending}
        onClick={() => change.mutate({ paperId: id, state: running ? "paused" : "running" })}
      >
        {t(running ? "strategyPaper.pause" : "strategyPaper.goOn")}
      </Button>
      <Button size="xs" variant="default" onClick={() => setLeaving(true)}>
        {t("strategyPaper.remove")}
      </Button>
      {leaving && (
        <AskDialog
          title={t("strategyPaper.removeTitle")}
          confirm={t("strategyPaper.remove")}
          danger
          busy={remove.isPending}
          onConfirm={() => remove.mutate(id)}
          onClose={() => setLeaving(false)}
        >
          <p>{t("strategyPaper.removeDetail")}</p>
        </AskDialog>
      )}
    </>
  );
}
