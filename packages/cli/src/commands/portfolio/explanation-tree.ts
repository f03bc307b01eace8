import type { Explanation, ExplanationInput, FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { figureWords } from "./figure-words.ts";

/** An explanation with those of its inputs that were opened, in the order of the inputs. */
export interface OpenedExplanation {
  explanation: Explanation;
  opened: ReadonlyMap<ExplanationInput, OpenedExplanation>;
  /** Inputs that are shown; the others are counted. */
  shown: readonly ExplanationInput[];
}

interface Branch {
  text: string;
  children: readonly Branch[];
}

/** How a figure came about as an indented tree; values are exact. */
export function drawExplanation(root: OpenedExplanation, out: Output): string {
  const { text, children } = branchOf(root, out);
  return `${[text, ...linesOf(children, "")].join("\n")}\n`;
}

function linesOf(branches: readonly Branch[], indent: string): string[] {
  return branches.flatMap(({ text, children }, at) => {
    const isLast = at === branches.length - 1;
    const first = `${indent}${isLast ? "└─ " : "├─ "}${text}`;
    return [first, ...linesOf(children, `${indent}${isLast ? "   " : "│  "}`)];
  });
}

function branchOf(node: OpenedExplanation, out: Output): Branch {
  const { explanation } = node;
  const { palette } = out;
  const text = `${palette.bold(safeText(explanation.figure))} = ${valueText(explanation, out)}`;
  const { formula, steps, unknown } = explanation;
  const reference = formula.reference === "" ? "" : `  [${safeText(formula.reference)}]`;
  return {
    text,
    children: [
      ...(unknown === null ? [] : [leaf(palette.warn(`unknown: ${safeText(unknown)}`))]),
      leaf(`${safeText(formula.name)}: ${safeText(formula.expression)}${palette.dim(reference)}`),
      ...node.shown.map((input) => inputBranch(input, node, out)),
      ...restBranch(node, out),
      ...steps.map(({ name, operation, of, value }) =>
        leaf(`${palette.dim("step")} ${safeText(name)} = ${operation}(${shortened(of)}) = ${amount(value, out)}`),
      ),
      ...checkBranch(explanation, out),
    ],
  };
}

function leaf(text: string): Branch {
  return { text, children: [] };
}

const NAMED_IN_STEP = 6;

function shortened(names: readonly string[]): string {
  const shown = names.slice(0, NAMED_IN_STEP).map(safeText);
  const rest = names.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
}

function inputBranch(input: ExplanationInput, { opened }: OpenedExplanation, out: Output): Branch {
  const { palette } = out;
  const detail =
    input.detail === null ? `${input.source.kind} ${input.source.id}, ${input.source.field}` : input.detail;
  const inner = opened.get(input);
  const text = `${safeText(input.name)} = ${amount(input.value, out)}  ${palette.dim(safeText(detail))}`;
  if (inner !== undefined) return { text, children: [branchOf(inner, out)] };
  if (input.opens === null) return leaf(text);
  return { text, children: [leaf(palette.dim(`opens: portfolio explain ${figureWords(input.opens)}`))] };
}

function restBranch({ explanation, shown }: OpenedExplanation, { palette }: Output): Branch[] {
  const hidden = explanation.inputs.length - shown.length;
  return [
    ...(hidden > 0 ? [leaf(palette.dim(`${hidden} more inputs; --all shows them`))] : []),
    ...(explanation.omitted > 0 ? [leaf(palette.dim(`${explanation.omitted} more inputs are not listed at all`))] : []),
  ];
}

function checkBranch({ value, recomputed, omitted }: Explanation, { palette }: Output): Branch[] {
  if (value === null || omitted > 0) return [];
  if (recomputed === value) return [leaf(palette.good("computed again from the above: the same to the last decimal"))];
  return [leaf(palette.bad(`computed again from the above: ${recomputed ?? "not possible"}`))];
}

function valueText({ value, unit, currency }: Explanation, out: Output): string {
  if (value === null) return "unknown";
  if (unit === "currency") return `${amount(value, out)} ${currency.toUpperCase()}`;
  return unit === "ratio" ? `${amount(value, out)} (a ratio)` : amount(value, out);
}

/** Exact, and in words where it is below zero. */
function amount(value: string, { palette }: Output): string {
  return value.startsWith("-") ? palette.down(`minus ${value.slice(1)}`) : value;
}

/** What identifies a figure, so that none is opened within itself. */
export function figureKey(ref: FigureRef): string {
  return figureWords(ref);
}
