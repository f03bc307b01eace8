import { csvLine } from "./csv.ts";
import { checkFields, pickFields } from "./fields.ts";
import { jsonText } from "./json.ts";
import { UNKNOWN } from "./numbers.ts";
import type { Output } from "./output.ts";
import { safeText } from "./plain-text.ts";
import { type Column, createTable } from "./table.ts";

/** How a list of rows is printed. */
export interface RowsView<Row extends object> {
  columns: readonly Column<Row>[];
  /** Every field of a row, for CSV and for checking `--fields`. */
  fields: readonly string[];
  /** Fields that CSV holds when none are named; default: all. */
  csvFields?: readonly string[];
  /** Said on stderr when there is nothing. */
  empty: string;
}

/** One page: the rows of the answer and the rest of its document (for JSON). */
export interface Page<Row> {
  rows: readonly Row[];
  /** The answer without its rows; of the last page printed, it closes the JSON document. */
  rest: Readonly<Record<string, unknown>>;
}

/** Prints pages as they come in the chosen format. `rowsKey` is the name of the rows in the JSON document. */
export async function printRows<Row extends object>(
  out: Output,
  view: RowsView<Row>,
  pages: AsyncIterable<Page<Row>> | Iterable<Page<Row>>,
  rowsKey = "items",
): Promise<void> {
  if (out.fields) checkFields(out.fields, view.fields);
  if (out.format === "json") return printJsonRows(out, pages, rowsKey);
  const printed = out.format === "csv" ? await printCsvRows(out, view, pages) : await printTable(out, view, pages);
  if (printed === 0) out.notice(view.empty);
}

async function printJsonRows<Row extends object>(
  out: Output,
  pages: AsyncIterable<Page<Row>> | Iterable<Page<Row>>,
  rowsKey: string,
): Promise<void> {
  let separator = "\n";
  let rest: Page<Row>["rest"] = {};
  await out.print(`{\n  ${JSON.stringify(rowsKey)}: [`);
  for await (const page of pages) {
    rest = page.rest;
    const texts = page.rows.map((row) => indented(out.fields ? pickFields(row, out.fields) : row));
    if (texts.length > 0) await out.print(separator + texts.join(",\n"));
    if (texts.length > 0) separator = ",\n";
  }
  const tail = Object.entries(rest).map(
    ([key, value]) => `,\n  ${JSON.stringify(key)}: ${jsonText(value).replaceAll("\n", "\n  ")}`,
  );
  await out.print(`${separator === "\n" ? "" : "\n  "}]${tail.join("")}\n}\n`);
}

function indented(value: unknown): string {
  return `    ${jsonText(value).replaceAll("\n", "\n    ")}`;
}

async function printCsvRows<Row extends object>(
  out: Output,
  view: RowsView<Row>,
  pages: AsyncIterable<Page<Row>> | Iterable<Page<Row>>,
): Promise<number> {
  const fields = out.fields ?? view.csvFields ?? view.fields;
  let printed = 0;
  await out.print(csvLine(fields));
  for await (const { rows } of pages) {
    printed += rows.length;
    await out.print(rows.map((row) => csvLine(Object.values(pickFields(row, fields)))).join(""));
  }
  return printed;
}

async function printTable<Row extends object>(
  out: Output,
  view: RowsView<Row>,
  pages: AsyncIterable<Page<Row>> | Iterable<Page<Row>>,
): Promise<number> {
  const columns = out.fields ? out.fields.map((field) => columnOf(view, field)) : view.columns;
  const draw = createTable(columns, out);
  let printed = 0;
  for await (const { rows } of pages) {
    if (rows.length > 0) await out.print(draw(rows));
    printed += rows.length;
  }
  return printed;
}

function columnOf<Row extends object>(view: RowsView<Row>, field: string): Column<Row> {
  const designed = view.columns.find((column) => column.field === field);
  if (designed) return withoutSpare(designed);
  return { field, header: field, show: (row) => anyValue(pickFields(row, [field])[field]) };
}

/** A column that was asked for by name stays however narrow the terminal is. */
function withoutSpare<Row>({ spare: _, ...column }: Column<Row>): Column<Row> {
  return column;
}

/** Any value as safe text. */
export function anyValue(value: unknown): string {
  if (value === null || value === undefined || value === "") return UNKNOWN;
  if (typeof value === "object" && Object.keys(value).length === 0) return UNKNOWN;
  if (Array.isArray(value) && value.every((item) => typeof item !== "object")) return safeText(value.join(", "));
  return safeText(typeof value === "object" ? JSON.stringify(value) : String(value));
}
