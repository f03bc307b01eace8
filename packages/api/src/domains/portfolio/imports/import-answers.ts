import { ImportFormat, type ImportRow, type PortfolioImport } from "@cryptodesk/shared/portfolio/import.contract";
import { TransactionDraft } from "@cryptodesk/shared/portfolio/transaction.contract";
import type { ImportRowOfTable } from "./import.repository.ts";
import type { TransferSide } from "./import.tables.ts";
import { NO_COUNTS } from "./import-findings.ts";
import type { ImportRowRow } from "./import-row.repository.ts";

/** Row to contract. */
export function toImport(row: ImportRowOfTable): PortfolioImport {
  const { findings } = row;
  return {
    id: row.id,
    portfolioId: row.portfolio_id,
    fileName: row.file_name,
    size: row.size,
    received: row.received,
    sha256: row.sha256,
    sameFileAs: row.same_file_as,
    state: row.state,
    format: ImportFormat.nullable().parse(row.format),
    formatName: findings.formatName ?? null,
    options: row.options,
    headers: findings.headers ?? [],
    questions: findings.questions ?? [],
    assets: findings.assets ?? [],
    reading: findings.reading ?? null,
    places: findings.places ?? [],
    counts: findings.counts ?? NO_COUNTS,
    progress: row.progress,
    jobId: row.job_id,
    problem: row.problem,
    createdAt: row.created_at.toISOString(),
    committedAt: row.committed_at?.toISOString() ?? null,
    undoneAt: row.undone_at?.toISOString() ?? null,
  };
}

/** Row to contract; a transfer's side is shown as it is recorded. */
export function toImportRow(row: ImportRowRow): ImportRow {
  const { transfer } = row;
  return {
    line: row.line,
    state: row.state,
    reason: row.reason,
    duplicateOf: row.duplicate_of,
    cells: row.cells,
    joins: row.joins,
    drafts: row.drafts.map((draft, at) => (transfer && at === 0 ? asSide(draft, transfer) : draft)),
    transferWith: transfer?.line ?? null,
    transferOf: transfer?.of ?? null,
  };
}

function asSide(
  draft: TransactionDraft,
  { side, quantity, fees, feeAssetId, walletId }: TransferSide,
): TransactionDraft {
  const {
    value: _value,
    price: _price,
    cost: _cost,
    acquiredAt: _acquired,
    fees: own,
    feeAssetId: ownAsset,
    ...kept
  } = draft;
  const paid =
    side === "out"
      ? { ...(fees !== null && { fees }), ...(feeAssetId !== null && { feeAssetId }) }
      : { ...(own && { fees: own }), ...(ownAsset && { feeAssetId: ownAsset }) };
  return TransactionDraft.parse({
    ...kept,
    ...paid,
    type: `transfer-${side}`,
    quantity,
    ...(side === "out" && { toWalletId: walletId }),
  });
}
