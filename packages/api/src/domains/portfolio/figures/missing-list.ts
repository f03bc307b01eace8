import type { AssetLedger } from "@cryptodesk/quant/ledger/asset-ledger";
import { settledBook } from "@cryptodesk/quant/ledger/ledger-statement";
import { missingAcquisition } from "@cryptodesk/quant/lots/lot-statement";
import type { ListMissingInput, MissingEntry, MissingList } from "@cryptodesk/shared/portfolio/holding.contract";
import { assetNamed, type NamedAssets } from "../calculation/named-assets.ts";
import type { PortfolioLedger } from "../calculation/portfolio-ledger.ts";
import { transactionIdOf, walletIdOf } from "./event-source.ts";
import { decodeRowCursor, pageAfter, type RowKey } from "./row-cursor.ts";

const ENTRIES_PER_PAGE = 1_000;

/** An entry with its number among those of its transaction. */
interface NumberedEntry {
  readonly entry: MissingEntry;
  readonly number: number;
}

const KEY: RowKey = ["", "", 0];
const keyOf = ({ entry, number }: NumberedEntry): RowKey => [entry.date, entry.transactionId, number];

/**
 * A page of what is missing for costs and gains to be known, oldest first.
 * @throws DomainError INVALID_INPUT for a cursor of another list
 */
export function missingList(
  ledger: PortfolioLedger,
  { cursor }: Pick<ListMissingInput, "cursor">,
  assets: NamedAssets,
): MissingList {
  const after = decodeRowCursor(cursor, KEY);
  const entries = ledger.replay().assets.flatMap((each) => missingOf(each, ledger.records, assets));
  entries.sort(byDate);
  const { rows, nextCursor } = pageAfter(numbered(entries), { after, limit: ENTRIES_PER_PAGE, keyOf });
  return { items: rows.map(({ entry }) => entry), nextCursor, total: entries.length };
}

function numbered(entries: readonly MissingEntry[]): NumberedEntry[] {
  let number = 0;
  return entries.map((entry, at) => {
    number = entries[at - 1]?.transactionId === entry.transactionId ? number + 1 : 0;
    return { entry, number };
  });
}

/** What is missing of one asset, in the order of its ledger. */
export function missingOf(
  { assetId, books }: AssetLedger,
  records: Pick<PortfolioLedger["records"], "get">,
  assets: NamedAssets,
): MissingEntry[] {
  return [...books.values()].flatMap((book) =>
    settledBook(book).log.missing.map((missing) => {
      const { eventId, at, day, reason, quantity, proceeds } = missingAcquisition(missing);
      return {
        transactionId: transactionIdOf(eventId) ?? eventId,
        asset: assetNamed(assets, assetId),
        walletId: walletIdOf(eventId, records),
        day,
        date: at,
        reason,
        quantity,
        proceeds,
      };
    }),
  );
}

function byDate(left: MissingEntry, right: MissingEntry): number {
  if (left.date !== right.date) return left.date < right.date ? -1 : 1;
  return left.transactionId < right.transactionId ? -1 : 1;
}
