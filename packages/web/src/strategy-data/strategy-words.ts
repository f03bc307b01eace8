import type { StrategyRun } from "@cryptodesk/shared/strategy/run.contract";
import { t } from "../catalogue/catalogue.ts";
import type { strategy as words } from "../catalogue/en/strategy.ts";

type Verdict = NonNullable<StrategyRun["verdict"]>;

const VERDICTS = {
  "too-little": "tooLittle",
  luck: "luck",
  doubtful: "doubtful",
  "holds-up": "holdsUp",
} as const satisfies Record<Verdict, keyof typeof words.verdicts>;

/** What the honesty checks came to, in a word or two. */
export const verdictWords = (verdict: Verdict): string => t(`strategy.verdicts.${VERDICTS[verdict]}`);

/** The colour of Mantine's badges for it. */
export const verdictColour = (verdict: Verdict): string => (verdict === "holds-up" ? "teal" : "gray");
