import { dayNumberOf } from "../calendar/utc-day.ts";
import { lesser, shareOf } from "../decimals/scaled.ts";
import { copyScaled } from "../decimals/scaled-state.ts";
import { LotBook, type LotBookState, type NewLot, type Portion, type Taken } from "./lot-book.ts";
import { LotLog, type RealisedTotals, type ScaledMatch, unpaidMatch } from "./lot-log.ts";
import type { Lot } from "./lot-queue.ts";
import type { CostMethod } from "./lot-result.ts";
import type {
  ScaledAcquisition,
  ScaledDisposal,
  ScaledEvent,
  ScaledRedenomination,
  ScaledTransferIn,
  ScaledTransferOut,
} from "./scaled-event.ts";
import { Section104Book, type Section104State } from "./section-104.ts";
import { type ShortSale, ShortSales } from "./short-sales.ts";

/** A cost method from a day on. */
export interface MethodFrom {
  /** `YYYY-MM-DD`; the first one counts from the beginning whatever its day. */
  fromDay: string;
  method: CostMethod;
}

export interface BookOptions {
  /** By day, ascending, at least one. A change carries the open lots over, those of a pool at its mean cost. */
  methods: readonly MethodFrom[];
  longTermDays: number | null;
  /** Whether more may be sold than is held; never where Section 104 is among the methods, which has no shorts. */
  shorts: "refuse" | "allow";
}

/** Everything from which an asset's book goes on. */
export interface AssetBookState {
  methodAt: number;
  held: bigint;
  book: LotBookState | Section104State;
  shorts: ShortSale[];
  totals: RealisedTotals;
}

/** The ledger of one asset as it goes on, event by event: its lots, shorts, and what was realised. */
export class AssetBook {
  readonly log: LotLog;
  readonly #options: BookOptions;
  readonly #fromDays: readonly number[];
  readonly #shorts: ShortSales;
  readonly #allowsShorts: boolean;
  #methodAt: number;
  #held: bigint;
  #book: LotBook | Section104Book;

  /** @throws RangeError for no method, or methods out of order */
  constructor(options: BookOptions, state: AssetBookState | null = null) {
    this.#options = options;
    this.#fromDays = options.methods.map(({ fromDay }) => dayNumberOf(fromDay));
    if (this.#fromDays.some((day, at) => at > 0 && day <= (this.#fromDays[at - 1] ?? day))) {
      throw new RangeError("cost methods out of order");
    }
    const hasPool104 = options.methods.some(({ method }) => method === "section-104");
    this.#allowsShorts = options.shorts === "allow" && !hasPool104;
    this.log = new LotLog(options.longTermDays, state?.totals);
    this.#shorts = new ShortSales(this.log, state?.shorts);
    this.#methodAt = state?.methodAt ?? 0;
    this.#held = state?.held ?? 0n;
    this.#book = state === null ? this.#newBook() : this.#restored(state.book);
  }

  get method(): CostMethod {
    const method = this.#options.methods[this.#methodAt]?.method;
    if (method === undefined) throw new RangeError("a ledger without a cost method");
    return method;
  }

  /** Units held, less those sold short: scaled. */
  get held(): bigint {
    return this.#held;
  }

  /** Shares its objects with the book: copy it before the book goes on. */
  state(): AssetBookState {
    const { totals } = this.log;
    const shorts = this.#shorts.open();
    return { methodAt: this.#methodAt, held: this.#held, book: this.#book.state(), shorts, totals };
  }

  /** A book of its own that goes on from here, with nothing in its log. */
  fork(): AssetBook {
    return new AssetBook(this.#options, copyScaled(this.state()));
  }

  /** Ends all days before this one, and changes the method where one begins. */
  advance(dayNumber: number): void {
    for (let next = this.#fromDays[this.#methodAt + 1]; next !== undefined && next <= dayNumber; ) {
      this.#changeMethod();
      next = this.#fromDays[this.#methodAt + 1];
    }
    if (this.#book instanceof Section104Book) this.#book.advance(dayNumber);
  }

  /** Events come in order, see `orderEvents`. */
  apply(event: ScaledEvent): void {
    this.advance(event.dayNumber);
    if (event.kind === "transfer-in") this.#receive(event);
    else if (event.kind === "acquisition") this.#acquire(event);
    else if (event.kind === "disposal") this.#dispose(event);
    else if (event.kind === "transfer-out") this.#leave(event);
    else this.#redenominate(event);
  }

  /**
   * Takes out what moves to another book of the same owner.
   * @throws RangeError under Section 104, which has one pool
   */
  send(event: ScaledTransferOut): Taken {
    this.advance(event.dayNumber);
    if (this.#book instanceof Section104Book) throw new RangeError("a Section 104 holding has no parts");
    const taken = this.#book.take(event.quantity, event.choices);
    this.#held -= event.quantity - taken.missing;
    this.log.addUnheld(event, taken.unheld);
    this.log.addTransfer(event, taken);
    return taken;
  }

  /** Settles what still waits for later days, as if nothing were acquired any more. */
  finish(): void {
    if (this.#book instanceof Section104Book) this.#book.finish();
  }

  /** What is left of a finished book, oldest first. */
  open(): Lot[] {
    return this.#book.open();
  }

  #acquire(event: ScaledAcquisition): void {
    this.#held += event.quantity;
    this.log.addFee(event.fee);
    if (event.cost === null) this.log.addMissing(event, "acquisition", "unknown-cost", event.quantity, null);
    if (this.#book instanceof Section104Book) {
      this.#book.apply(event);
      return;
    }
    const rest = this.#shorts.cover(event);
    if (rest !== null) this.#book.add(lotOf(rest));
  }

  #receive(event: ScaledTransferIn): void {
    for (const lot of event.lots) this.#held += lot.quantity;
    this.log.addUncosted(event);
    if (this.#book instanceof Section104Book) this.#book.apply(event);
    else for (const lot of event.lots) this.#book.add(lot);
  }

  #redenominate(event: ScaledRedenomination): void {
    this.#held = shareOf(this.#held, event.to, event.from);
    this.#shorts.redenominate(event.from, event.to);
    if (this.#book instanceof Section104Book) this.#book.apply(event);
    else this.#book.redenominate(event.from, event.to);
  }

  #leave(event: ScaledTransferOut): void {
    if (this.#book instanceof Section104Book) {
      this.#held -= lesser(event.quantity, this.#held);
      this.#book.apply(event);
    } else this.send(event);
  }

  #dispose(event: ScaledDisposal): void {
    if (this.#book instanceof Section104Book) {
      this.#held -= lesser(event.quantity, this.#held);
      this.#book.apply(event);
      return;
    }
    const taken = this.#book.take(event.quantity, event.choices);
    this.log.addUnheld(event, taken.unheld);
    const rule = this.method === "average" ? "average" : "lot";
    const exchange = { quantity: event.quantity, amount: event.proceeds, fee: event.fee };
    const matches = taken.portions.map((portion) => matchOf(portion, rule));
    const { quantity, amount } = this.log.addDisposal(event, exchange, matches);
    this.#held -= event.quantity - quantity;
    if (quantity === 0n) return;
    if (this.#allowsShorts) {
      this.#held -= quantity;
      this.#shorts.add({ id: event.id, quantity, proceeds: amount });
    } else this.log.addMissing(event, "disposal", "not-acquired", quantity, amount);
  }

  #changeMethod(): void {
    this.finish();
    const isPool = this.method === "average" || this.method === "section-104";
    const lots = this.open();
    this.#methodAt += 1;
    const book = this.#newBook();
    const carried: NewLot[] = isPool
      ? lots.map((lot) => ({ ...lot, fullQuantity: lot.quantity, fullCost: lot.cost }))
      : lots;
    if (book instanceof Section104Book) book.carry(carried);
    else for (const lot of carried) book.add(lot);
    this.#book = book;
  }

  #newBook(): LotBook | Section104Book {
    const { method } = this;
    return method === "section-104" ? new Section104Book(this.log) : new LotBook(method);
  }

  #restored(state: LotBookState | Section104State): LotBook | Section104Book {
    return state.method === "section-104" ? new Section104Book(this.log, state) : LotBook.restore(state);
  }
}

function lotOf({ id, at, milliseconds, dayNumber, quantity, cost, acquired }: ScaledAcquisition): NewLot {
  const place = acquired ?? { acquiredAt: at, acquiredMs: milliseconds, dayNumber };
  return { id, origin: id, ...place, quantity, cost };
}

function matchOf(portion: Portion, rule: ScaledMatch["rule"]): ScaledMatch {
  const { id, acquiredAt, dayNumber: acquiredDay } = portion.lot;
  return unpaidMatch(rule, [id], { acquiredAt, acquiredDay }, portion);
}
