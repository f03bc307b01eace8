import type { Operand } from "@cryptodesk/shared/strategy/rules.contract";

/** A number as a trace tells it: seven digits are enough to see which of two is larger, and short enough to read. */
export function shortNumber(value: number): string {
  return Number.isNaN(value) ? "unknown" : String(Number(value.toPrecision(7)));
}

/** What an operand is called; empty for a number, which is its own name. */
export function nameOf(operand: Operand): string {
  if (typeof operand === "number") return "";
  if ("parameter" in operand) return operand.parameter;
  const ago = operand.ago ? ` ${operand.ago} ago` : "";
  if ("price" in operand) return `${operand.price}${ago}`;
  return `${operand.series}${operand.line === undefined ? "" : `.${operand.line}`}${ago}`;
}

/** "slow 100.9": an operand and what it was. */
export function withValue(operand: Operand, value: number): string {
  const name = nameOf(operand);
  return name === "" ? shortNumber(value) : `${name} ${shortNumber(value)}`;
}
