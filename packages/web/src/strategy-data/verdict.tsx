import type { Honesty } from "@cryptodesk/shared/strategy/backtest.contract";
import { t } from "../catalogue/catalogue.ts";
import type { strategyRun } from "../catalogue/en/strategy-run.ts";
import { StateDot, type Tone } from "../ui/state-dot.tsx";

type VerdictName = Honesty["verdict"];

const WORDS = {
  "too-little": "tooLittle",
  luck: "luck",
  doubtful: "doubtful",
  "holds-up": "holdsUp",
} as const satisfies Record<VerdictName, keyof typeof strategyRun.honesty.verdicts>;

const TONES: Record<VerdictName, Tone> = { "too-little": "off", luck: "bad", doubtful: "warn", "holds-up": "good" };

/** What the honesty checks came to, as a sentence. */
export const describeVerdict = (verdict: VerdictName): string => t(`strategyRun.honesty.verdicts.${WORDS[verdict]}`);

/** The same with a mark. */
export function Verdict({ verdict }: { verdict: VerdictName }) {
  return <StateDot tone={TONES[verdict]}>{describeVerdict(verdict)}</StateDot>;
}
