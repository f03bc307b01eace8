import { shareOf } from "../decimals/scaled.ts";
import { AssetBook, type AssetBookState, type BookOptions } from "../lots/asset-book.ts";
import type { Taken } from "../lots/lot-book.ts";
import type { ScaledRedenomination, ScaledTransferIn, ScaledTransferOut } from "../lots/scaled-event.ts";
import type { AssetEvent, EventFlow } from "./asset-events.ts";
import { unknownLot } from "./read-amounts.ts";

/** An asset at the end of a day on which something happened to it, with what flowed that day: scaled amounts. */
export interface AssetDay {
  dayNumber: number;
  /** Units held, less those sold short. */
  quantity: bigint;
  /** From and to outside of the portfolio. */
  outside: FlowSums;
  /** From and to other assets of it. */
  between: FlowSums;
}

/** Base currency in and out, and units in and out whose value is unknown: scaled amounts. */
export type FlowSums = Omit<EventFlow, "scope">;

/** Everything from which an asset's ledger goes on. */
export interface AssetLedgerState {
  assetId: string;
  quantity: bigint;
  books: { accountId: string; book: AssetBookState }[];
  accounts: { accountId: string; quantity: bigint }[];
}

const NO_FLOWS: FlowSums = { inflow: 0n, outflow: 0n, unpricedIn: 0n, unpricedOut: 0n };

/** The account under which lots are kept that belong to the whole portfolio. */
export const WHOLE_PORTFOLIO = "";

/** One asset of a portfolio as its ledger goes on: a book for the whole, or one for each account. */
export class AssetLedger {
  readonly assetId: string;
  readonly books = new Map<string, AssetBook>();
  readonly days: AssetDay[] = [];
  /** Units by account as booked: below 0 where more left an account than came. Empty where accounts have books. */
  readonly #accounts = new Map<string, bigint>();
  readonly #options: BookOptions;
  readonly #isByAccount: boolean;
  #quantity: bigint;

  constructor(assetId: string, options: BookOptions, isByAccount: boolean, state: AssetLedgerState | null = null) {
    this.assetId = assetId;
    this.#options = options;
    this.#isByAccount = isByAccount;
    this.#quantity = state?.quantity ?? 0n;
    for (const { accountId, book } of state?.books ?? []) this.books.set(accountId, new AssetBook(options, book));
    for (const { accountId, quantity } of state?.accounts ?? []) this.#accounts.set(accountId, quantity);
  }

  /** Units held in all accounts, less those sold short: scaled. */
  get quantity(): bigint {
    return this.#quantity;
  }

  /** Ends all days before this one in every book. */
  advance(dayNumber: number): void {
    for (const book of this.books.values()) book.advance(dayNumber);
  }

  /** Events come in order, see `inLedgerOrder`. */
  apply({ event, accountId, toAccountId, flow }: AssetEvent): void {
    if (event.kind === "redenomination") this.#redenominate(event);
    else if (toAccountId !== null && event.kind === "transfer-out") this.#move(event, accountId, toAccountId);
    else {
      const book = this.#book(this.#isByAccount ? accountId : WHOLE_PORTFOLIO);
      const before = book.held;
      book.apply(event);
      this.#quantity += book.held - before;
      if (event.kind === "transfer-in") for (const lot of event.lots) this.#count(accountId, lot.quantity);
      else this.#count(accountId, event.kind === "acquisition" ? event.quantity : -event.quantity);
    }
    this.#mark(event.dayNumber, flow);
  }

  /** Units by account, in code unit order: scaled. */
  accounts(): { accountId: string; quantity: bigint }[] {
    const quantities = this.#isByAccount
      ? [...this.books].map(([accountId, { held: quantity }]) => ({ accountId, quantity }))
      : [...this.#accounts].map(([accountId, quantity]) => ({ accountId, quantity }));
    return quantities.sort(byAccount);
  }

  /** Shares its objects with the ledger: copy it before the ledger goes on. */
  state(): AssetLedgerState {
    const books = [...this.books].map(([accountId, book]) => ({ accountId, book: book.state() })).sort(byAccount);
    const accounts = this.#isByAccount ? [] : this.accounts();
    return { assetId: this.assetId, quantity: this.#quantity, books, accounts };
  }

  #move(event: ScaledTransferOut, from: string, to: string): void {
    this.#count(from, -event.quantity);
    this.#count(to, event.quantity);
    if (!this.#isByAccount || from === to) return;
    const [source, target] = [this.#book(from), this.#book(to)];
    const before = source.held + target.held;
    target.apply(arrival(event, source.send(event)));
    this.#quantity += source.held + target.held - before;
  }

  #redenominate(event: ScaledRedenomination): void {
    for (const book of this.books.values()) {
      this.#quantity -= book.held;
      book.apply(event);
      this.#quantity += book.held;
    }
    for (const [accountId, quantity] of this.#accounts) {
      this.#accounts.set(accountId, shareOf(quantity, event.to, event.from));
    }
  }

  #book(accountId: string): AssetBook {
    const book = this.books.get(accountId) ?? new AssetBook(this.#options);
    this.books.set(accountId, book);
    return book;
  }

  #count(accountId: string, quantity: bigint): void {
    if (!this.#isByAccount) this.#accounts.set(accountId, (this.#accounts.get(accountId) ?? 0n) + quantity);
  }

  #mark(dayNumber: number, flow: EventFlow | null): void {
    let day = this.days.at(-1);
    if (day === undefined || day.dayNumber !== dayNumber) {
      if (day !== undefined && dayNumber < day.dayNumber) throw new RangeError("the days run against the times");
      day = { dayNumber, quantity: 0n, outside: NO_FLOWS, between: NO_FLOWS };
      this.days.push(day);
    }
    day.quantity = this.#quantity;
    if (flow !== null) day[flow.scope] = day[flow.scope] === NO_FLOWS ? flow : addFlows(day[flow.scope], flow);
  }
}

/** What a move brings: the lots that left, and units of unknown cost for those that the source did not have. */
function arrival(event: ScaledTransferOut, { portions, missing }: Taken): ScaledTransferIn {
  const { id, at: acquiredAt, milliseconds: acquiredMs, dayNumber } = event;
  const lots = portions.map(({ lot, quantity, cost }, index) => {
    const { origin, fullQuantity, fullCost } = lot;
    const acquired = { acquiredAt: lot.acquiredAt, acquiredMs: lot.acquiredMs, dayNumber: lot.dayNumber };
    return { id: `${id}:${index}`, origin, ...acquired, quantity, cost, fullQuantity, fullCost };
  });
  const place = { id: `${id}:${lots.length}`, acquiredAt, acquiredMs, dayNumber };
  const unknown = missing > 0n ? [unknownLot(place, id, missing)] : [];
  return { ...event, kind: "transfer-in", lots: [...lots, ...unknown] };
}

function addFlows(left: FlowSums, right: FlowSums): FlowSums {
  return {
    inflow: left.inflow + right.inflow,
    outflow: left.outflow + right.outflow,
    unpricedIn: left.unpricedIn + right.unpricedIn,
    unpricedOut: left.unpricedOut + right.unpricedOut,
  };
}

function byAccount(left: { accountId: string }, right: { accountId: string }): number {
  return left.accountId < right.accountId ? -1 : 1;
}
