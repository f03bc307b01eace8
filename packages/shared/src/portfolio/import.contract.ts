import { z } from "zod";
import { JobTicket } from "../jobs/job.contract.ts";
import { pageInput } from "../market/provider.contract.ts";
import { Currency } from "../market/rates.contract.ts";
import { IsoTime } from "../market/source.contract.ts";
import { AssetId, lineOf, NewId } from "./portfolio.contract.ts";
import { TransactionDraft, TransactionType } from "./transaction.contract.ts";

export const IMPORT_FORMATS = [
  "cryptodesk",
  "binance-statement",
  "binance-trades",
  "binance-orders",
  "coinbase-v1",
  "coinbase-v2",
  "coinbase-v3",
  "coinbase-v4",
  "coinbase-pro",
  "kraken-ledgers",
  "kraken-trades",
  "bitstamp",
  "kucoin",
  "crypto-com",
  "bittrex-orders",
  "bittrex-transfers",
  "nexo",
  "bisq",
  "blockpit",
  "cointracking",
  "coinledger",
  "koinly",
  "rotki-events",
  "rotki-trades",
  "delta",
  "shapeshift",
  "bitcoin-tax",
  "bittytax",
  "generic",
] as const;

export const ImportFormat = z.enum(IMPORT_FORMATS).meta({ id: "ImportFormat" });
export type ImportFormat = z.infer<typeof ImportFormat>;

export const MAX_IMPORT_BYTES = 64 * 1024 * 1024;
/** Of one part, before base64. */
export const IMPORT_PART_BYTES = 131_072;

const base64 = z
  .string()
  .max(Math.ceil(IMPORT_PART_BYTES / 3) * 4)
  .regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, "must be base64")
  .describe(`at most ${IMPORT_PART_BYTES} bytes, in base64`);

const header = z.string().max(200);

/** Which columns of a file of unknown make mean what. */
export const ColumnMapping = z
  .strictObject({
    date: header,
    type: header.optional().describe("a column with the kind of transaction; without it the amounts decide"),
    inAsset: header.optional(),
    inQuantity: header.optional(),
    outAsset: header.optional(),
    outQuantity: header.optional(),
    asset: header.optional().describe("with `quantity`: one amount, negative where it went out"),
    quantity: header.optional(),
    price: header.optional(),
    value: header.optional(),
    currency: header.optional().describe("a column with the currency of price and value"),
    fee: header.optional(),
    feeAsset: header.optional(),
    note: header.optional(),
    id: header.optional().describe("a column with an id that never repeats, by which duplicates are found"),
    types: z
      .record(z.string().max(100), z.union([TransactionType, z.literal("ignore")]))
      .refine((types) => Object.keys(types).length <= 200, "at most 200")
      .optional()
      .describe("what each text of the type column means"),
  })
  .meta({ id: "ColumnMapping" });
export type ColumnMapping = z.infer<typeof ColumnMapping>;

/** What an import needs to be told where the file does not say it. */
export const ImportOptions = z
  .strictObject({
    format: ImportFormat.optional().describe("found by the header unless given"),
    walletId: z.uuid().optional().describe("where the transactions belong; the portfolio's first wallet unless given"),
    dateOrder: z.enum(["ymd", "dmy", "mdy"]).optional().describe("asked for where the dates of a file fit several"),
    timeZone: lineOf(64).optional().describe("IANA name, for times that do not say theirs; UTC unless given"),
    decimalMark: z.enum([".", ","]).optional().describe("asked for where the amounts of a file fit both"),
    delimiter: z.enum([",", ";", "\t", "|"]).optional(),
    encoding: z.enum(["utf-8", "utf-16le", "utf-16be", "windows-1252"]).optional(),
    currency: Currency.optional().describe("of amounts whose currency the file does not name"),
    cash: z
      .enum(["outside", "held"])
      .optional()
      .describe(
        "outside (unless given): money is not kept in the portfolio, a purchase brings it in and a sale takes it out; held: it is an asset like any other",
      ),
    assets: z
      .record(z.string().max(100), AssetId.nullable())
      .refine((assets) => Object.keys(assets).length <= 1_000, "at most 1,000")
      .optional()
      .describe("what a symbol of the file means; null: leave its rows out"),
    mapping: ColumnMapping.optional().describe("for the format generic"),
    places: z
      .record(z.string().max(200), z.uuid())
      .refine((places) => Object.keys(places).length <= 200, "at most 200")
      .optional()
      .describe("wallet of each exchange or wallet that the file names; one of the same name unless given"),
  })
  .meta({ id: "ImportOptions" });
export type ImportOptions = z.infer<typeof ImportOptions>;

export const ImportState = z
  .enum(["uploading", "analysing", "asking", "ready", "refused", "committing", "committed", "undone", "failed"])
  .describe("asking: `questions` must be answered first; refused: nothing of the file can be used, `problem` says why");
export type ImportState = z.infer<typeof ImportState>;

/** Something the file leaves open: answer it among the options and analyse again. */
export const ImportQuestion = z
  .object({
    option: z.enum(["format", "dateOrder", "decimalMark", "currency", "assets", "mapping"]),
    detail: z.string().describe("what is ambiguous, with an example from the file"),
    choices: z.array(z.object({ value: z.string(), label: z.string() })),
    symbol: z.string().nullable().describe("of a question about assets"),
    isRequired: z.boolean().describe("false: `suggested` counts until it is answered"),
    suggested: z.string().nullable(),
  })
  .meta({ id: "ImportQuestion" });
export type ImportQuestion = z.infer<typeof ImportQuestion>;

/** The import of one file, from its first byte to its undoing. */
export const PortfolioImport = z
  .object({
    id: z.uuid(),
    portfolioId: z.uuid(),
    fileName: z.string(),
    size: z.int().describe("bytes"),
    received: z.int().describe("bytes"),
    sha256: z.string().nullable().describe("of the file, once it is here"),
    sameFileAs: z.uuid().nullable().describe("an earlier import of the very same file that was not undone"),
    state: ImportState,
    format: ImportFormat.nullable(),
    formatName: z.string().nullable(),
    options: ImportOptions,
    headers: z.array(z.string()).describe("columns of the file"),
    questions: z.array(ImportQuestion),
    assets: z
      .array(
        z.object({
          symbol: z.string(),
          assetId: AssetId.nullable(),
          name: z.string().nullable(),
          rows: z.int(),
          others: z.int().describe("coins with the same symbol"),
          decided: z.enum(["given", "only", "best-ranked", "unknown", "fiat", "ignored"]),
        }),
      )
      .describe("what each symbol of the file was taken for"),
    reading: z
      .object({
        encoding: z.string(),
        delimiter: z.string(),
        headerLine: z.int(),
        dateOrder: z.enum(["ymd", "dmy", "mdy"]).nullable(),
        decimalMark: z.enum([".", ","]),
        timeZone: z.string(),
      })
      .nullable()
      .describe("how the file was read; null before it was"),
    places: z
      .array(
        z.object({ name: z.string(), walletId: z.uuid(), rows: z.int(), decided: z.enum(["given", "name", "import"]) }),
      )
      .describe("exchanges and wallets that the file names, and the wallet that each was taken for"),
    counts: z.object({
      rows: z.int(),
      new: z.int().describe("rows that would become, or became, transactions"),
      duplicate: z.int().describe("rows that are there already"),
      refused: z.int().describe("rows that cannot be used, each with its reason"),
      ignored: z.int().describe("rows that are no transaction, each with its reason"),
      transactions: z.int(),
      transfers: z.int().describe("pairs of withdrawal and deposit recognised as one transfer"),
    }),
    progress: z.number().min(0).max(1).nullable(),
    jobId: z.uuid().nullable(),
    problem: z
      .object({ detail: z.string(), line: z.int().nullable(), cells: z.array(z.string()).nullable() })
      .nullable(),
    createdAt: IsoTime,
    committedAt: IsoTime.nullable(),
    undoneAt: IsoTime.nullable(),
  })
  .meta({ id: "PortfolioImport" });
export type PortfolioImport = z.infer<typeof PortfolioImport>;

export const ImportList = z
  .object({ items: z.array(PortfolioImport), nextCursor: z.string().nullable() })
  .meta({ id: "ImportList" });
export type ImportList = z.infer<typeof ImportList>;

export const ImportRef = z.strictObject({ portfolioId: z.uuid(), importId: z.uuid() });
export type ImportRef = z.infer<typeof ImportRef>;

export const ListImportsInput = z.strictObject({ portfolioId: z.uuid(), ...pageInput });
export type ListImportsInput = z.infer<typeof ListImportsInput>;

export const BeginImportInput = z.strictObject({
  portfolioId: z.uuid(),
  id: NewId,
  fileName: lineOf(200),
  size: z.int().min(1).max(MAX_IMPORT_BYTES).describe("bytes of the whole file"),
  data: base64.optional().describe("the file, or its first part"),
  options: ImportOptions.default({}),
});
export type BeginImportInput = z.infer<typeof BeginImportInput>;

export const UploadPartInput = z.strictObject({
  portfolioId: z.uuid(),
  importId: z.uuid(),
  offset: z.int().min(0).max(MAX_IMPORT_BYTES).describe("of the part's first byte; parts follow each other"),
  data: base64,
});
export type UploadPartInput = z.infer<typeof UploadPartInput>;

export const AnalyseImportInput = z.strictObject({
  portfolioId: z.uuid(),
  importId: z.uuid(),
  options: ImportOptions.default({}).describe("replaces the options given before"),
});
export type AnalyseImportInput = z.infer<typeof AnalyseImportInput>;

/** An import with the job that works on it. */
export const ImportTicket = z.object({ import: PortfolioImport, job: JobTicket }).meta({ id: "ImportTicket" });
export type ImportTicket = z.infer<typeof ImportTicket>;

export const ImportRowState = z.enum(["new", "duplicate", "refused", "ignored"]).meta({ id: "ImportRowState" });
export type ImportRowState = z.infer<typeof ImportRowState>;

/** A row of the file and what becomes of it. */
export const ImportRow = z
  .object({
    line: z.int().describe("in the file, the first is 1"),
    state: ImportRowState,
    reason: z
      .string()
      .nullable()
      .describe("why it is refused, ignored or taken for a duplicate; of a new one what is to be known of it"),
    duplicateOf: z.uuid().nullable().describe("the transaction that is there already"),
    cells: z.array(z.string()),
    joins: z.array(z.int()).describe("lines that make one transaction with this one"),
    drafts: z.array(TransactionDraft).describe("what is recorded, at the first of the joined lines"),
    transferWith: z.int().nullable().describe("line of the transfer's other side"),
    transferOf: z.uuid().nullable().describe("the transfer's other side where it is there already"),
  })
  .meta({ id: "ImportRow" });
export type ImportRow = z.infer<typeof ImportRow>;

export const ImportRowPage = z
  .object({ items: z.array(ImportRow), nextCursor: z.string().nullable(), headers: z.array(z.string()) })
  .meta({ id: "ImportRowPage" });
export type ImportRowPage = z.infer<typeof ImportRowPage>;

export const ListImportRowsInput = z.strictObject({
  portfolioId: z.uuid(),
  importId: z.uuid(),
  state: ImportRowState.optional(),
  ...pageInput,
});
export type ListImportRowsInput = z.infer<typeof ListImportRowsInput>;

export const ImportFileAnswer = z
  .object({
    fileName: z.string(),
    size: z.int(),
    sha256: z.string().nullable().describe("null until the file was read"),
    offset: z.int(),
    data: z.string(),
    more: z.boolean(),
  })
  .meta({ id: "ImportFile" });
export type ImportFileAnswer = z.infer<typeof ImportFileAnswer>;

export const GetImportFileInput = z.strictObject({
  portfolioId: z.uuid(),
  importId: z.uuid(),
  offset: z.int().min(0).max(MAX_IMPORT_BYTES).default(0).describe("of the answer before plus its bytes, while `more`"),
});
export type GetImportFileInput = z.infer<typeof GetImportFileInput>;

export const UndoImportInput = z.strictObject({
  portfolioId: z.uuid(),
  importId: z.uuid(),
  allowEdited: z.boolean().default(false).describe("also delete what was changed by hand since"),
});
export type UndoImportInput = z.infer<typeof UndoImportInput>;

/** What files are known and how they are recognised. */
export const ImportFormatList = z
  .object({
    items: z.array(
      z.object({
        format: ImportFormat,
        name: z.string(),
        headers: z.array(z.string()).describe("columns by which it is recognised"),
        detail: z.string().describe("where to get the file, what is not in it"),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: "ImportFormatList" });
export type ImportFormatList = z.infer<typeof ImportFormatList>;

/** A mapping of columns that is kept for the next file of the same make. */
export const SavedMapping = z
  .object({ id: z.uuid(), name: z.string(), mapping: ColumnMapping, createdAt: IsoTime })
  .meta({ id: "SavedMapping" });
export type SavedMapping = z.infer<typeof SavedMapping>;

export const SavedMappingList = z
  .object({ items: z.array(SavedMapping), nextCursor: z.string().nullable() })
  .meta({ id: "SavedMappingList" });
export type SavedMappingList = z.infer<typeof SavedMappingList>;

export const SaveMappingInput = z.strictObject({ id: NewId, name: lineOf(80), mapping: ColumnMapping });
export type SaveMappingInput = z.infer<typeof SaveMappingInput>;

export const MappingRef = z.strictObject({ mappingId: z.uuid() });
export type MappingRef = z.infer<typeof MappingRef>;
