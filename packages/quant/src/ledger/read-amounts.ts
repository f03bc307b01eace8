import { DAY_MS, dayNumberOf, millisecondsOf } from "../calendar/utc-day.ts";
import { toScaled } from "../decimals/scaled.ts";
import { type NewLot, newLot } from "../lots/lot-book.ts";
import type { EventPlace } from "../lots/scaled-event.ts";
import { type Transaction, TransactionError, type TransferIn } from "./transaction.ts";

/**
 * A quantity as a scaled amount.
 * @throws TransactionError for text that is no decimal, or not above 0
 */
export function quantityOf(id: string, field: string, text: string): bigint {
  const quantity = decimalOf(id, field, text);
  if (quantity <= 0n) throw new TransactionError(id, field, `${text} is not above 0`);
  return quantity;
}

/**
 * A value as a scaled amount, null where it is unknown.
 * @throws TransactionError for text that is no decimal, or below 0
 */
export function amountOf(id: string, field: string, text: string | null): bigint | null {
  if (text === null) return null;
  const value = decimalOf(id, field, text);
  if (value < 0n) throw new TransactionError(id, field, `${text} is below 0`);
  return value;
}

/** @throws TransactionError for text that is no decimal */
export function decimalOf(id: string, field: string, text: string): bigint {
  try {
    return toScaled(text);
  } catch (error) {
    throw renamed(error, id, field);
  }
}

/**
 * Where a transaction stands in time.
 * @throws TransactionError for a time or day that is none
 */
export function placeOf({ id, at, day }: Pick<Transaction, "id" | "at" | "day">): EventPlace {
  const milliseconds = timeOf(id, at);
  const dayNumber = day === undefined ? Math.floor(milliseconds / DAY_MS) : named(id, "day", () => dayNumberOf(day));
  return { id, at, milliseconds, day: day ?? at.slice(0, 10), dayNumber };
}

/**
 * When units were acquired that came in later.
 * @throws TransactionError for a time that is none, or after the transaction
 */
export function acquiredOf({ id, milliseconds }: EventPlace, acquiredAt: string) {
  const acquiredMs = named(id, "acquiredAt", () => millisecondsOf(acquiredAt));
  if (acquiredMs > milliseconds) throw new TransactionError(id, "acquiredAt", "after the transaction");
  return { acquiredAt, acquiredMs, dayNumber: Math.floor(acquiredMs / DAY_MS) };
}

/**
 * The lots that a transfer brings from another portfolio; those it does not account for have no known cost or age.
 * @throws TransactionError for lots that are none, or more than the transfer brings
 */
export function carriedLots({ lots = [] }: TransferIn, place: EventPlace, quantity: bigint): NewLot[] {
  const { id, at: acquiredAt, milliseconds: acquiredMs, dayNumber } = place;
  const carried = lots.map((lot, index) => {
    const field = `lots.${index}`;
    const ms = named(id, `${field}.acquiredAt`, () => millisecondsOf(lot.acquiredAt));
    if (ms > acquiredMs) throw new TransactionError(id, `${field}.acquiredAt`, "after the transfer");
    return named(id, field, () => newLot(`${id}:${index}`, lot, ms));
  });
  const rest = carried.reduce((left, lot) => left - lot.quantity, quantity);
  if (rest < 0n) throw new TransactionError(id, "lots", "hold more than the transfer brings");
  if (rest === 0n) return carried;
  return [...carried, unknownLot({ id: `${id}:${lots.length}`, acquiredAt, acquiredMs, dayNumber }, id, rest)];
}

/** Units that are there without anybody knowing what they cost. */
export function unknownLot(
  place: Pick<NewLot, "id" | "acquiredAt" | "acquiredMs" | "dayNumber">,
  origin: string,
  quantity: bigint,
): NewLot {
  return { ...place, origin, quantity, cost: null };
}

function timeOf(id: string, at: string): number {
  try {
    return millisecondsOf(at);
  } catch (error) {
    throw renamed(error, id, "at");
  }
}

function named<T>(id: string, field: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw renamed(error, id, field);
  }
}

/** What a reader refused, with the name of the transaction and field. */
function renamed(error: unknown, id: string, field: string): unknown {
  return error instanceof RangeError ? new TransactionError(id, field, error.message) : error;
}
