import type { ImportFormat, ImportOptions } from "@cryptodesk/shared/portfolio/import.contract";
import type { AssetMeaning } from "../booking/asset-meaning.ts";
import type { ImportFindings } from "../import-findings.ts";

/** What is to be analysed, and for which portfolio. */
export interface AnalysisTask {
  size: number;
  options: ImportOptions;
  /** Where rows belong whose place is no wallet of the portfolio. */
  walletId: string;
  wallets: readonly { id: string; name: string }[];
  /** The portfolio's. */
  currency: string;
  /** ISO time in UTC. */
  now: string;
}

/** What an analysis needs of the world. */
export interface AnalysisPorts {
  /** The part of the file that begins at `offset`. */
  part(offset: number): Promise<Uint8Array>;
  meanings(symbols: readonly string[]): Promise<AssetMeaning[]>;
  /** Takes rows as a JSON array of `WrittenRow`. */
  write(rows: string): Promise<void>;
  progress(share: number): void;
}

/** A row as it goes to the database. */
export interface WrittenRow {
  line: number;
  state: "new" | "duplicate" | "refused" | "ignored";
  reason: string | null;
  cells: string[];
  joins: number[];
  drafts: object[];
  fingerprint: string | null;
  external_id: string | null;
}

export interface FileProblem {
  detail: string;
  line: number | null;
  cells: string[] | null;
}

export interface AnalysisResult {
  sha256: string;
  format: ImportFormat | null;
  /** null: nothing of the file can be used. */
  findings: ImportFindings | null;
  problem: FileProblem | null;
}
