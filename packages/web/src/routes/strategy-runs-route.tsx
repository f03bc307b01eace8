import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { BacktestDialog } from "../features/strategy-run/backtest-dialog.tsx";
import { RunList } from "../features/strategy-run/run-list.tsx";
import { StrategyPage } from "./strategy-page.tsx";

/** Every backtest of a strategy. */
export function StrategyRunsRoute() {
  const { strategyId } = useParams({ from: "/strategies/$strategyId/runs" });
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  return (
    <StrategyPage strategyId={strategyId} tab="runs">
      {(detail) => (
        <>
          <RunList strategyId={strategyId} onNew={() => setAsking(true)} />
          {asking && (
            <BacktestDialog
              strategy={detail}
              onClose={() => setAsking(false)}
              onStarted={(runId) =>
                void navigate({ to: "/strategies/$strategyId/runs/$runId", params: { strategyId, runId } })
              }
            />
          )}
        </>
      )}
    </StrategyPage>
  );
}
