import type { ImportOptions } from "@cryptodesk/shared/portfolio/import.contract";
import type { TransactionDraft } from "@cryptodesk/shared/portfolio/transaction.contract";
import { IMPORT_SENTENCES } from "@cryptodesk/shared/told/imports";
import { ToldReader } from "@cryptodesk/shared/told/told-reader";
import { expect } from "vitest";
import { meaningOf } from "../booking/asset-meaning.ts";
import { analyseFile } from "./analyse-file.ts";
import type { AnalysisResult, WrittenRow } from "./analysis-task.ts";

/** What an analysis made of a file: every row in the file's order, and what the whole is. */
export interface ReadText {
  result: AnalysisResult;
  rows: WrittenRow[];
  /** Rows in a few words, e.g. `2 buy btc 0.5 for 1000 eur fee 1.5 eur`. */
  said: string[];
}

const reader = new ToldReader(IMPORT_SENTENCES);

/** Whether clients find a sentence of an import, to word it in another language. */
export const isWorded = (said: string): boolean => reader.read(said) !== null;

/**
 * Reads a file without a desk: every symbol that is no money has one coin, whose id is the symbol in small letters. What is said
 * of the file and its rows must be found by clients that word it in another language.
 */
export async function readText(
  text: string | Uint8Array,
  options: ImportOptions = {},
  partSize = 131_072,
): Promise<ReadText> {
  const bytes = Buffer.from(text);
  const rows: WrittenRow[] = [];
  const task = {
    size: bytes.length,
    options,
    walletId: "main",
    wallets: [],
    currency: "eur",
    now: "2026-11-21T12:00:00.000Z",
  };
  const result = await analyseFile(task, {
    part: async (offset) => new Uint8Array(bytes.subarray(offset, offset + partSize)),
    meanings: async (symbols) =>
      symbols.map((symbol) => {
        const coin = { id: symbol.toLowerCase(), symbol, name: symbol, rank: 1 };
        return meaningOf(symbol, /^[A-Z]{3}$/.test(symbol) && FIAT.has(symbol) ? [] : [coin], options.assets?.[symbol]);
      }),
    write: async (batch) => void rows.push(...(JSON.parse(batch) as WrittenRow[])),
    progress: () => {},
  });
  expect(rows.flatMap(({ reason }) => (reason === null || isWorded(reason) ? [] : [reason]))).toEqual([]);
  expect(saidOfFile(result).filter((said) => !isWorded(said))).toEqual([]);
  rows.sort((left, right) => left.line - right.line);
  return { result, rows, said: rows.flatMap(inWords) };
}

const FIAT = new Set(["EUR", "USD", "GBP", "CHF"]);

function inWords({ line, state, drafts, joins }: WrittenRow): string[] {
  if (state !== "new") return [`${line} ${state}`];
  return (drafts as TransactionDraft[]).map((draft) =>
    [`${line}${joins.length > 0 ? `+${joins.length}` : ""}`, words(draft)].join(" "),
  );
}

function words(draft: TransactionDraft): string {
  const { type, assetId, quantity, toAssetId, toQuantity, value, currency, fees, feeAssetId, cost } = draft;
  return [
    type,
    assetId && `${assetId} ${quantity}`,
    toAssetId && `to ${toAssetId} ${toQuantity}`,
    value && `for ${value} ${currency}`,
    cost && `cost ${cost}`,
    fees && `fee ${fees} ${feeAssetId ?? currency}`,
  ]
    .filter((each) => each)
    .join(" ");
}

/** Sentences of the file as a whole. */
function saidOfFile({ problem, findings }: AnalysisResult): string[] {
  const asked = findings?.questions.map(({ detail }) => detail) ?? [];
  return [problem?.detail, findings?.formatName, ...asked].filter((said) => typeof said === "string");
}
