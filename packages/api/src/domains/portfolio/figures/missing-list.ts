import type { AssetLedger } from "@cryptodesk/quant/ledger/asset-ledger";
import { settledBook } from "@cryptodesk/quant/ledger/ledger-statement";
import { missingAcquisition } from "@cryptodesk/quant/lots/lot-statement";
import type { MissingEntry, MissingList } from "@cryptodesk/shared/portfolio/holding.contract";
import { assetNamed, type NamedAssets } from "../calculation/named-assets.ts";
import type { PortfolioLedger } from "../calculation/portfolio-ledger.ts";
import { transactionIdOf, walletIdOf } from "./event-source.ts";

const MAX_ENTRIES = 1_000;

/** What is missing for costs and gains to be known, oldest first. */
export function missingList(ledger: PortfolioLedger, _: Record<string, never>, assets: NamedAssets): MissingList {
  const entries = ledger.replay().assets.flatMap((each) => missingOf(each, ledger.records, assets));
  entries.sort(byDate);
  return { items: entries.slice(0, MAX_ENTRIES), nextCursor: null, total: entries.length };
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
