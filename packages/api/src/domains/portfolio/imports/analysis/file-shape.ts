import type { ImportOptions } from "@cryptodesk/shared/portfolio/import.contract";
import { columnsOf, formatNamed, recognise } from "../formats/format-registry.ts";
import { genericFormat } from "../formats/generic.ts";
import type { FormatDefinition } from "../formats/import-format.ts";
import { type CsvRecord, CsvRecords, type Delimiter } from "../reading/csv-records.ts";
import { type Encoding, guessEncoding, TextReader } from "../reading/decode-text.ts";

/** The bytes of a file, asked for in order. */
export interface FileSource {
  readonly size: number;
  /** @returns the part that begins at `offset` */
  part(offset: number): Promise<Uint8Array>;
}

/** How a file is laid out. */
export interface FileShape {
  encoding: Encoding;
  delimiter: Delimiter;
  /** Lines up to and with the header. */
  headerLine: number;
  headers: string[];
  columns: ReadonlyMap<string, number>;
  /** null: no known format, and no mapping is given. */
  definition: FormatDefinition | null;
}

const DELIMITERS: readonly Delimiter[] = [",", ";", "\t", "|"];
export const LOOKED_AT = 65_536;
const HEADER_WITHIN = 40;

/** A file that is no table at all. */
export class NoTable extends Error {}

/**
 * Finds delimiter, header and format in the beginning of a file: above the header there may be lines about the account.
 * @throws UndecodableBytes
 * @throws NoTable
 */
export function shapeOf(head: Uint8Array, isWhole: boolean, options: ImportOptions, forced?: Encoding): FileShape {
  const encoding = forced ?? options.encoding ?? guessEncoding(head);
  const text = new TextReader(encoding).read(head, isWhole).slice(0, LOOKED_AT);
  const tried = (options.delimiter ? [options.delimiter] : DELIMITERS).map((delimiter) => ({
    delimiter,
    records: beginning(text, delimiter, isWhole),
  }));
  for (const { delimiter, records } of tried) {
    for (const record of records) {
      const columns = columnsOf(record.cells);
      const definition = definitionFor(columns, options);
      if (definition) return { ...laidOut(encoding, delimiter, record), columns, definition };
    }
  }
  const [best] = tried
    .map((each) => ({ ...each, header: widest(each.records) }))
    .sort((left, right) => right.header.width - left.header.width);
  if (!best?.header.record || best.header.width < 2) {
    throw new NoTable("This is no table of separated values: no line has several columns.");
  }
  const header = best.header.record;
  return { ...laidOut(encoding, best.delimiter, header), columns: columnsOf(header.cells), definition: null };
}

function laidOut(encoding: Encoding, delimiter: Delimiter, header: CsvRecord) {
  return {
    encoding,
    delimiter,
    headerLine: header.line,
    headers: header.cells.map((cell) => cell.trim().slice(0, 200)),
  };
}

function definitionFor(
  columns: ReadonlyMap<string, number>,
  { format, mapping }: ImportOptions,
): FormatDefinition | null {
  if (format === "generic" || (format === undefined && mapping !== undefined)) {
    const generic = mapping && genericFormat(mapping);
    return generic?.headers[0]?.every((name) => columns.has(name)) ? generic : null;
  }
  if (format === undefined) return recognise(columns);
  const named = formatNamed(format);
  return named?.headers.some((header) => header.every((name) => columns.has(name))) ? named : null;
}

function beginning(text: string, delimiter: Delimiter, isWhole: boolean): CsvRecord[] {
  const reader = new CsvRecords(delimiter);
  const records = reader.push(text);
  if (isWhole || records.length === 0) records.push(...reader.end());
  return records.slice(0, HEADER_WITHIN);
}

/** The first of the widest lines; figures are no header. */
function widest(records: readonly CsvRecord[]): { record: CsvRecord | null; width: number } {
  let found: { record: CsvRecord | null; width: number } = { record: null, width: 0 };
  for (const record of records) {
    const filled = record.cells.filter((cell) => cell.trim() !== "" && !/^[\d.,+-]+$/.test(cell.trim()));
    const width = filled.length >= record.cells.length / 2 ? record.cells.length : 0;
    if (record.problem === null && width > found.width) found = { record, width };
  }
  return found;
}

/** The rows of a file behind its header, as they come in. */
export async function* rowsOf(source: FileSource, shape: FileShape): AsyncGenerator<CsvRecord[]> {
  const text = new TextReader(shape.encoding);
  const reader = new CsvRecords(shape.delimiter);
  const behind = (records: CsvRecord[]) => records.filter(({ line }) => line > shape.headerLine);
  let offset = 0;
  while (offset < source.size) {
    const bytes = await source.part(offset);
    if (bytes.length === 0) break;
    offset += bytes.length;
    yield behind(reader.push(text.read(bytes, offset >= source.size)));
  }
  yield behind(reader.end());
}
