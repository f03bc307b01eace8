import type {
  ColumnMapping,
  ImportOptions,
  ImportRowState,
  ImportState,
} from "@cryptodesk/shared/portfolio/import.contract";
import type { TransactionDraft } from "@cryptodesk/shared/portfolio/transaction.contract";
import type { ColumnType, Generated, JSONColumnType } from "kysely";
import type { ImportFindings } from "./import-findings.ts";

type Time = ColumnType<Date, Date | string, Date | string>;
type Json<T extends object | null> = ColumnType<T, string, string>;

/** `attempt` is the analysis or commit under way: what an older one still writes does not count. */
export interface PortfolioImportTable {
  id: string;
  account_id: string;
  portfolio_id: string;
  file_name: string;
  size: number;
  received: Generated<number>;
  sha256: string | null;
  state: ImportState;
  format: string | null;
  options: Json<ImportOptions>;
  findings: ColumnType<Partial<ImportFindings>, string | undefined, string>;
  progress: number | null;
  job_id: string | null;
  attempt: string | null;
  problem: ColumnType<
    { detail: string; line: number | null; cells: string[] | null } | null,
    string | null,
    string | null
  >;
  created_at: Time;
  committed_at: Time | null;
  undone_at: Time | null;
}

export interface ImportPartTable {
  import_id: string;
  account_id: string;
  start: number;
  bytes: Buffer;
}

/** A transfer's side: what is recorded instead of the draft's withdrawal or deposit. */
export interface TransferSide {
  side: "out" | "in";
  /** Line of the other side, or null where it is a transaction that is there already: `of`. */
  line: number | null;
  of: string | null;
  /** Units that arrived; what is missing to those that left is a fee. */
  quantity: string;
  fees: string | null;
  feeAssetId: string | null;
  /** Wallet of the other side. */
  walletId: string;
  /** Fee of the stored other side, where that is the one that left. */
  storedFees: string | null;
}

export interface ImportRowTable {
  import_id: string;
  account_id: string;
  line: number;
  state: ImportRowState;
  reason: string | null;
  duplicate_of: string | null;
  cells: JSONColumnType<string[]>;
  joins: JSONColumnType<number[]>;
  drafts: JSONColumnType<TransactionDraft[]>;
  fingerprint: string | null;
  external_id: string | null;
  transfer: ColumnType<TransferSide | null, string | null, string | null>;
}

export interface ImportMappingTable {
  id: string;
  account_id: string;
  name: string;
  mapping: Json<ColumnMapping>;
  created_at: Time;
}

declare module "../../../platform/database/database.ts" {
  interface DatabaseSchema {
    portfolio_import: PortfolioImportTable;
    import_part: ImportPartTable;
    import_row: ImportRowTable;
    import_mapping: ImportMappingTable;
  }
}
