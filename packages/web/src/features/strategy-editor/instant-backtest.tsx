import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { Skeleton } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMemo, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { useBacktestData } from "../../strategy-data/use-backtest-data.ts";
import { useInstantBacktest } from "../../strategy-data/use-instant-backtest.ts";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { BacktestControls } from "./backtest-controls.tsx";
import { InstantFigures } from "./instant-figures.tsx";
import { RunButton } from "./run-button.tsx";
import { movedValues } from "./slider-values.ts";
import { spansOf, stretchOf, usualSpan } from "./spans.ts";
import classes from "./strategy-editor.module.css";

const CAPITAL = 10_000;
const SLIDING_MS = 250;

/**
 * What the rules would have made of the past, worked out in the browser by the engine of the desk while sliders move. The
 * candles are fetched once; `onTake` gets the rules with the values of the sliders.
 */
export function InstantBacktest({ strategyId, version, rules, isSound, isDirty, onTake }: InstantBacktestProps) {
  const [moved, setMoved] = useState<Readonly<Record<string, number>>>({});
  const parameters = useMemo(() => movedValues(rules.parameters, moved), [rules.parameters, moved]);
  const spans = spansOf(rules.timeframe);
  const [chosen, setChosen] = useState<number | null>(null);
  const span = Math.min(chosen ?? usualSpan(spans), spans.length - 1);
  const [settled] = useDebouncedValue(span, SLIDING_MS);
  const stretch = useMemo(() => {
    const offered = spansOf(rules.timeframe);
    return stretchOf(offered[Math.min(settled, offered.length - 1)] ?? YEAR, rules.timeframe, Date.now());
  }, [rules.timeframe, settled]);
  const { data, error, isFetching, refetch } = useBacktestData(rules, stretch, isSound);
  const request = useMemo(
    () => (isSound ? { rules, parameters, capital: CAPITAL } : null),
    [isSound, rules, parameters],
  );
  const answer = useInstantBacktest(data, request);
  const isMoved = rules.parameters.some(({ name, value }) => parameters[name] !== value);
  const take = () => {
    onTake({
      ...rules,
      parameters: rules.parameters.map((each) => ({ ...each, value: parameters[each.name] ?? each.value })),
    });
    setMoved({});
  };
  return (
    <Panel
      title={t("strategyEditor.instant.title")}
      note={t("strategyEditor.instant.note")}
      actions={
        <RunButton strategyId={strategyId} version={version} isDirty={isDirty} settings={{ ...stretch, parameters }} />
      }
    >
      <div className={classes.backtest}>
        <BacktestControls
          spans={spans}
          span={span}
          onSpan={setChosen}
          parameters={rules.parameters}
          values={parameters}
          onMove={(name, value) => setMoved((before) => ({ ...before, [name]: value }))}
          isMoved={isMoved}
          onReset={() => setMoved({})}
          onTake={take}
        />
        <div className={classes.result} aria-busy={isFetching}>
          {!isSound && <p className={classes.hint}>{t("strategyEditor.instant.unsound")}</p>}
          {error && isSound && <ErrorNotice error={error} onRetry={() => void refetch()} />}
          {!error && answer === null && isSound && <Skeleton height={420} />}
          {!error && answer && "reason" in answer && (
            <EmptyNotice title={t("strategyEditor.instant.failed")} detail={answer.reason} />
          )}
          {!error && answer && "result" in answer && (
            <InstantFigures result={answer.result} data={data} capital={CAPITAL} />
          )}
        </div>
      </div>
    </Panel>
  );
}

const YEAR = { days: 365, name: "year" } as const;

interface InstantBacktestProps {
  strategyId: string;
  version: number;
  rules: StrategyRules;
  /** Nothing is wrong with the rules. */
  isSound: boolean;
  /** They are not saved as they are. */
  isDirty: boolean;
  onTake: (rules: StrategyRules) => void;
}
