import type { ImportFormat } from "@cryptodesk/shared/portfolio/import.contract";
import type { DateOrder } from "../reading/read-time.ts";
import { RowProblem } from "../reading/row-problem.ts";
import type { FileRow } from "./file-row.ts";
import type { ImportEvent, Outcome } from "./import-event.ts";

/** A kind of file: how it is recognised and what its rows mean. Columns are in small letters. */
export interface FormatDefinition {
  format: ImportFormat;
  name: string;
  /** Where to get the file, and what is not in it. */
  detail: string;
  /** Sets of columns; a file that has all of one is of this format. */
  headers: readonly (readonly string[])[];
  dates: readonly string[];
  /** Columns of amounts, by which the decimal mark is found. */
  amounts: readonly string[];
  /** utc: its times are in UTC whatever is told. */
  clock?: "utc";
  /** The exchange always writes its dates so. */
  order?: DateOrder;
  /** Columns a row may end before. */
  spare?: readonly string[];
  /** Amounts whose currency the file leaves open. */
  asksCurrency?: boolean;
  /** Rows with the same key are read together, as far as they are not too many lines apart. */
  group?(row: FileRow): string | null;
  /** Says of each row what becomes of it. */
  read(rows: readonly FileRow[]): Outcome[];
}

/** A format whose rows each stand for themselves. */
export function rowByRow(read: (row: FileRow) => ImportEvent): (rows: readonly FileRow[]) => Outcome[] {
  return (rows) => rows.map((row) => outcomeOf([row], () => read(row)));
}

/** The event of some rows, or why there is none. */
export function outcomeOf(rows: readonly FileRow[], read: () => ImportEvent): Outcome {
  const lines = rows.map(({ line }) => line);
  try {
    return { state: "event", lines, event: read() };
  } catch (error) {
    if (error instanceof RowProblem) return { state: error.state, lines, reason: error.message };
    throw error;
  }
}

export function ignored(rows: readonly FileRow[], reason: string): Outcome {
  return { state: "ignored", lines: rows.map(({ line }) => line), reason };
}

export function refused(rows: readonly FileRow[], reason: string): Outcome {
  return { state: "refused", lines: rows.map(({ line }) => line), reason };
}
