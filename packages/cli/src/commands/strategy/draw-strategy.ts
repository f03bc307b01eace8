import type { RuleProblem } from "@cryptodesk/shared/strategy/rules.contract";
import type { Strategy, StrategyDetail } from "@cryptodesk/shared/strategy/strategy.contract";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { figureText } from "../../output/record.ts";
import { clockTime } from "../../output/times.ts";

/** Who sees a strategy, in a word or two. */
export function visibilityText({ visibility, blocked }: Pick<Strategy, "visibility" | "blocked">, out: Output): string {
  if (blocked) return out.palette.bad("blocked");
  return { private: "private", link: "by link", public: "public" }[visibility];
}

/** What is about a strategy, without its rules. */
export function drawStrategy(strategy: Strategy, out: Output): string {
  const { name, universe, timeframe, version, tags, blockedReason, forkedFrom } = strategy;
  const seen = visibilityText(strategy, out);
  return figureText(
    [
      {
        title: safeText(name),
        figures: [
          ["Trades", `${safeText(universe)}, every ${timeframe}`],
          ["Version", String(version)],
          ["Seen", blockedReason === null ? seen : `${seen}: ${safeText(blockedReason)}`],
          ...(tags.length > 0 ? [["Tags", safeText(tags.join(", "))] as const] : []),
          ...(forkedFrom ? [["Copy of", `${forkedFrom.strategyId}, version ${forkedFrom.version}`] as const] : []),
          ...(strategy.isPapered ? [["Paper", "a paper account follows it"] as const] : []),
          ["Changed", clockTime(strategy.updatedAt)],
          ["Id", strategy.id],
        ],
      },
    ],
    out,
  );
}

/** A version of a strategy: what is about it, and its rules as text. */
export function drawDetail({ strategy, version, text, note, savedAt }: StrategyDetail, out: Output): string {
  const older = version === strategy.version ? "" : `Version ${version}, saved ${clockTime(savedAt)}\n`;
  const noted = note === null ? "" : `Note: ${safeText(note)}\n`;
  return `${drawStrategy(strategy, out)}${older}${noted}\n${rulesText(text)}`;
}

/** Rules as they may be shown at a terminal: line by line. */
export function rulesText(text: string): string {
  return `${text
    .trimEnd()
    .split("\n")
    .map((line) => safeText(line))
    .join("\n")}\n`;
}

const MOST_SHOWN = 120;

/** Problems with the lines they are in, and marks under what is meant. */
export function drawProblems(problems: readonly RuleProblem[], text: string | null, out: Output): string {
  const lines = text?.split("\n") ?? [];
  return problems.map((problem) => `${drawProblem(problem, lines, out)}\n`).join("");
}

function drawProblem(
  { path, message, available, line, column, length }: RuleProblem,
  lines: readonly string[],
  out: Output,
): string {
  const choices = available && available.length > 0 ? `\n  available: ${safeText(available.join(", "))}` : "";
  const source = line === undefined ? undefined : lines[line - 1];
  if (line === undefined || column === undefined || source === undefined) {
    const place = path.length > 0 ? `${safeText(path.join("."))}: ` : "";
    return `${place}${safeText(message)}${choices}`;
  }
  const shown = source.replaceAll("\t", " ").replace("\r", "");
  const marks = "^".repeat(Math.max(1, Math.min(length ?? 1, shown.length - column + 1, MOST_SHOWN)));
  const start = Math.max(0, column - 1 - Math.max(0, MOST_SHOWN - marks.length));
  const snippet = safeText(shown.slice(start, start + MOST_SHOWN));
  const under = `${" ".repeat(Math.max(0, column - 1 - start))}${out.palette.bad(marks)}`;
  return `line ${line}, column ${column}: ${safeText(message)}\n  ${snippet}\n  ${under}${choices}`;
}
