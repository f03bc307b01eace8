import { type BookMethod, LotBook, lotsOfTransfer, type Portion } from "./lot-book.ts";
import { type Acquisition, type LotEvent, orderEvents, type PlacedEvent } from "./lot-event.ts";
import type { LotOptions, LotResult } from "./lot-result.ts";
import { type CostPortion, LotStatement, type NetAmounts, netAmounts, transferredQuantity } from "./lot-statement.ts";
import { matchSection104 } from "./section-104.ts";

/**
 * Runs the ledger of one asset: which units went out against which that came in, what that gained, and what is left.
 * Nothing is invented: units that go out without having come in are listed as missing and make no gain.
 * Every amount is shared in turn from what is left, so costs and proceeds add up to the last decimal.
 * @param events in any order, see `orderEvents` for the one in which they count
 * @throws RangeError for events that contradict themselves: quantities not above 0, amounts below 0, ids that occur
 * twice, times that are none, more chosen than goes out
 */
export function matchLots(events: readonly LotEvent[], options: LotOptions): LotResult {
  const ordered = orderEvents(events);
  return options.method === "section-104"
    ? matchSection104(ordered, options)
    : matchInTurn(ordered, options, options.method);
}

function matchInTurn(ordered: readonly PlacedEvent[], options: LotOptions, method: BookMethod): LotResult {
  const book = new LotBook(method);
  const statement = new LotStatement(options);
  for (const placed of ordered) {
    const { event } = placed;
    if (event.kind === "transfer-in") {
      for (const lot of lotsOfTransfer(event, placed.milliseconds)) book.add(lot);
    } else if (event.kind === "acquisition") {
      const net = netAmounts(event, options.feesInCost);
      statement.addFee(net.fee);
      book.add(lotOfAcquisition(placed, event, net));
    } else if (event.kind === "transfer-out") {
      const taken = book.take(transferredQuantity(event), event.lots);
      statement.addUnheld(event.id, taken.unheld);
      statement.addTransfer(placed, taken);
    } else {
      const net = netAmounts(event, options.feesInCost);
      const taken = book.take(net.quantity, event.lots);
      statement.addUnheld(event.id, taken.unheld);
      const rule = method === "average" ? "average" : "lot";
      const portions = taken.portions.map((portion) => costPortion(portion, rule));
      statement.addDisposal({ ...placed, event }, net, portions);
    }
  }
  return statement.result(book.open());
}

function lotOfAcquisition({ milliseconds, dayNumber }: PlacedEvent, event: Acquisition, net: NetAmounts) {
  const { id, at } = event;
  const { quantity, amount: cost } = net;
  return { id, origin: id, acquiredAt: at, acquiredMs: milliseconds, dayNumber, quantity, cost };
}

function costPortion({ lot, ...portion }: Portion, rule: CostPortion["rule"]): CostPortion {
  return { ...portion, rule, lotIds: [lot.id], acquiredAt: lot.acquiredAt, acquiredDay: lot.dayNumber };
}
