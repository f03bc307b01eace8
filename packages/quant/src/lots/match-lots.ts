import { AssetBook } from "./asset-book.ts";
import { type LotEvent, orderEvents } from "./lot-event.ts";
import type { LotOptions, LotResult } from "./lot-result.ts";
import { lotStatement } from "./lot-statement.ts";
import { scaleEvent } from "./scaled-event.ts";

/**
 * Runs the ledger of one asset: which units went out against which that came in, what that gained, and what is left.
 * Nothing is invented: units that go out without having come in, or at an unknown cost, are listed as missing and make
 * no gain. Every amount is shared in turn from what is left, so costs and proceeds add up to the last decimal.
 * @param events in any order, see `orderEvents` for the one in which they count
 * @throws RangeError for events that contradict themselves: quantities not above 0, amounts below 0, ids that occur
 * twice, times that are none, more chosen than goes out
 */
export function matchLots(events: readonly LotEvent[], options: LotOptions): LotResult {
  const { method, feesInCost, longTermDays } = options;
  const book = new AssetBook({ methods: [{ fromDay: "1970-01-01", method }], longTermDays, shorts: "refuse" });
  for (const placed of orderEvents(events)) book.apply(scaleEvent(placed, feesInCost));
  book.finish();
  return lotStatement(method, book.log, book.open());
}
