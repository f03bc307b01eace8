import { DAY_MS, dayNumberOf, millisecondsOf } from "../calendar/utc-day.ts";

/** What every event of an asset's ledger has. */
interface Dated {
  /** Unique within the ledger. */
  id: string;
  /** ISO time in UTC, ending in Z. */
  at: string;
  /** Calendar day `YYYY-MM-DD` by which holding periods and day rules count; the UTC day of `at` unless given. */
  day?: string;
}

/** Units that came in for a price: bought, swapped for, earned at their value. */
export interface Acquisition extends Dated {
  kind: "acquisition";
  /** Units of the asset, above 0. */
  quantity: string;
  /** What all of them cost in the base currency, without fee, 0 or more; null where it is unknown. */
  cost: string | null;
  /** In the base currency; 0 unless given, negative for a rebate, null where it is unknown. */
  fee?: string | null;
}

/** Units that went out for a price: sold, swapped, spent, given at their value. */
export interface Disposal extends Dated {
  kind: "disposal";
  /** Units of the asset, above 0. */
  quantity: string;
  /** What all of them brought in the base currency, without fee, 0 or more; null where it is unknown. */
  proceeds: string | null;
  /** In the base currency; 0 unless given, negative for a rebate, null where it is unknown. */
  fee?: string | null;
  /** Lots to be sold, for specific identification. */
  lots?: readonly LotChoice[];
}

/** Units that came from another ledger of the same owner, with their cost and age. */
export interface TransferIn extends Dated {
  kind: "transfer-in";
  lots: readonly CarriedLot[];
}

/** Units that left for another ledger of the same owner: no disposal, no gain. */
export interface TransferOut extends Dated {
  kind: "transfer-out";
  /** Units of the asset, above 0. */
  quantity: string;
  /** Lots to be moved, for specific identification. */
  lots?: readonly LotChoice[];
}

/** A split or redenomination: so many old units became so many new ones. Cost, dates and origin stay. */
export interface Redenomination extends Dated {
  kind: "redenomination";
  /** Old units, above 0. */
  from: string;
  /** New units for them, above 0. */
  to: string;
}

export type LotEvent = Acquisition | Disposal | TransferIn | TransferOut | Redenomination;

/** So many units of one lot. */
export interface LotChoice {
  lotId: string;
  quantity: string;
}

/** A lot, or part of one, on its way between ledgers. */
export interface CarriedLot {
  /** The acquisition that it comes from, through however many transfers. */
  origin: string;
  acquiredAt: string;
  acquiredDay: string;
  quantity: string;
  /** Null where it is unknown. */
  cost: string | null;
}

/** Order of equal-time events: what changes units first, then what comes in, then what goes out. */
export const EVENT_RANK = {
  redenomination: 0,
  "transfer-in": 1,
  acquisition: 2,
  disposal: 3,
  "transfer-out": 4,
} as const;

/** An event with its place in time. */
export interface PlacedEvent<E extends LotEvent = LotEvent> {
  event: E;
  milliseconds: number;
  day: string;
  dayNumber: number;
}

/**
 * Events in the order in which they count, whatever order they came in: by time; at equal times redenominations, then
 * what comes in before what goes out (transfers in, acquisitions, disposals, transfers out); then by id, in code unit
 * order.
 * @throws RangeError for times or days that are none, an id that occurs twice, or days that run against the times
 */
export function orderEvents(events: readonly LotEvent[]): PlacedEvent[] {
  const placed = events.map((event) => {
    const milliseconds = millisecondsOf(event.at);
    const dayNumber = event.day === undefined ? Math.floor(milliseconds / DAY_MS) : dayNumberOf(event.day);
    return { event, milliseconds, day: event.day ?? event.at.slice(0, 10), dayNumber };
  });
  placed.sort(inOrder);
  const ids = new Set<string>();
  let before = Number.NEGATIVE_INFINITY;
  for (const { event, dayNumber } of placed) {
    if (ids.has(event.id)) throw new RangeError(`${event.id} occurs twice`);
    if (dayNumber < before) throw new RangeError(`the day of ${event.id} is before that of an earlier event`);
    ids.add(event.id);
    before = dayNumber;
  }
  return placed;
}

function inOrder(left: PlacedEvent, right: PlacedEvent): number {
  if (left.milliseconds !== right.milliseconds) return left.milliseconds - right.milliseconds;
  const rank = EVENT_RANK[left.event.kind] - EVENT_RANK[right.event.kind];
  if (rank !== 0) return rank;
  return left.event.id < right.event.id ? -1 : 1;
}
