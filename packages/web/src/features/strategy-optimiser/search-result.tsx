import type { OptimisationResult } from "@cryptodesk/shared/strategy/optimisation.contract";
import type { StrategyRunDetail } from "@cryptodesk/shared/strategy/run.contract";
import type { StrategyDetail } from "@cryptodesk/shared/strategy/strategy.contract";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount } from "../../lib/format.ts";
import { toldWords } from "../../lib/told-words.ts";
import { noteWords } from "../../strategy-data/remark-words.ts";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { BestPanel } from "./best-panel.tsx";
import { HeatPanel } from "./heat-panel.tsx";
import { ParallelPanel } from "./parallel-panel.tsx";
import { PointTable } from "./point-table.tsx";
import classes from "./strategy-optimiser.module.css";

/** What a search found: the best with what is lost of it outside the sample, and where it lies among the others. */
export function SearchResult({ detail, newest }: SearchResultProps) {
  const { run, optimisation: result } = detail;
  if (result === null)
    return (
      <EmptyNotice
        title={t("strategyRun.failed")}
        detail={run.error === null ? t("words.jobFailed") : toldWords("refusals", run.error)}
      />
    );
  return (
    <>
      <Panel
        title={t("strategyOptimiser.sentences")}
        note={t("strategyOptimiser.tried", { tried: formatCount(result.tried), total: formatCount(result.total) })}
      >
        <ul className={classes.sentences}>
          {noteWords({ notes: result.sentences, remarks: result.remarks }).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Panel>
      <BestPanel result={result} newest={newest} />
      <Pictures result={result} />
      <PointTable result={result} />
    </>
  );
}

interface SearchResultProps {
  detail: Pick<StrategyRunDetail, "run" | "optimisation">;
  /** The strategy with its newest rules, into which values can be taken. */
  newest: StrategyDetail;
}

function Pictures({ result }: { result: OptimisationResult }) {
  const names = movedNames(result);
  if (names.length === 0 || result.best === null) return null;
  return (
    <>
      <HeatPanel result={result} names={names} />
      {names.length > 1 && <ParallelPanel result={result} names={names} />}
    </>
  );
}

/** The parameters that took more than one value. */
function movedNames({ points }: OptimisationResult): string[] {
  const names = Object.keys(points[0]?.parameters ?? {});
  return names.filter((name) => new Set(points.map(({ parameters }) => parameters[name])).size > 1);
}
