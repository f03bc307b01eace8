import type { Condition, Operand, Quantity } from "@cryptodesk/shared/strategy/rules.contract";
import { isPlainWord, isTakenWord, printNumber, quoted } from "./rule-words.ts";

/** Which names of the rules are parameters: what a bare name stands for depends on it. */
export interface DeclaredNames {
  readonly parameters: ReadonlySet<string>;
}

/** A condition in the text form, on one line. */
export function printCondition(condition: Condition, names: DeclaredNames): string {
  switch (condition.kind) {
    case "always":
      return "always";
    case "compare":
      return `${operand(condition.left, names)} ${condition.operator} ${operand(condition.right, names)}`;
    case "crosses":
      return `${operand(condition.left, names)} crosses ${condition.direction} ${operand(condition.right, names)}`;
    case "between":
      return `${operand(condition.value, names)} between ${operand(condition.low, names)} and ${operand(condition.high, names)}`;
    case "moves":
      return `${operand(condition.value, names)} ${condition.direction} for ${printCandles(condition.candles)}`;
    case "every":
      return `every ${printCandles(condition.candles)}${condition.offset === undefined ? "" : ` offset ${printNumber(condition.offset)}`}`;
    case "not":
      return `not ${printPart(condition.of, names)}`;
    case "on":
      return `on ${condition.timeframe} (${printCondition(condition.of, names)})`;
    default:
      return printGroup(condition, names);
  }
}

function printGroup(condition: Condition & { kind: "all" | "any" }, names: DeclaredNames): string {
  const [only] = condition.of;
  if (only && condition.of.length === 1) return `${condition.kind} of (${printCondition(only, names)})`;
  return printParts(condition, names).join(condition.kind === "all" ? " and " : " or ");
}

/** The members of a group as they stand between its `and`s or `or`s. */
export function printParts(condition: Condition & { kind: "all" | "any" }, names: DeclaredNames): string[] {
  return condition.of.map((part) => printPart(part, names));
}

function printPart(condition: Condition, names: DeclaredNames): string {
  const isGroup = (condition.kind === "all" || condition.kind === "any") && condition.of.length > 1;
  const text = printCondition(condition, names);
  return isGroup ? `(${text})` : text;
}

function operand(value: Operand, names: DeclaredNames): string {
  if (typeof value === "number") return printNumber(value);
  if ("price" in value) return `${value.price}${ago(value.ago)}`;
  if ("series" in value) return `${printSeriesName(value.series, names)}${printLine(value.line)}${ago(value.ago)}`;
  const { parameter } = value;
  return isTakenWord(parameter) || !names.parameters.has(parameter) ? `parameter ${parameter}` : parameter;
}

/** The name of a series where a parameter or a price could stand as well. */
export function printSeriesName(name: string, names: DeclaredNames): string {
  return isTakenWord(name) || names.parameters.has(name) ? `series ${name}` : name;
}

export function printLine(line: string | undefined): string {
  if (line === undefined) return "";
  return `.${isPlainWord(line) ? line : quoted(line)}`;
}

function ago(candles: number | undefined): string {
  return candles === undefined ? "" : ` ${printNumber(candles)} ago`;
}

/** A quantity where no series or price may stand. */
export function printQuantity(quantity: Quantity): string {
  if (typeof quantity === "number") return printNumber(quantity);
  return quantity.parameter === "parameter" ? "parameter parameter" : quantity.parameter;
}

export function printCandles(quantity: Quantity): string {
  return `${printQuantity(quantity)} ${quantity === 1 ? "candle" : "candles"}`;
}
