import type { RuleProblem } from "@cryptodesk/shared/strategy/rules.contract";
import { t } from "../../catalogue/catalogue.ts";
import { describeProblem } from "../../strategy-data/problem-words.ts";
import { PlainButton } from "../../ui/plain-button.tsx";
import classes from "./strategy-editor.module.css";

const MOST_SHOWN = 8;
const MOST_NAMED = 12;

/** What is wrong with the rules, each leading to its place in the text. */
export function ProblemList({ problems, onGoTo }: ProblemListProps) {
  if (problems.length === 0) return null;
  return (
    <section className={classes.problems} aria-label={t("strategyEditor.problemList")}>
      <p role="status">{t("strategyEditor.problems", { count: problems.length })}</p>
      <ul>
        {problems.slice(0, MOST_SHOWN).map((problem) => (
          <li key={`${problem.path.join(".")} ${problem.line} ${problem.message}`}>
            {problem.line !== undefined && (
              <PlainButton onClick={() => onGoTo(problem)}>
                {t("strategyEditor.line", { line: problem.line })}
              </PlainButton>
            )}
            <span>
              {describeProblem(problem)}
              {problem.available && problem.available.length > 0 && (
                <small>{t("strategyEditor.available", { names: named(problem.available) })}</small>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ProblemListProps {
  problems: readonly RuleProblem[];
  onGoTo: (problem: RuleProblem) => void;
}

function named(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED).join(", ");
  return names.length > MOST_NAMED ? `${shown} …` : shown;
}
