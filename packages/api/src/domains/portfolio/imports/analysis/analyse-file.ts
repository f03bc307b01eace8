import { createHash } from "node:crypto";
import type { FileReading } from "../formats/file-row.ts";
import { type ImportFindings, NO_COUNTS } from "../import-findings.ts";
import { UndecodableBytes } from "../reading/decode-text.ts";
import { isTimeZone } from "../reading/time-zone.ts";
import type { AnalysisPorts, AnalysisResult, AnalysisTask, FileProblem } from "./analysis-task.ts";
import { assetQuestions, currencyQuestion } from "./asset-questions.ts";
import { EventBooker } from "./event-booker.ts";
import { type FileSource, NoTable, rowsOf } from "./file-shape.ts";
import { EventReader } from "./read-events.ts";
import { type Survey, surveyFile, UnusableFile } from "./survey-file.ts";

/** Rows that are looked up, recorded and written together. */
const BATCH = 1_000;
/** What the first look takes of the whole. */
const SURVEY_SHARE = 0.3;

/**
 * Reads a file twice: once for how it is written, once for what it means. Rows are written as they are read, so that a
 * file of any size takes the same memory.
 */
export async function analyseFile(task: AnalysisTask, ports: AnalysisPorts): Promise<AnalysisResult> {
  const hash = createHash("sha256");
  const source = hashing({ size: task.size, part: ports.part }, hash);
  const digest = async () => {
    await source.rest();
    return hash.digest("hex");
  };
  try {
    if (task.options.timeZone !== undefined && !isTimeZone(task.options.timeZone)) {
      throw new UnusableFile(`"${task.options.timeZone}" is no time zone: name it as in Europe/Berlin.`);
    }
    const survey = await surveyFile(source, task.options);
    ports.progress(SURVEY_SHARE);
    const sha256 = await digest();
    const { definition } = survey.shape;
    const format = definition?.format ?? null;
    const stops = definition === null || survey.questions.some(({ isRequired }) => isRequired);
    const findings = stops ? findingsOf(survey, task) : await readRows(survey, task, ports);
    return { sha256, format, findings, problem: null };
  } catch (error) {
    const problem = problemOf(error);
    if (problem === null) throw error;
    return { sha256: await digest(), format: null, findings: null, problem };
  }
}

function problemOf(error: unknown): FileProblem | null {
  if (error instanceof UnusableFile) return { detail: error.message, line: error.line, cells: error.cells };
  if (error instanceof NoTable) return { detail: error.message, line: null, cells: null };
  if (error instanceof UndecodableBytes) return { detail: error.message, line: error.line, cells: null };
  return null;
}

/** Hashes each byte once, in the order of the file. */
function hashing(source: FileSource, hash: ReturnType<typeof createHash>): FileSource & { rest(): Promise<void> } {
  let hashed = 0;
  const part = async (offset: number) => {
    const bytes = await source.part(offset);
    if (offset === hashed) {
      hash.update(bytes);
      hashed += bytes.length;
    }
    return bytes;
  };
  return {
    size: source.size,
    part,
    rest: async () => {
      for (let from = -1; hashed < source.size && from !== hashed; ) {
        from = hashed;
        await part(hashed);
      }
    },
  };
}

function findingsOf({ shape, order, mark, questions, rows }: Survey, { options }: AnalysisTask): ImportFindings {
  return {
    formatName: shape.definition?.name ?? null,
    headers: shape.headers,
    reading: {
      encoding: shape.encoding,
      delimiter: shape.delimiter,
      headerLine: shape.headerLine,
      dateOrder: order,
      decimalMark: mark,
      timeZone: shape.definition?.clock === "utc" ? "UTC" : (options.timeZone ?? "UTC"),
    },
    questions,
    assets: [],
    places: [],
    counts: { ...NO_COUNTS, rows },
    newestFirst: false,
    linked: [],
  };
}

async function readRows(survey: Survey, task: AnalysisTask, ports: AnalysisPorts): Promise<ImportFindings> {
  const { shape } = survey;
  const findings = findingsOf(survey, task);
  const { definition } = shape;
  if (!definition) return findings;
  const reading: FileReading = {
    order: survey.order,
    mark: survey.mark,
    zone: findings.reading.timeZone,
    currency: task.options.currency?.toUpperCase() ?? null,
    lacksCurrency: false,
  };
  const reader = new EventReader(definition, shape.headers, reading);
  const booker = new EventBooker(definition.format, task, (symbols) => ports.meanings(symbols));
  let done = 0;
  const flush = async (least: number) => {
    while (booker.waiting >= least && booker.waiting > 0) {
      const rows = await booker.take(BATCH);
      done += rows.length;
      await ports.write(JSON.stringify(rows));
      ports.progress(SURVEY_SHARE + (1 - SURVEY_SHARE) * Math.min(1, done / Math.max(1, survey.rows)));
    }
  };
  const source = { size: task.size, part: ports.part };
  for await (const records of rowsOf(source, shape)) {
    booker.add(records, reader.push(records));
    await flush(BATCH);
  }
  booker.add([], reader.end());
  await flush(1);
  const assets = booker.assets();
  return {
    ...findings,
    questions: [
      ...survey.questions,
      ...(reading.lacksCurrency ? [currencyQuestion(task.currency)] : []),
      ...assetQuestions(booker.meanings()),
    ],
    assets,
    places: booker.places(),
    counts: booker.counts(),
    newestFirst: booker.newestFirst(),
  };
}
