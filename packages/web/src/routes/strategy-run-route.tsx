import { Button } from "@mantine/core";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { t } from "../catalogue/catalogue.ts";
import { SearchResult } from "../features/strategy-optimiser/search-result.tsx";
import { BacktestDialog } from "../features/strategy-run/backtest-dialog.tsx";
import { RunResult } from "../features/strategy-run/run-result.tsx";
import { useOffers } from "../session/session.ts";
import { RunFrame } from "../strategy-data/run-frame.tsx";
import type { FollowedDetail } from "../strategy-data/use-runs.ts";
import { useResumeRun } from "../strategy-data/use-searches.ts";
import { StrategyPage } from "./strategy-page.tsx";
import classes from "./strategy-run-route.module.css";

const PATH = "/strategies/$strategyId/runs/$runId";

/** One run, from its first step to what came of it. */
export function StrategyRunRoute() {
  const { strategyId, runId } = useParams({ from: PATH });
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  return (
    <StrategyPage strategyId={strategyId} tab="runs">
      {(strategy) => (
        <>
          <RunFrame
            key={runId}
            runId={runId}
            title={t("strategyRun.result")}
            stopped={(detail) => <AfterEnd detail={detail} onAgain={() => setAsking(true)} />}
          >
            {(detail) =>
              detail.run.kind === "backtest" ? (
                <RunResult detail={detail} />
              ) : (
                <SearchResult detail={detail} newest={strategy} />
              )
            }
          </RunFrame>
          {asking && (
            <BacktestDialog
              strategy={strategy}
              onClose={() => setAsking(false)}
              onStarted={(started) => {
                setAsking(false);
                void navigate({ to: PATH, params: { strategyId, runId: started } });
              }}
            />
          )}
        </>
      )}
    </StrategyPage>
  );
}

/** What can be done about a run without a result. */
function AfterEnd({ detail: { run }, onAgain }: { detail: FollowedDetail; onAgain: () => void }) {
  const may = useOffers("strategy:write");
  const resume = useResumeRun();
  const { strategyId } = run;
  return (
    <span className={classes.ways}>
      {may && run.kind === "backtest" && (
        <Button size="xs" onClick={onAgain}>
          {t("strategyRun.again")}
        </Button>
      )}
      {may && run.kind === "optimisation" && (
        <Button size="xs" loading={resume.isPending} onClick={() => resume.mutate(run.id)}>
          {t("strategyOptimiser.resume")}
        </Button>
      )}
      {run.kind === "backtest" ? (
        <Link to="/strategies/$strategyId/runs" params={{ strategyId }}>
          {t("strategyRun.toRuns")}
        </Link>
      ) : (
        <Link to="/strategies/$strategyId/optimise" params={{ strategyId }}>
          {t("strategyOptimiser.searches")}
        </Link>
      )}
    </span>
  );
}
