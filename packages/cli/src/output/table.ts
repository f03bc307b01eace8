import type { Output } from "./output.ts";
import { cutTo, padTo, safeText, widthOf } from "./plain-text.ts";

/** One column of a table of `Row`s. */
export interface Column<Row> {
  /** The name in `--fields`, JSON and CSV. */
  field: string;
  header: string;
  align?: "left" | "right";
  /** Left out first where the terminal is too narrow: higher goes earlier; without a number it always stays. */
  spare?: number;
  /** May be cut to this width where space is short. */
  shrinkTo?: number;
  /** Safe text of the cell, colours allowed. */
  show: (row: Row, out: Output) => string;
}

const GAP = "  ";

interface Cells<Row> {
  column: Column<Row>;
  texts: string[];
  width: number;
}

/**
 * Draws tables whose columns only ever grow, so that pages printed one after the other stay in line. The header comes
 * with the first page, or with every one (`repeatHeader`, for a screen that is drawn again). On a terminal the table is
 * cut to its width; elsewhere it is plain text, two spaces between columns and never two inside one.
 */
export function createTable<Row>(
  columns: readonly Column<Row>[],
  out: Output,
  { repeatHeader = false } = {},
): (rows: readonly Row[]) => string {
  let kept: readonly Column<Row>[] | null = null;
  const widths = new Map<Column<Row>, number>();
  return (rows) => {
    const first = kept === null || repeatHeader;
    const measured = (first || kept === null ? columns : kept).map((column) =>
      measure(column, rows, widths.get(column) ?? 0, out),
    );
    const cells = out.decorated ? fit(measured, out.width, first) : measured;
    kept ??= cells.map(({ column }) => column);
    for (const { column, width } of cells) widths.set(column, width);
    const lines = rows.map((_, index) => line(cells.map((cell) => alignCell(cell, cell.texts[index] ?? ""))));
    return [...(first ? header(cells, out) : []), ...lines].map((text) => `${text}\n`).join("");
  };
}

function measure<Row>(column: Column<Row>, rows: readonly Row[], atLeast: number, out: Output): Cells<Row> {
  const texts = rows.map((row) => column.show(row, out) || "-");
  const width = Math.max(atLeast, widthOf(column.header), ...texts.map(widthOf));
  return { column, texts, width };
}

function fit<Row>(cells: Cells<Row>[], width: number, mayDrop: boolean): Cells<Row>[] {
  const shrunk = cells.map((cell) => ({ ...cell }));
  const total = () => shrunk.reduce((sum, cell) => sum + cell.width + GAP.length, -GAP.length);
  for (const cell of shrunk) {
    const excess = total() - width;
    const floor = Math.max(cell.column.shrinkTo ?? cell.width, widthOf(cell.column.header));
    if (excess > 0 && cell.width > floor) cell.width = Math.max(floor, cell.width - excess);
  }
  while (mayDrop && total() > width) {
    const spare = shrunk.filter(({ column }) => column.spare !== undefined);
    const victim = spare.toSorted((a, b) => (b.column.spare ?? 0) - (a.column.spare ?? 0))[0];
    if (!victim) break;
    shrunk.splice(shrunk.indexOf(victim), 1);
  }
  return shrunk;
}

function header<Row>(cells: readonly Cells<Row>[], out: Output): string[] {
  const names = line(cells.map((cell) => alignCell(cell, cell.column.header)));
  if (!out.decorated) return [names];
  return [out.palette.bold(names), out.palette.dim(cells.map(({ width }) => "─".repeat(width)).join(GAP))];
}

function alignCell<Row>({ column, width }: Cells<Row>, text: string): string {
  // Only columns without colours can be cut.
  const fitted = widthOf(text) > width ? cutTo(safeText(text), width) : text;
  return padTo(fitted, width, column.align ?? "left");
}

function line(cells: readonly string[]): string {
  return cells.join(GAP).trimEnd();
}
