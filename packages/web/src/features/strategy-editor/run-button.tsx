import type { BacktestSettings } from "@cryptodesk/shared/strategy/backtest.contract";
import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import type { z } from "zod";
import { t } from "../../catalogue/catalogue.ts";
import { newId } from "../../lib/new-id.ts";
import { useMay } from "../../session/session.ts";
import { reasonOf } from "../../session/use-action.ts";
import { useStartBacktest } from "../../strategy-data/use-runs.ts";
import classes from "./strategy-editor.module.css";

/** Has the desk run what the panel shows, with its honesty checks, and goes to the result. */
export function RunButton({ strategyId, version, isDirty, settings }: RunButtonProps) {
  const writes = useMay("strategy:write");
  const navigate = useNavigate();
  const start = useStartBacktest(({ id }) => void navigate({ to: `/strategies/${strategyId}/runs/${id}` }));
  if (!writes) return null;
  const reason = reasonOf(start.error);
  return (
    <>
      <span className={reason === null ? classes.hint : classes.error} role="status">
        {reason ?? (isDirty ? t("strategyEditor.instant.saveFirst") : "")}
      </span>
      <Button
        size="xs"
        disabled={isDirty}
        loading={start.isPending}
        onClick={() => start.mutate({ id: newId(), strategyId, version, settings })}
      >
        {t("strategyEditor.instant.run")}
      </Button>
    </>
  );
}

interface RunButtonProps {
  strategyId: string;
  version: number;
  /** What is shown is not saved: the desk knows other rules. */
  isDirty: boolean;
  settings: z.input<typeof BacktestSettings>;
}
