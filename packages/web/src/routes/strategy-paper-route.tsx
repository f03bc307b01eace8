import { useParams } from "@tanstack/react-router";
import { PaperPanel } from "../features/strategy-paper/paper-panel.tsx";
import { StrategyPage } from "./strategy-page.tsx";

/** A strategy followed on paper as its candles close. */
export function StrategyPaperRoute() {
  const { strategyId } = useParams({ from: "/strategies/$strategyId/paper" });
  return (
    <StrategyPage strategyId={strategyId} tab="paper">
      {(detail) => <PaperPanel key={strategyId} strategy={detail} />}
    </StrategyPage>
  );
}
