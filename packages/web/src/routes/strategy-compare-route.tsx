import { Link, useSearch } from "@tanstack/react-router";
import { t } from "../catalogue/catalogue.ts";
import { comparedRuns } from "../features/strategy-run/compared-runs.ts";
import { RunComparison } from "../features/strategy-run/run-comparison.tsx";
import { Page } from "../ui/page.tsx";
import { Trail } from "../ui/trail.tsx";
import { StrategyMembers } from "./strategy-members.tsx";

/** Runs, of one strategy or of several, beside each other. */
export function StrategyCompareRoute() {
  const runIds = comparedRuns(useSearch({ from: "/strategies/compare-runs" }));
  return (
    <Page
      title={t("strategyRun.compare.title")}
      trail={
        <Trail here={t("strategyRun.compare.title")}>
          <Link to="/strategies">{t("strategy.title")}</Link>
        </Trail>
      }
    >
      <StrategyMembers>{() => <RunComparison runIds={runIds} />}</StrategyMembers>
    </Page>
  );
}
