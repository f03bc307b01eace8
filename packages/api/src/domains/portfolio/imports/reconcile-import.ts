import type { PortfolioImport } from "@cryptodesk/shared/portfolio/import.contract";
import type { Db } from "../../../platform/database/database.ts";
import { matchTransfers, type TransferCandidate, type TransferMatch } from "./booking/match-transfers.ts";
import type { TransferSide } from "./import.tables.ts";
import { type ImportPlace, ImportRowRepository } from "./import-row.repository.ts";

/** Compares the rows of an import with the portfolio as it is now: what is there already, and what is one transfer. */
export async function reconcileImport(db: Db, place: ImportPlace): Promise<PortfolioImport["counts"]> {
  const rows = new ImportRowRepository(db);
  return rows.joiningMany(async () => {
    await rows.unmatch(place);
    await rows.markDuplicates(place);
    const matches = matchTransfers(await rows.transferCandidates(place));
    await rows.setTransfers(place, matches.flatMap(sidesOf));
    return rows.totals(place);
  });
}

/** What is written at the lines of a pair: at both, or at the one that is of the file. */
function sidesOf(match: TransferMatch): { line: number; transfer: TransferSide }[] {
  const { out, in: into, quantity, fees, feeAssetId } = match;
  const side = (own: TransferCandidate, other: TransferCandidate): { line: number; transfer: TransferSide }[] =>
    own.line === null
      ? []
      : [
          {
            line: own.line,
            transfer: {
              side: own.side,
              line: other.line,
              of: other.id,
              quantity,
              fees,
              feeAssetId,
              walletId: other.walletId,
              storedFees: other.id !== null && other.side === "out" ? fees : null,
            },
          },
        ];
  return [...side(out, into), ...side(into, out)];
}
