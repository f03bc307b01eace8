import { Objective } from "@cryptodesk/shared/strategy/optimisation.contract";
import type { StrategyDetail } from "@cryptodesk/shared/strategy/strategy.contract";
import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount } from "../../lib/format.ts";
import { newId } from "../../lib/new-id.ts";
import { reasonOf } from "../../session/use-action.ts";
import { metricName } from "../../strategy-data/metric-list.ts";
import { useStartOptimisation } from "../../strategy-data/use-searches.ts";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Segments } from "../../ui/segments.tsx";
import {
  planOf,
  pointsOf,
  problemOfSearch,
  type RangeDraft,
  readRange,
  type SearchDraft,
  startingSearch,
  triedPoints,
  valuesIn,
} from "./search-draft.ts";
import classes from "./strategy-optimiser.module.css";

/** Asks what a search shall move and look for, tells how many points that is, and starts it. */
export function SearchForm({ strategy, onStarted }: { strategy: StrategyDetail; onStarted: (runId: string) => void }) {
  const [draft, setDraft] = useState<SearchDraft>(() => startingSearch(strategy.rules.parameters));
  const start = useStartOptimisation(({ id }) => onStarted(id));
  const change = (part: Partial<SearchDraft>) => setDraft((before) => ({ ...before, ...part }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (problemOfSearch(draft) !== null || start.isPending) return;
    start.mutate({ strategyId: strategy.strategy.id, id: newId(), plan: planOf(draft) });
  };
  if (draft.ranges.length === 0) {
    return (
      <Panel title={t("strategyOptimiser.plan")}>
        <EmptyNotice
          title={t("strategyOptimiser.noParameters")}
          detail={t("strategyOptimiser.noParametersDetail")}
          action={
            <Link to="/strategies/$strategyId" params={{ strategyId: strategy.strategy.id }}>
              {t("strategyOptimiser.toEditor")}
            </Link>
          }
        />
      </Panel>
    );
  }
  return (
    <Panel title={t("strategyOptimiser.plan")} note={t("strategyOptimiser.planNote")}>
      <form className={classes.form} onSubmit={submit}>
        <Ranges ranges={draft.ranges} onChange={(ranges) => change({ ranges })} />
        <Choices draft={draft} onChange={change} />
        <Submit draft={draft} busy={start.isPending} error={reasonOf(start.error)} />
      </form>
    </Panel>
  );
}

type Change = (part: Partial<SearchDraft>) => void;

function Ranges({ ranges, onChange }: { ranges: RangeDraft[]; onChange: (ranges: RangeDraft[]) => void }) {
  const change = (name: string, part: Partial<RangeDraft>) =>
    onChange(ranges.map((range) => (range.name === name ? { ...range, ...part } : range)));
  return (
    <ul className={classes.ranges}>
      {ranges.map((range) => {
        const { name, moves } = range;
        const read = readRange(range);
        const field = (key: "min" | "max" | "step") => (
          <TextInput
            size="xs"
            inputMode="decimal"
            label={t(`strategyOptimiser.${key}`)}
            aria-label={t(`strategyOptimiser.${key}Of`, { name })}
            value={range[key]}
            disabled={!moves}
            error={moves && read === null}
            onChange={({ currentTarget: { value } }) => change(name, { [key]: value })}
          />
        );
        return (
          <li key={name} className={classes.range}>
            <Checkbox
              label={<code>{name}</code>}
              aria-label={t("strategyOptimiser.use", { name })}
              checked={moves}
              onChange={({ currentTarget: { checked } }) => change(name, { moves: checked })}
            />
            {field("min")}
            {field("max")}
            {field("step")}
            <span className={classes.values}>
              {moves && read === null && t("strategyOptimiser.badRange")}
              {moves && read !== null && `${t("strategyOptimiser.values")}: ${formatCount(valuesIn(read))}`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function Choices({ draft, onChange }: { draft: SearchDraft; onChange: Change }) {
  const problem = problemOfSearch(draft);
  const text = (key: "tries" | "minTrades" | "maxDrawdown" | "outOfSample" | "capital", bad: boolean) => (
    <TextInput
      size="xs"
      inputMode="decimal"
      label={t(`strategyOptimiser.${key}`)}
      description={key === "maxDrawdown" ? t("strategyOptimiser.maxDrawdownHint") : undefined}
      value={draft[key]}
      error={bad}
      onChange={({ currentTarget: { value } }) => onChange({ [key]: value })}
    />
  );
  return (
    <>
      <div className={classes.method}>
        <Segments
          size="xs"
          label={t("strategyOptimiser.method")}
          value={draft.method}
          options={(["grid", "random", "evolution"] as const).map((value) => ({
            value,
            label: t(`strategyOptimiser.methods.${value}`),
          }))}
          onChange={(method) => onChange({ method })}
        />
        <span className={classes.note}>{t(`strategyOptimiser.methodHints.${draft.method}`)}</span>
      </div>
      <div className={classes.fields}>
        <NativeSelect
          size="xs"
          label={t("strategyOptimiser.objective")}
          value={draft.objective}
          data={Objective.options.map((value) => ({ value, label: metricName(value) }))}
          onChange={({ currentTarget: { value } }) => onChange({ objective: Objective.parse(value) })}
        />
        {text("tries", problem === "tries" || problem === "grid")}
        {text("minTrades", problem === "trades")}
        {text("maxDrawdown", problem === "drawdown")}
        {text("outOfSample", problem === "outside")}
        {text("capital", problem === "capital")}
        {(["from", "to"] as const).map((key) => (
          <TextInput
            key={key}
            size="xs"
            type="date"
            label={t(`strategyOptimiser.${key}`)}
            value={draft[key]}
            error={problem === "span"}
            onChange={({ currentTarget: { value } }) => onChange({ [key]: value })}
          />
        ))}
      </div>
    </>
  );
}

function Submit({ draft, busy, error }: { draft: SearchDraft; busy: boolean; error: string | null }) {
  const problem = problemOfSearch(draft);
  const points = pointsOf(draft.ranges);
  return (
    <div className={classes.submit}>
      <Button type="submit" size="sm" loading={busy} disabled={problem !== null}>
        {t("strategyOptimiser.start")}
      </Button>
      <span role="status" className={classes.count}>
        {points !== null && sayPoints(draft, points)}
      </span>
      {error !== null && (
        <p role="alert" className={classes.error}>
          {error}
        </p>
      )}
    </div>
  );
}

const MOST_TRIES = 20_000;

/** How many points it will be, or why that cannot be. */
function sayPoints(draft: SearchDraft, points: number): string {
  const all = formatCount(points);
  if (problemOfSearch(draft) === "grid") {
    return points > MOST_TRIES
      ? t("strategyOptimiser.tooMany", { all, most: formatCount(MOST_TRIES) })
      : t("strategyOptimiser.moreThanTries", { all });
  }
  const tried = triedPoints(draft, points);
  return tried === points
    ? t("strategyOptimiser.points", { count: points, points: all })
    : t("strategyOptimiser.pointsOf", { points: formatCount(tried), all });
}
