import type { ImportOptions, ImportQuestion } from "@cryptodesk/shared/portfolio/import.contract";
import type { CsvRecord } from "../reading/csv-records.ts";
import { type Encoding, UndecodableBytes } from "../reading/decode-text.ts";
import { type DecimalMark, decimalMarkOf, spreadsheetLoss } from "../reading/read-amount.ts";
import { type DateOrder, dateOrdersOf } from "../reading/read-time.ts";
import { type FileShape, type FileSource, LOOKED_AT, rowsOf, shapeOf } from "./file-shape.ts";

/** What of a whole file is known before any row is read for what it means. */
export interface Survey {
  shape: FileShape;
  rows: number;
  order: DateOrder | null;
  mark: DecimalMark;
  questions: ImportQuestion[];
}

/** Why a whole file cannot be used. */
export class UnusableFile extends Error {
  readonly line: number | null;
  readonly cells: string[] | null;

  constructor(detail: string, line: number | null = null, cells: string[] | null = null) {
    super(detail);
    this.name = "UnusableFile";
    this.line = line;
    this.cells = cells;
  }
}

interface Evidence {
  rows: number;
  dmy: CsvRecord | null;
  mdy: CsvRecord | null;
  ambiguousDate: string | null;
  marks: Record<DecimalMark, number>;
  ambiguousAmounts: Record<DecimalMark, string | null>;
}

/**
 * Looks at every row once: encoding, orders of day and month, decimal marks, damage by spreadsheets.
 * @throws UnusableFile
 */
export async function surveyFile(source: FileSource, options: ImportOptions): Promise<Survey> {
  const head = await beginningOf(source);
  const isWhole = head.length >= source.size;
  try {
    return await survey(source, shapeOf(head, isWhole, options), options);
  } catch (error) {
    if (!(error instanceof UndecodableBytes)) throw error;
    return surveyInOtherEncoding(source, head, options, error);
  }
}

/** As many bytes as a header and the lines above it may take. */
async function beginningOf(source: FileSource): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length < Math.min(LOOKED_AT, source.size)) {
    const bytes = await source.part(length);
    if (bytes.length === 0) break;
    parts.push(bytes);
    length += bytes.length;
  }
  return Buffer.concat(parts);
}

/** Text of an older Windows program is read as such where nothing of it can be UTF-8. */
async function surveyInOtherEncoding(
  source: FileSource,
  head: Uint8Array,
  options: ImportOptions,
  problem: UndecodableBytes,
): Promise<Survey> {
  const other: Encoding = "windows-1252";
  const advice = "Save the file as UTF-8, or name its encoding among the options.";
  if (options.encoding !== undefined || problem.encoding !== "utf-8" || (await holdsUtf8(source))) {
    throw new UnusableFile(`${problem.message} ${advice}`, problem.line);
  }
  try {
    return await survey(source, shapeOf(head, head.length >= source.size, options, other), options);
  } catch (error) {
    if (!(error instanceof UndecodableBytes)) throw error;
    throw new UnusableFile(
      `Line ${error.line} holds bytes that are no text in UTF-8 or Windows-1252. ${advice}`,
      error.line,
    );
  }
}

/** Whether bytes above ASCII stand together as UTF-8 has them somewhere: then the others are damage. */
async function holdsUtf8(source: FileSource): Promise<boolean> {
  let offset = 0;
  while (offset < source.size) {
    const bytes = await source.part(offset);
    if (bytes.length === 0) return false;
    offset += bytes.length;
    for (let at = 0; at + 1 < bytes.length; at += 1) {
      const [lead = 0, next = 0] = [bytes[at], bytes[at + 1]];
      if (lead >= 0xc2 && lead <= 0xf4 && next >= 0x80 && next <= 0xbf) return true;
    }
  }
  return false;
}

async function survey(source: FileSource, shape: FileShape, options: ImportOptions): Promise<Survey> {
  const evidence: Evidence = {
    rows: 0,
    dmy: null,
    mdy: null,
    ambiguousDate: null,
    marks: { ".": 0, ",": 0 },
    ambiguousAmounts: { ".": null, ",": null },
  };
  const dates = indexesOf(shape, shape.definition?.dates);
  const amounts = indexesOf(shape, shape.definition?.amounts);
  for await (const records of rowsOf(source, shape)) {
    for (const record of records) {
      evidence.rows += 1;
      mustBeWhole(record, shape, [...dates, ...amounts]);
      for (const at of dates) noteDate(evidence, record, record.cells[at] ?? "");
      for (const at of amounts) noteAmount(evidence, record.cells[at] ?? "");
    }
  }
  if (evidence.rows === 0)
    throw new UnusableFile("There are no rows below the header.", shape.headerLine, shape.headers);
  if (shape.definition === null)
    return { shape, rows: evidence.rows, order: null, mark: ".", questions: [askMapping(shape, options)] };
  const order = orderOf(evidence, shape, options);
  const mark = markOf(evidence, shape, options);
  const questions = [order.question, mark.question].filter((each) => each !== null);
  return { shape, rows: evidence.rows, order: order.answer, mark: mark.answer, questions };
}

function indexesOf({ columns }: FileShape, names: readonly string[] | undefined): number[] {
  return (names ?? []).flatMap((name) => columns.get(name) ?? []);
}

/** Figures that a spreadsheet shortened tell that the file was saved there: others may have lost digits unseen. */
function mustBeWhole(record: CsvRecord, { definition }: FileShape, used: readonly number[]): void {
  const looked = definition === null ? [...record.cells.keys()] : used;
  for (const at of looked) {
    const lost = spreadsheetLoss(record.cells[at] ?? "");
    if (lost === null) continue;
    throw new UnusableFile(
      `Line ${record.line}: ${lost} Other figures of the file may have lost digits without a trace, so none of it is used. Export it again, and do not open and save it in a spreadsheet.`,
      record.line,
      record.cells.slice(0, 50).map((cell) => cell.slice(0, 200)),
    );
  }
}

function noteDate(evidence: Evidence, record: CsvRecord, text: string): void {
  const orders = dateOrdersOf(text);
  if (orders === null) return;
  if (orders.length === 2) evidence.ambiguousDate ??= text.trim();
  else if (orders[0] === "dmy" && !text.includes(".")) evidence.dmy ??= record;
  else if (orders[0] === "mdy") evidence.mdy ??= record;
}

function noteAmount(evidence: Evidence, text: string): void {
  const mark = decimalMarkOf(text);
  if (mark === null) return;
  if (mark !== "either") evidence.marks[mark] += 1;
  else evidence.ambiguousAmounts[text.includes(".") ? "." : ","] ??= text.trim();
}

interface Answered<T> {
  answer: T;
  question: ImportQuestion | null;
}

function orderOf(
  { dmy, mdy, ambiguousDate }: Evidence,
  { definition }: FileShape,
  options: ImportOptions,
): Answered<DateOrder | null> {
  if (options.dateOrder) return { answer: options.dateOrder, question: null };
  if (dmy && mdy) {
    throw new UnusableFile(
      `Line ${dmy.line} has the day first and line ${mdy.line} the month: a spreadsheet has turned some of the dates around. Export the file again, and do not open and save it there.`,
      mdy.line,
      mdy.cells,
    );
  }
  if (dmy) return { answer: "dmy", question: null };
  if (mdy) return { answer: "mdy", question: null };
  if (ambiguousDate === null || definition?.order) return { answer: definition?.order ?? null, question: null };
  return {
    answer: null,
    question: {
      option: "dateOrder",
      detail: `Is ${ambiguousDate} written with the day first or with the month first? Every date of the file fits both.`,
      choices: [
        { value: "dmy", label: "Day first" },
        { value: "mdy", label: "Month first" },
      ],
      symbol: null,
      isRequired: true,
      suggested: null,
    },
  };
}

function markOf(
  { marks, ambiguousAmounts }: Evidence,
  { definition }: FileShape,
  options: ImportOptions,
): Answered<DecimalMark> {
  if (options.decimalMark) return { answer: options.decimalMark, question: null };
  if (marks["."] + marks[","] > 0) return { answer: marks[","] > marks["."] ? "," : ".", question: null };
  const points = ambiguousAmounts["."];
  const commas = ambiguousAmounts[","];
  // Exchanges write points; a comma is somebody's change, or groups thousands.
  const example = definition?.format === "generic" ? (commas ?? points) : commas;
  if (example === null) return { answer: ".", question: null };
  const [whole = "", fraction = ""] = example.split(/[.,]/);
  const mark = example.includes(",") ? "," : ".";
  const other = mark === "," ? "." : ",";
  return {
    answer: ".",
    question: {
      option: "decimalMark",
      detail: `Is ${example} more than a thousand, or ${whole} and a fraction? Every amount of the file fits both.`,
      choices: [
        { value: other, label: `${whole}${fraction}` },
        { value: mark, label: `${whole} and ${fraction} thousandths` },
      ],
      symbol: null,
      isRequired: true,
      suggested: null,
    },
  };
}

function askMapping({ headers }: FileShape, { format }: ImportOptions): ImportQuestion {
  const why =
    format !== undefined && format !== "generic"
      ? `The file does not have the columns of the format ${format}.`
      : "The file is of no known make.";
  return {
    option: "mapping",
    detail: `${why} Say which of its columns mean what: ${headers.slice(0, 30).join(", ")}.`,
    choices: headers.slice(0, 200).map((value) => ({ value, label: value })),
    symbol: null,
    isRequired: true,
    suggested: null,
  };
}
