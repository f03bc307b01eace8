import type { JobState } from "@cryptodesk/shared/jobs/job.contract";
import { t } from "../../catalogue/catalogue.ts";
import { StateDot, type Tone } from "../../ui/state-dot.tsx";

const tones: Record<JobState, Tone> = {
  queued: "off",
  running: "busy",
  succeeded: "good",
  failed: "bad",
  cancelled: "warn",
};

/** A run's state as a word with its mark. */
export function RunState({ state }: { state: JobState }) {
  return <StateDot tone={tones[state]}>{t(`words.jobStates.${state}`)}</StateDot>;
}
