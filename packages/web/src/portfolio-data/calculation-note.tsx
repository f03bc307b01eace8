import type { CalculationState } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { t } from "../catalogue/catalogue.ts";
import { formatAge, formatShare } from "../lib/format.ts";
import { toldWords } from "../lib/told-words.ts";
import { useNow } from "../lib/use-now.ts";
import { StateDot } from "../ui/state-dot.tsx";

/** How old a portfolio's figures are, and what is being done about it. */
export function CalculationNote({ calculation }: { calculation: CalculationState }) {
  const now = useNow();
  const { state, calculatedAt, progress, problem } = calculation;
  const age = calculatedAt === null ? null : formatAge(calculatedAt, now);
  if (state === "fresh" && age !== null) return <StateDot tone="good">{t("portfolio.state.fresh", { age })}</StateDot>;
  const last = age === null ? t("portfolio.state.never") : t("portfolio.state.lastOf", { age });
  if (state === "failed") {
    return (
      <StateDot tone="bad">
        {t("portfolio.state.failed")}: {problem === null ? last : toldWords("refusals", problem.detail)}
      </StateDot>
    );
  }
  const doing =
    progress === null
      ? t("portfolio.state.recomputing")
      : t("portfolio.state.recomputingPercent", { percent: formatShare(progress * 100, 0) });
  return (
    <StateDot tone="busy">
      {doing}; {last}
    </StateDot>
  );
}
