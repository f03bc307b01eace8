import { useNavigate, useParams } from "@tanstack/react-router";
import { SearchForm } from "../features/strategy-optimiser/search-form.tsx";
import { SearchList } from "../features/strategy-optimiser/search-list.tsx";
import { useOffers } from "../session/session.ts";
import { StrategyPage } from "./strategy-page.tsx";

/** Searches for parameters of a strategy. */
export function StrategyOptimiseRoute() {
  const { strategyId } = useParams({ from: "/strategies/$strategyId/optimise" });
  const navigate = useNavigate();
  const may = useOffers("strategy:write");
  return (
    <StrategyPage strategyId={strategyId} tab="optimise">
      {(detail) => (
        <>
          {may && (
            <SearchForm
              key={detail.version}
              strategy={detail}
              onStarted={(runId) =>
                void navigate({ to: "/strategies/$strategyId/runs/$runId", params: { strategyId, runId } })
              }
            />
          )}
          <SearchList strategyId={strategyId} />
        </>
      )}
    </StrategyPage>
  );
}
