import { dayNumberOf } from "@cryptodesk/quant/calendar/utc-day";
import { divideScaled, fromScaled, multiplyScaled, toScaled } from "@cryptodesk/quant/decimals/scaled";
import { WHOLE_PORTFOLIO } from "@cryptodesk/quant/ledger/asset-ledger";
import { settledBook } from "@cryptodesk/quant/ledger/ledger-statement";
import { termOf } from "@cryptodesk/quant/lots/lot-log";
import type { Lot as OpenLot } from "@cryptodesk/quant/lots/lot-queue";
import { openLot } from "@cryptodesk/quant/lots/lot-statement";
import { notFound } from "@cryptodesk/shared/errors/domain-error";
import type { ListLotsInput, Lot, LotList } from "@cryptodesk/shared/portfolio/holding.contract";
import { assetNamed, type NamedAssets } from "../calculation/named-assets.ts";
import type { PortfolioLedger } from "../calculation/portfolio-ledger.ts";
import { transactionIdOf } from "./event-source.ts";
import { compareKeys, decodeRowCursor, pageAfter, type RowKey } from "./row-cursor.ts";

const LOTS_PER_PAGE = 1_000;

interface HeldLot {
  readonly accountId: string;
  readonly lot: OpenLot;
}

const KEY: RowKey = [0, 0, ""];
const keyOf = ({ accountId, lot }: HeldLot): RowKey => [lot.acquiredMs, lot.sequence, accountId];

/**
 * A page of the open lots of an asset, oldest first.
 * @throws DomainError NOT_FOUND for an asset that the portfolio never held, INVALID_INPUT for a cursor of another list
 */
export function lotList(
  ledger: PortfolioLedger,
  { assetId, cursor }: Pick<ListLotsInput, "assetId" | "cursor">,
  assets: NamedAssets,
): LotList {
  const after = decodeRowCursor(cursor, KEY);
  const held = ledger.replay().assets.find((each) => each.assetId === assetId);
  if (held === undefined) throw notFound("holding", assetId);
  const price = ledger.livePrices.get(assetId) ?? null;
  const books = [...held.books].map(([accountId, book]) => ({ accountId, lots: settledBook(book).open(), book }));
  const lots = books.flatMap(({ accountId, lots: open }) => open.map((lot) => ({ accountId, lot })));
  lots.sort((left, right) => compareKeys(keyOf(left), keyOf(right)));
  const page = pageAfter(lots, { after, limit: LOTS_PER_PAGE, keyOf });
  return {
    asset: assetNamed(assets, assetId),
    currency: ledger.currency,
    method: books[0]?.book.method ?? ledger.settings.methods.at(-1)?.method ?? "fifo",
    price,
    items: page.rows.map(({ accountId, lot }) => toLot(ledger, accountId, lot, price?.price ?? null)),
    nextCursor: page.nextCursor,
    total: lots.length,
  };
}

function toLot(ledger: PortfolioLedger, accountId: string, lot: OpenLot, price: string | null): Lot {
  const { id, acquiredAt, acquiredDay, quantity, cost } = openLot(lot);
  const value = price === null ? null : multiplyScaled(lot.quantity, toScaled(price));
  const holdingDays = dayNumberOf(ledger.today) - lot.dayNumber;
  return {
    id,
    transactionId: transactionIdOf(id),
    walletId: accountId === WHOLE_PORTFOLIO ? null : accountId,
    acquiredAt,
    acquiredDay,
    quantity,
    costTotal: cost,
    costPerUnit: lot.cost === null ? null : fromScaled(divideScaled(lot.cost, lot.quantity)),
    currentValue: value === null ? null : fromScaled(value),
    unrealizedPnl: value === null || lot.cost === null ? null : fromScaled(value - lot.cost),
    holdingDays,
    term: termOf(holdingDays, ledger.settings.longTermDays),
  };
}
