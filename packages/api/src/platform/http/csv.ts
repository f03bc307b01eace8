import { z } from "zod";

const PLAIN_NUMBER = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const FORMULA_START = /^[=+\-@\t\r\n]/;

/** Where the rows of an answer are, and their columns in the order of the contract. */
export interface CsvShape {
  readonly rows: string;
  readonly columns: readonly string[];
}

/** The `items` of a contract, else its first list of objects: `points`, `candles`. Null where there is none. */
export function csvShapeOf(output: z.ZodType | null): CsvShape | null {
  if (!(output instanceof z.ZodObject)) return null;
  const { items, ...others } = output.shape;
  for (const [rows, field] of Object.entries({ ...(items !== undefined && { items }), ...others })) {
    if (field instanceof z.ZodArray && field.element instanceof z.ZodObject) {
      return { rows, columns: Object.keys(field.element.shape) };
    }
  }
  return null;
}

/**
 * An answer's rows as CSV (RFC 4180, with a header line).
 * @param fields the columns asked for; default: the contract's, less those that no row has
 */
export function toCsv(answer: unknown, shape: CsvShape, fields?: readonly string[]): string {
  const rows = rowsOf(answer, shape.rows);
  const columns = fields ? withId(fields, shape.columns) : presentColumns(shape.columns, rows);
  const lines = [columns.map(toCell), ...rows.map((row) => columns.map((column) => toCell(row[column])))];
  return lines.map((cells) => `${cells.join(",")}\r\n`).join("");
}

function rowsOf(answer: unknown, name: string): Record<string, unknown>[] {
  const rows = (answer as Record<string, unknown>)[name];
  return Array.isArray(rows) ? rows : [];
}

function withId(fields: readonly string[], columns: readonly string[]): string[] {
  return [...new Set(columns.includes("id") ? ["id", ...fields] : fields)];
}

function presentColumns(columns: readonly string[], rows: readonly Record<string, unknown>[]): readonly string[] {
  return rows.length === 0 ? columns : columns.filter((column) => rows.some((row) => row[column] !== undefined));
}

function toCell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return quote(defuse(value));
  if (Array.isArray(value) && value.every((part) => typeof part !== "object" || part === null)) {
    return quote(defuse(value.map((part) => part ?? "").join(";")));
  }
  return quote(typeof value === "object" ? JSON.stringify(value) : String(value));
}

// Spreadsheets run a cell that starts like a formula; an apostrophe makes it text.
function defuse(text: string): string {
  return FORMULA_START.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
