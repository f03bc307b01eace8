import { useParams } from "@tanstack/react-router";
import { StrategyEditor } from "../features/strategy-editor/strategy-editor.tsx";
import { StrategyPage } from "./strategy-page.tsx";

/** The rules of one strategy, to read, change and try. */
export function StrategyEditorRoute() {
  const { strategyId } = useParams({ from: "/strategies/$strategyId" });
  return (
    <StrategyPage strategyId={strategyId} tab="editor">
      {(detail) => <StrategyEditor key={strategyId} detail={detail} />}
    </StrategyPage>
  );
}
