import type { StrategyRun } from "@cryptodesk/shared/strategy/run.contract";
import { t } from "../catalogue/catalogue.ts";
import { progressPct } from "../lib/follow-job.ts";
import { formatShare } from "../lib/format.ts";
import { StateDot, type Tone } from "../ui/state-dot.tsx";

const TONES: Record<StrategyRun["state"], Tone> = {
  queued: "busy",
  running: "busy",
  succeeded: "good",
  failed: "bad",
  cancelled: "off",
};

/** Where a run is, with its share while it goes on. */
export function RunState({ run: { state, progress } }: { run: Pick<StrategyRun, "state" | "progress"> }) {
  const pct = state === "running" ? progressPct(progress) : null;
  return (
    <StateDot tone={TONES[state]}>
      {t(`strategyRun.states.${state}`)}
      {pct !== null && ` · ${formatShare(pct, 0)}`}
    </StateDot>
  );
}
