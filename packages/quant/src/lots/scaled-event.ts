import { millisecondsOf } from "../calendar/utc-day.ts";
import { toScaled } from "../decimals/scaled.ts";
import { type NewLot, newLot } from "./lot-book.ts";
import type { Acquisition, Disposal, LotChoice, PlacedEvent, TransferIn } from "./lot-event.ts";

/** Where an event stands in time. */
export interface EventPlace {
  id: string;
  at: string;
  milliseconds: number;
  day: string;
  dayNumber: number;
}

export interface ScaledAcquisition extends EventPlace {
  kind: "acquisition";
  quantity: bigint;
  /** With the fee if fees are in cost; null where it is unknown. */
  cost: bigint | null;
  fee: bigint | null;
  /** When the units were first acquired, if before the event. */
  acquired?: Pick<NewLot, "acquiredAt" | "acquiredMs" | "dayNumber">;
}

export interface ScaledDisposal extends EventPlace {
  kind: "disposal";
  quantity: bigint;
  /** Less the fee if fees are in cost; null where it is unknown. */
  proceeds: bigint | null;
  fee: bigint | null;
  choices?: readonly LotChoice[] | undefined;
}

export interface ScaledTransferIn extends EventPlace {
  kind: "transfer-in";
  lots: readonly NewLot[];
}

export interface ScaledTransferOut extends EventPlace {
  kind: "transfer-out";
  quantity: bigint;
  choices?: readonly LotChoice[] | undefined;
}

export interface ScaledRedenomination extends EventPlace {
  kind: "redenomination";
  from: bigint;
  to: bigint;
}

/** An event of an asset's ledger with scaled amounts, its fee already in cost or proceeds where the setting says so. */
export type ScaledEvent =
  | ScaledAcquisition
  | ScaledDisposal
  | ScaledTransferIn
  | ScaledTransferOut
  | ScaledRedenomination;

/**
 * An event's amounts as scaled ones.
 * @throws RangeError for quantities that are not above 0, or a cost, with its fee, or proceeds below 0
 */
export function scaleEvent(placed: PlacedEvent, feesInCost: boolean): ScaledEvent {
  const { event, milliseconds, day, dayNumber } = placed;
  const { id, at } = event;
  const place: EventPlace = { id, at, milliseconds, day, dayNumber };
  switch (event.kind) {
    case "transfer-in":
      return { ...place, kind: "transfer-in", lots: lotsOfTransfer(event, milliseconds) };
    case "transfer-out":
      return { ...place, kind: "transfer-out", quantity: above0(event.quantity, id), choices: event.lots };
    case "redenomination":
      return { ...place, kind: "redenomination", from: above0(event.from, id), to: above0(event.to, id) };
    case "acquisition":
      return { ...place, kind: "acquisition", ...scaleAcquisition(event, feesInCost) };
    default:
      return { ...place, kind: "disposal", choices: event.lots, ...scaleDisposal(event, feesInCost) };
  }
}

function scaleAcquisition(event: Acquisition, feesInCost: boolean) {
  const quantity = above0(event.quantity, event.id);
  const fee = known(event.fee ?? (event.fee === null ? null : "0"));
  const gross = known(event.cost);
  const cost = feesInCost ? sumKnown(gross, fee) : gross;
  if ((gross !== null && gross < 0n) || (cost !== null && cost < 0n)) throw new RangeError(`${event.id} is below 0`);
  return { quantity, cost, fee };
}

function scaleDisposal(event: Disposal, feesInCost: boolean) {
  const quantity = above0(event.quantity, event.id);
  const fee = known(event.fee ?? (event.fee === null ? null : "0"));
  const gross = known(event.proceeds);
  // A fee may exceed what a sale brings, but nothing is bought for less than nothing.
  if (gross !== null && gross < 0n) throw new RangeError(`${event.id} is below 0`);
  const proceeds = feesInCost ? sumKnown(gross, fee === null ? null : -fee) : gross;
  return { quantity, proceeds, fee };
}

/** The sum of two scaled amounts; null where one of them is unknown. */
export function sumKnown(left: bigint | null, right: bigint | null): bigint | null {
  return left === null || right === null ? null : left + right;
}

function known(text: string | null): bigint | null {
  return text === null ? null : toScaled(text);
}

function above0(text: string, id: string): bigint {
  const quantity = toScaled(text);
  if (quantity <= 0n) throw new RangeError(`a quantity of ${text} in ${id}`);
  return quantity;
}

/**
 * The lots that a transfer brings in, each under an id of its own.
 * @throws RangeError for quantities that are not above 0, costs below 0, or an acquisition after the transfer
 */
function lotsOfTransfer(transfer: TransferIn, transferMs: number): NewLot[] {
  return transfer.lots.map((carried, index) => {
    const lot = newLot(`${transfer.id}:${index}`, carried, millisecondsOf(carried.acquiredAt));
    if (lot.acquiredMs > transferMs) throw new RangeError(`${lot.id} was acquired after its transfer`);
    return lot;
  });
}
