import type { StrategyDetail } from "@cryptodesk/shared/strategy/strategy.contract";
import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { newId } from "../../lib/new-id.ts";
import { usePortfolios } from "../../portfolio-data/use-portfolios.ts";
import { reasonOf } from "../../session/use-action.ts";
import { readAmount } from "../../strategy-data/typed-number.ts";
import { useStartBacktest } from "../../strategy-data/use-runs.ts";
import { AskDialog } from "../../ui/ask-dialog.tsx";
import { type BacktestDraft, problemOfDraft, settingsOf, startingDraft } from "./backtest-draft.ts";
import classes from "./strategy-run.module.css";

/** Asks what a backtest shall run on, and starts it. */
export function BacktestDialog({ strategy, onClose, onStarted }: BacktestDialogProps) {
  const [draft, setDraft] = useState<BacktestDraft>(() => startingDraft(strategy.version));
  const start = useStartBacktest(({ id }) => onStarted(id));
  const problem = problemOfDraft(draft);
  const change = (part: Partial<BacktestDraft>) => setDraft((before) => ({ ...before, ...part }));
  return (
    <AskDialog
      title={t("strategyRun.form.title")}
      confirm={t("strategyRun.form.start")}
      busy={start.isPending}
      ready={problem === null}
      error={reasonOf(start.error)}
      onConfirm={() => start.mutate({ strategyId: strategy.strategy.id, id: newId(), ...settingsOf(draft) })}
      onClose={onClose}
    >
      <Fields draft={draft} newest={strategy.version} problem={problem} onChange={change} />
    </AskDialog>
  );
}

interface BacktestDialogProps {
  strategy: Pick<StrategyDetail, "strategy" | "version">;
  onClose: () => void;
  onStarted: (runId: string) => void;
}

function Fields({ draft, newest, problem, onChange }: FieldsProps) {
  const portfolios = usePortfolios();
  const held = (portfolios.data?.items ?? []).map(({ portfolio }) => portfolio);
  return (
    <div className={classes.fields}>
      <NativeSelect
        label={t("strategyRun.form.version")}
        value={String(draft.version)}
        data={Array.from({ length: newest }, (_, index) => String(newest - index))}
        onChange={({ currentTarget: { value } }) => onChange({ version: Number(value) })}
      />
      <TextInput
        label={t("strategyRun.form.capital")}
        inputMode="decimal"
        value={draft.capital}
        error={readAmount(draft.capital) === null ? t("strategyRun.form.badCapital") : null}
        onChange={({ currentTarget: { value } }) => onChange({ capital: value })}
      />
      <TextInput
        type="date"
        label={t("strategyRun.form.from")}
        description={t("strategyRun.form.fromHint")}
        value={draft.from}
        onChange={({ currentTarget: { value } }) => onChange({ from: value })}
      />
      <TextInput
        type="date"
        label={t("strategyRun.form.to")}
        description={t("strategyRun.form.toHint")}
        value={draft.to}
        error={problem === "span" ? t("strategyRun.form.badSpan") : null}
        onChange={({ currentTarget: { value } }) => onChange({ to: value })}
      />
      <NativeSelect
        label={t("strategyRun.form.benchmark")}
        value={draft.benchmark}
        data={[
          { value: "bitcoin", label: "Bitcoin" },
          { value: "ethereum", label: "Ethereum" },
          { value: "", label: t("strategyRun.form.firstCoin") },
        ]}
        onChange={({ currentTarget: { value } }) => onChange({ benchmark: value })}
      />
      <NativeSelect
        label={t("strategyRun.form.universe")}
        value={draft.portfolioId}
        data={[
          { value: "", label: t("strategyRun.form.ownUniverse") },
          ...held.map(({ id, name }) => ({ value: id, label: t("strategyRun.form.holdings", { name }) })),
        ]}
        onChange={({ currentTarget: { value } }) => onChange({ portfolioId: value })}
      />
      <Checkbox
        label={t("strategyRun.form.honesty")}
        description={t("strategyRun.form.honestyHint")}
        checked={draft.honesty}
        onChange={({ currentTarget: { checked } }) => onChange({ honesty: checked })}
      />
      <TextInput
        label={t("strategyRun.form.trials")}
        description={t("strategyRun.form.trialsHint")}
        inputMode="numeric"
        value={draft.trials}
        error={problem === "trials" ? t("strategyRun.form.badTrials") : null}
        onChange={({ currentTarget: { value } }) => onChange({ trials: value })}
      />
    </div>
  );
}

interface FieldsProps {
  draft: BacktestDraft;
  newest: number;
  problem: ReturnType<typeof problemOfDraft>;
  onChange: (part: Partial<BacktestDraft>) => void;
}
