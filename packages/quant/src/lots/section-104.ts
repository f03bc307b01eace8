import { lesser, shareOf } from "../decimals/scaled.ts";
import { CostPool } from "./cost-pool.ts";
import { LotBook, lotsOfTransfer, type NewLot, type Taken } from "./lot-book.ts";
import type { Disposal, PlacedEvent, TransferOut } from "./lot-event.ts";
import type { Lot } from "./lot-queue.ts";
import type { LotOptions, LotResult } from "./lot-result.ts";
import { type CostPortion, LotStatement, type NetAmounts, netAmounts, transferredQuantity } from "./lot-statement.ts";

/** Everything acquired on one day, which counts as one acquisition: scaled, shrinking as it is matched. */
interface DayOfAcquisitions {
  ids: string[];
  lot: NewLot;
}

interface OutgoingDisposal {
  placed: PlacedEvent<Disposal>;
  net: NetAmounts;
  /** Units that were held and are still to be matched. */
  rest: bigint;
  portions: CostPortion[];
}

interface OutgoingTransfer {
  placed: PlacedEvent<TransferOut>;
  /** Units that were held. */
  rest: bigint;
  missing: bigint;
}

interface DayLedger {
  acquired: Map<number, DayOfAcquisitions>;
  transferredIn: { dayNumber: number; lots: NewLot[] }[];
  outgoing: (OutgoingDisposal | OutgoingTransfer)[];
}

const THIRTY_DAYS = 30;

/**
 * Share matching of the United Kingdom, applied to cryptoassets (TCGA 1992, sections 104, 105 and 106A; HMRC
 * Cryptoassets Manual, CRYPTO22200 and following): a disposal is matched with acquisitions of the same day, then with
 * those of the 30 days after it, earliest first, earlier disposals before later ones, then with the pool at its mean
 * cost. Acquisitions of one day count as one. Only units held at the time are matched: an uncovered sale stays missing
 * even when units are bought within 30 days. Transfers between own ledgers move pooled cost and meet no day rule.
 * @param ordered see `orderEvents`
 */
export function matchSection104(ordered: readonly PlacedEvent[], options: LotOptions): LotResult {
  const statement = new LotStatement(options);
  const ledger = readDays(ordered, options, statement);
  const disposals = ledger.outgoing.filter((outgoing) => "net" in outgoing);
  for (const disposal of disposals) {
    matchDay(disposal, ledger.acquired.get(disposal.placed.dayNumber), "same-day");
  }
  for (const disposal of disposals) {
    for (let after = 1; after <= THIRTY_DAYS && disposal.rest > 0n; after += 1) {
      matchDay(disposal, ledger.acquired.get(disposal.placed.dayNumber + after), "thirty-day");
    }
  }
  return statement.result(runPool(ledger, statement));
}

function readDays(ordered: readonly PlacedEvent[], options: LotOptions, statement: LotStatement): DayLedger {
  const ledger: DayLedger = { acquired: new Map(), transferredIn: [], outgoing: [] };
  let held = 0n;
  for (const placed of ordered) {
    const { event, milliseconds, dayNumber } = placed;
    if (event.kind === "transfer-in") {
      const lots = lotsOfTransfer(event, milliseconds);
      ledger.transferredIn.push({ dayNumber, lots });
      for (const lot of lots) held += lot.quantity;
    } else if (event.kind === "acquisition") {
      const net = netAmounts(event, options.feesInCost);
      statement.addFee(net.fee);
      addToDay(ledger.acquired, placed, net);
      held += net.quantity;
    } else {
      const outgoing = outgoingOf({ ...placed, event }, held, options);
      ledger.outgoing.push(outgoing);
      held -= outgoing.rest;
    }
  }
  return ledger;
}

function outgoingOf(
  { event, ...place }: PlacedEvent<Disposal | TransferOut>,
  held: bigint,
  options: LotOptions,
): OutgoingDisposal | OutgoingTransfer {
  if (event.kind === "transfer-out") {
    const quantity = transferredQuantity(event);
    const rest = lesser(quantity, held);
    return { placed: { ...place, event }, rest, missing: quantity - rest };
  }
  const net = netAmounts(event, options.feesInCost);
  return { placed: { ...place, event }, net, rest: lesser(net.quantity, held), portions: [] };
}

function addToDay(acquired: DayLedger["acquired"], placed: PlacedEvent, net: NetAmounts): void {
  const { event, milliseconds: acquiredMs, dayNumber } = placed;
  const { id, at: acquiredAt } = event;
  const day = acquired.get(dayNumber);
  if (day === undefined) {
    const { quantity, amount: cost } = net;
    acquired.set(dayNumber, { ids: [id], lot: { id, origin: id, acquiredAt, acquiredMs, dayNumber, quantity, cost } });
    return;
  }
  day.ids.push(id);
  day.lot.id = day.ids.join("+");
  day.lot.origin = day.lot.id;
  day.lot.quantity += net.quantity;
  day.lot.cost += net.amount;
}

function matchDay(
  disposal: OutgoingDisposal,
  day: DayOfAcquisitions | undefined,
  rule: "same-day" | "thirty-day",
): void {
  if (day === undefined || day.lot.quantity === 0n || disposal.rest === 0n) return;
  const { lot, ids: lotIds } = day;
  const { cost: costBefore, quantity: quantityBefore, acquiredAt } = lot;
  const quantity = lesser(disposal.rest, lot.quantity);
  const cost = shareOf(costBefore, quantity, quantityBefore);
  lot.cost -= cost;
  lot.quantity -= quantity;
  disposal.rest -= quantity;
  disposal.portions.push({ rule, lotIds, acquiredAt, acquiredDay: null, quantity, cost, costBefore, quantityBefore });
}

/** What the day rules left goes through the pool by day: what joins it before what leaves it. */
function runPool(ledger: DayLedger, statement: LotStatement): Lot[] {
  const pool = new CostPool();
  // The pool's units keep their age, the oldest leaving first, so that a transfer can carry it.
  const ages = new LotBook("fifo");
  const joining = [
    ...ledger.transferredIn,
    ...[...ledger.acquired].map(([dayNumber, { lot }]) => ({ dayNumber, lots: [lot] })),
  ].sort((left, right) => left.dayNumber - right.dayNumber);
  let joined = 0;
  for (const outgoing of ledger.outgoing) {
    for (let next = joining[joined]; next && next.dayNumber <= outgoing.placed.dayNumber; next = joining[joined]) {
      join(pool, ages, next.lots);
      joined += 1;
    }
    if ("net" in outgoing) leaveByDisposal(pool, ages, outgoing, statement);
    else statement.addTransfer(outgoing.placed, leaveByTransfer(pool, ages, outgoing));
  }
  for (const { lots } of joining.slice(joined)) join(pool, ages, lots);
  return pool.spread(ages.open());
}

function join(pool: CostPool, ages: LotBook, lots: readonly NewLot[]): void {
  for (const lot of lots) {
    if (lot.quantity === 0n) continue;
    pool.add(lot.quantity, lot.cost);
    ages.add(lot);
  }
}

function leaveByDisposal(pool: CostPool, ages: LotBook, disposal: OutgoingDisposal, statement: LotStatement): void {
  const { placed, net, rest: quantity, portions } = disposal;
  if (quantity > 0n) {
    ages.take(quantity);
    const shared = pool.take(quantity);
    portions.push({ rule: "pool", lotIds: [], acquiredAt: null, acquiredDay: null, quantity, ...shared });
  }
  statement.addDisposal(placed, net, portions);
}

function leaveByTransfer(pool: CostPool, ages: LotBook, { rest, missing }: OutgoingTransfer): Taken {
  const { portions, unheld } = ages.take(rest);
  const costed = portions.map((portion) => ({ ...portion, ...pool.take(portion.quantity) }));
  return { portions: costed, missing, unheld };
}
