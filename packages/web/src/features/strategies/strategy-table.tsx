import type { StrategyRun } from "@cryptodesk/shared/strategy/run.contract";
import type { Strategy } from "@cryptodesk/shared/strategy/strategy.contract";
import { Badge, Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { t } from "../../catalogue/catalogue.ts";
import { formatPercent, UNKNOWN } from "../../lib/format.ts";
import { useMay } from "../../session/session.ts";
import { verdictColour, verdictWords } from "../../strategy-data/strategy-words.ts";
import { useLatestRuns } from "../../strategy-data/use-latest-runs.ts";
import { useForkStrategy, useRemoveStrategy } from "../../strategy-data/use-strategies.ts";
import { Age } from "../../ui/age.tsx";
import { RecordTable } from "../../ui/record-table.tsx";
import classes from "./strategies.module.css";

/** Strategies with what they trade and what their latest backtest came to. `onTag` is told the tag one wants to see. */
export function StrategyTable({ items, onTag }: { items: readonly Strategy[]; onTag: (tag: string) => void }) {
  const writes = useMay("strategy:write");
  const runs = useLatestRuns();
  const fork = useForkStrategy(() => {});
  const remove = useRemoveStrategy();
  return (
    <RecordTable
      label={t("strategy.list")}
      actions={writes}
      columns={[
        t("strategy.columns.name"),
        t("strategy.columns.universe"),
        t("strategy.columns.timeframe"),
        t("strategy.columns.tags"),
        t("strategy.columns.lastRun"),
        t("strategy.columns.changed"),
      ]}
      rows={items.map((strategy) => ({
        key: strategy.id,
        cells: [
          <StrategyName key="name" strategy={strategy} />,
          strategy.universe,
          strategy.timeframe,
          <Tags key="tags" tags={strategy.tags} onTag={onTag} />,
          <LastRun key="run" run={runs.get(strategy.id)} />,
          <Age key="changed" at={strategy.updatedAt} />,
        ],
        actions: writes && (
          <span className={classes.buttons}>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={t("strategy.forkOf", { name: strategy.name })}
              onClick={() => fork.mutate({ strategyId: strategy.id })}
            >
              {t("strategy.fork")}
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={t("strategy.deleteOf", { name: strategy.name })}
              onClick={() => remove.mutate(strategy)}
            >
              {t("strategy.delete")}
            </Button>
          </span>
        ),
      }))}
    />
  );
}

function StrategyName({ strategy }: { strategy: Strategy }) {
  return (
    <span className={classes.name}>
      <Link to="/strategies/$strategyId" params={{ strategyId: strategy.id }}>
        {strategy.name}
      </Link>
      {strategy.isPapered && <Badge variant="light">{t("strategy.papered")}</Badge>}
      {strategy.visibility !== "private" && (
        <Badge variant="light" color="gray">
          {t(`strategy.visibilities.${strategy.visibility}`)}
        </Badge>
      )}
      {strategy.blocked && (
        <Badge variant="light" color="red">
          {t("strategy.blocked")}
        </Badge>
      )}
    </span>
  );
}

function Tags({ tags, onTag }: { tags: readonly string[]; onTag: (tag: string) => void }) {
  if (tags.length === 0) return UNKNOWN;
  return (
    <span className={classes.tags}>
      {tags.map((tag) => (
        <button
          key={tag}
          type="button"
          className={classes.tag}
          aria-label={t("strategy.showTag", { tag })}
          onClick={() => onTag(tag)}
        >
          {tag}
        </button>
      ))}
    </span>
  );
}

function LastRun({ run }: { run: StrategyRun | undefined }) {
  const returned = run?.metrics?.totalReturnPct ?? null;
  if (run === undefined || returned === null) return UNKNOWN;
  return (
    <span className={classes.run} data-direction={returned > 0 ? "up" : returned < 0 ? "down" : undefined}>
      {formatPercent(returned)}
      {run.verdict !== null && (
        <Badge variant="light" color={verdictColour(run.verdict)}>
          {verdictWords(run.verdict)}
        </Badge>
      )}
    </span>
  );
}
