import { dayNumberOf } from "../calendar/utc-day.ts";
import { fromScaled } from "../decimals/scaled.ts";
import { type Derivation, DerivationTrail } from "../derivations/derivation.ts";
import type { NewLot } from "../lots/lot-book.ts";
import type { ScaledRedenomination } from "../lots/scaled-event.ts";
import { type AssetEvent, AssetEvents, inLedgerOrder } from "./asset-events.ts";
import { WHOLE_PORTFOLIO } from "./asset-ledger.ts";
import type { AssetHolding } from "./ledger-statement.ts";
import { pairSides } from "./pair-sides.ts";
import type { LedgerSettings, Transaction } from "./transaction.ts";

/** An event of an asset with where its transaction holds the units. */
export interface SourcedEvent extends AssetEvent {
  source: { id: string; field: string };
}

const QUANTITY: Derivation["formula"] = {
  name: "quantity held",
  expression: "Σ units in - Σ units out + Σ units missing; at a redenomination · new / old",
  reference: "Units are conserved: those missing went out without having come in",
};

/** Events by asset, in the order in which they count. */
export function sourcedEvents(
  transactions: readonly Transaction[],
  settings: LedgerSettings,
  until: string,
): Map<string, SourcedEvent[]> {
  const byAsset = new Map<string, SourcedEvent[]>();
  const last = dayNumberOf(until);
  let swapId: string | null = null;
  const events = new AssetEvents(settings, {
    addEvent(assetId, event) {
      if (event.event.dayNumber > last) return;
      const known = byAsset.get(assetId) ?? [];
      byAsset.set(assetId, known);
      known.push({ ...event, source: sourceOf(event, swapId) });
    },
    addIncome: () => undefined,
    addFee: () => undefined,
    addCash: () => undefined,
  });
  const { moves, others } = pairSides(transactions);
  for (const each of others) {
    swapId = each.type === "swap" ? each.id : null;
    events.add(each);
  }
  for (const { out, into } of moves) events.addMove(out, into);
  for (const each of byAsset.values()) each.sort(inLedgerOrder);
  return byAsset;
}

function sourceOf({ event }: AssetEvent, swapId: string | null): SourcedEvent["source"] {
  if (event.kind === "disposal" && event.id.endsWith(":fee"))
    return { id: event.id.slice(0, -4), field: "fee.quantity" };
  if (event.id !== swapId) return { id: event.id, field: "quantity" };
  return { id: event.id, field: event.kind === "acquisition" ? "in.quantity" : "out.quantity" };
}

/** What an asset's quantity and cost are made of. */
export class AssetSources {
  readonly #holding: AssetHolding;
  readonly #events: readonly SourcedEvent[];
  readonly #isByAccount: boolean;

  constructor(settings: LedgerSettings, holding: AssetHolding, events: readonly SourcedEvent[]) {
    this.#holding = holding;
    this.#events = events;
    const isOnePool = settings.methods.some(({ method }) => method === "section-104");
    this.#isByAccount = settings.lots === "account" && !isOnePool;
  }

  quantity(): Derivation {
    const trail = new DerivationTrail();
    const books = this.#holding.books.map(({ accountId, lots }) => {
      const units = new BookUnits(trail, accountId ?? WHOLE_PORTFOLIO);
      const missing = new Map<string, string>();
      for (const each of lots.missing) if (each.reason === "not-acquired") missing.set(each.eventId, each.quantity);
      for (const event of this.#events) this.#count(units, event, missing);
      return units.close();
    });
    trail.step("quantity", "sum", books);
    const { assetId, quantity } = this.#holding;
    return trail.derivation(`quantity of ${assetId}`, quantity, QUANTITY);
  }

  /** Everything that cost less everything it was spent on; null where some of it is unknown. */
  cost(): DerivationTrail | null {
    const trail = new DerivationTrail();
    const paid = this.#events.flatMap(({ event, source }) => {
      if (event.kind === "transfer-in") return event.lots.map((lot) => costInput(trail, lot, source.id));
      return event.kind === "acquisition" ? [costInput(trail, event, source.id)] : [];
    });
    const moves = new Set(this.#events.flatMap(({ event, toAccountId }) => (toAccountId === null ? [] : [event.id])));
    const spent = this.#holding.books.flatMap(({ accountId, lots }) => {
      const where = accountId === null ? "" : `account ${accountId} `;
      const matches = lots.disposals.flatMap(({ disposalId, matches: each }) =>
        each.map(({ cost }, index) => ({ id: `${where}disposal ${disposalId} match ${index}`, cost })),
      );
      const carried = lots.transfers
        .filter(({ transferId }) => !moves.has(transferId))
        .flatMap(({ transferId, lots: each }) =>
          each.map(({ cost }, index) => ({ id: `${where}transfer ${transferId} lot ${index}`, cost })),
        );
      return [...matches, ...carried].map(({ id, cost }) =>
        cost === null ? null : trail.input(`cost of ${id}`, cost, { kind: "figure", id, field: "cost" }),
      );
    });
    const known = [...paid, ...spent].filter((name) => name !== null);
    if (known.length < paid.length + spent.length) return null;
    const all = trail.step("cost of all that came in", "sum", known.slice(0, paid.length));
    trail.step("cost", "difference", [all, ...known.slice(paid.length)]);
    return trail;
  }

  #count(
    units: BookUnits,
    { event, accountId, toAccountId, source }: SourcedEvent,
    missing: Map<string, string>,
  ): void {
    const isHere = !this.#isByAccount || accountId === units.account;
    if (event.kind === "redenomination") units.redenominate(event);
    else if (toAccountId !== null && (!this.#isByAccount || accountId === toAccountId)) return;
    else if (toAccountId === units.account && event.kind === "transfer-out") units.add(source, event.quantity);
    else if (!isHere) return;
    else if (event.kind === "acquisition") units.add(source, event.quantity);
    else if (event.kind === "transfer-in") {
      units.add(
        source,
        event.lots.reduce((sum, lot) => sum + lot.quantity, 0n),
      );
    } else units.remove(source, event.quantity, missing.get(event.id));
  }
}

/** The units of one book as they come and go. */
class BookUnits {
  readonly account: string;
  readonly #trail: DerivationTrail;
  readonly #where: string;
  #in: string[] = [];
  #out: string[] = [];

  constructor(trail: DerivationTrail, account: string) {
    this.account = account;
    this.#trail = trail;
    this.#where = account === WHOLE_PORTFOLIO ? "" : ` in ${account}`;
  }

  add(source: SourcedEvent["source"], quantity: bigint): void {
    this.#in.push(this.#input("in", source, quantity));
  }

  remove(source: SourcedEvent["source"], quantity: bigint, missing: string | undefined): void {
    this.#out.push(this.#input("out", source, quantity));
    if (missing === undefined) return;
    const id = `missing ${source.id}`;
    const name = `${id} ${source.field}${this.#where}`;
    this.#in.push(this.#trail.input(name, missing, { kind: "figure", id, field: "quantity" }));
  }

  redenominate({ id, from, to }: ScaledRedenomination): void {
    const old = this.#rest(`before ${id}`);
    const amounts = [to, from].map((units, index) => {
      const field = index === 0 ? "to" : "from";
      return this.#trail.input(`${field} of ${id}${this.#where}`, fromScaled(units), { kind: "event", id, field });
    });
    this.#in = [this.#trail.step(`units after ${id}${this.#where}`, "share", [old, ...amounts])];
    this.#out = [];
  }

  /** @returns the name of what is left */
  close(): string {
    return this.#rest("at the end");
  }

  #rest(when: string): string {
    const all = this.#trail.step(`units in ${when}${this.#where}`, "sum", this.#in);
    return this.#trail.step(`units ${when}${this.#where}`, "difference", [all, ...this.#out]);
  }

  #input(side: string, { id, field }: SourcedEvent["source"], quantity: bigint): string {
    const name = `${field} ${side} of ${id}${this.#where}`;
    return this.#trail.input(name, fromScaled(quantity), { kind: "event", id, field });
  }
}

function costInput(trail: DerivationTrail, { id, cost }: Pick<NewLot, "id" | "cost">, source: string): string | null {
  if (cost === null) return null;
  return trail.input(`cost of ${id}`, fromScaled(cost), {
    kind: "event",
    id: source,
    field: "cost, with its fee if set",
  });
}
