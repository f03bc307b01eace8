import type { PortfolioImport } from "@cryptodesk/shared/portfolio/import.contract";

/** What an analysis found out about a file. */
export interface ImportFindings {
  formatName: string | null;
  headers: string[];
  reading: NonNullable<PortfolioImport["reading"]>;
  questions: PortfolioImport["questions"];
  assets: PortfolioImport["assets"];
  places: PortfolioImport["places"];
  counts: PortfolioImport["counts"];
  /** Whether the file begins with what happened last: then equal times are in the order from its end. */
  newestFirst: boolean;
  /** Stored sides of transfers as they were before the import linked them. */
  linked: LinkedBefore[];
}

/** A transaction before an import made it one side of a transfer. */
export interface LinkedBefore {
  id: string;
  type: "withdrawal" | "deposit";
  quantity: string;
  fees: string | null;
  feeAssetId: string | null;
}

export const NO_COUNTS: PortfolioImport["counts"] = {
  rows: 0,
  new: 0,
  duplicate: 0,
  refused: 0,
  ignored: 0,
  transactions: 0,
  transfers: 0,
};
