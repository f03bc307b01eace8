import { INDICATORS } from "@cryptodesk/shared/strategy/indicator-catalogue";
import type { RuleProblem, StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { createContext, useContext } from "react";
import { describeProblem } from "../../strategy-data/problem-words.ts";

export type RulePath = readonly (string | number)[];

/** What blocks need to know of the document around them. */
interface BlockSurroundings {
  rules: StrategyRules;
  problems: readonly RuleProblem[];
  disabled: boolean;
}

export const BlockContext = createContext<BlockSurroundings | null>(null);

export function useSurroundings(): BlockSurroundings {
  const surroundings = useContext(BlockContext);
  if (surroundings === null) throw new Error("blocks stand inside of a BlockContext");
  return surroundings;
}

/** The message of the problem of a field; `whole` also takes problems of parts inside of it. */
export function useProblem(path: RulePath, whole = true): string | null {
  const { problems } = useSurroundings();
  return problemAt(problems, path, whole);
}

export function problemAt(problems: readonly RuleProblem[], path: RulePath, whole = true): string | null {
  const found = problems.find(
    (problem) =>
      (whole ? problem.path.length >= path.length : problem.path.length === path.length) &&
      path.every((step, at) => problem.path[at] === step),
  );
  return found ? describeProblem(found) : null;
}

/** Names that a field of the document may use: its parameters. */
export const parameterNames = ({ parameters }: StrategyRules): readonly string[] => parameters.map(({ name }) => name);

/** Lines of series that a condition may look at: `fast`, `trend.signal`. The first line of each goes without its name. */
export function seriesLines(
  { series }: Pick<StrategyRules, "series">,
  before = series.length,
): readonly { series: string; line: string | null }[] {
  return series.slice(0, before).flatMap(({ name, indicator }) => {
    const [, ...others] = INDICATORS[indicator].lines;
    return [{ series: name, line: null }, ...others.map((line) => ({ series: name, line }))];
  });
}

/** A name that is not taken yet: `fast`, `fast2`, `fast3`. */
export function freeName(wish: string, taken: readonly string[]): string {
  if (!taken.includes(wish)) return wish;
  for (let number = 2; ; number += 1) {
    const name = `${wish}${number}`;
    if (!taken.includes(name)) return name;
  }
}
