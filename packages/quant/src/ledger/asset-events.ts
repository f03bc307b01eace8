import { EVENT_RANK } from "../lots/lot-event.ts";
import { type EventPlace, type ScaledEvent, sumKnown } from "../lots/scaled-event.ts";
import { acquiredOf, amountOf, carriedLots, decimalOf, placeOf, quantityOf } from "./read-amounts.ts";
import { type Fee, type LedgerSettings, type Transaction, TransactionError } from "./transaction.ts";

/**
 * What an event brings into an asset or takes out of it: in base currency, or in units where their value is unknown.
 * `between` is what assets of the portfolio exchange among themselves.
 */
export interface EventFlow {
  scope: "outside" | "between";
  inflow: bigint;
  outflow: bigint;
  unpricedIn: bigint;
  unpricedOut: bigint;
}

/** An event of one asset in one account: scaled amounts. */
export interface AssetEvent {
  event: ScaledEvent;
  accountId: string;
  /** The account of the same portfolio to which a transfer goes; null for every other event. */
  toAccountId: string | null;
  flow: EventFlow | null;
}

/** Something earned, or a fee: scaled amounts. */
export interface LedgerEntry {
  transactionId: string;
  type: Transaction["type"];
  /** Null for a fee in base currency that belongs to no asset. */
  assetId: string | null;
  day: string;
  dayNumber: number;
  value: bigint | null;
}

/** Takes what a transaction is made of. */
export interface EventSink {
  addEvent(assetId: string, event: AssetEvent): void;
  addIncome(entry: LedgerEntry): void;
  addFee(entry: LedgerEntry): void;
  /** Base currency from outside that belongs to no asset, negative for a rebate. */
  addCash(dayNumber: number, amount: bigint): void;
}

const NO_FLOW: Omit<EventFlow, "scope"> = { inflow: 0n, outflow: 0n, unpricedIn: 0n, unpricedOut: 0n };
const INCOME = new Set<Transaction["type"]>(["staking-reward", "interest", "airdrop", "mining"]);

/** The order in which events of an asset count: see `orderEvents`. */
export function inLedgerOrder({ event: left }: AssetEvent, { event: right }: AssetEvent): number {
  if (left.milliseconds !== right.milliseconds) return left.milliseconds - right.milliseconds;
  const rank = EVENT_RANK[left.kind] - EVENT_RANK[right.kind];
  if (rank !== 0) return rank;
  return left.id < right.id ? -1 : 1;
}

/** What a fee is: its value, and what of it is base currency from outside. Scaled amounts. */
interface ReadFee {
  value: bigint | null;
  cash: bigint;
}

const NO_FEE: ReadFee = { value: 0n, cash: 0n };

/** Turns the transactions of a portfolio into events of its assets, with their flows, income and fees. */
export class AssetEvents {
  readonly #settings: LedgerSettings;
  readonly #sink: EventSink;

  constructor(settings: LedgerSettings, sink: EventSink) {
    this.#settings = settings;
    this.#sink = sink;
  }

  /** @throws TransactionError naming the transaction and the field that is wrong */
  add(transaction: Transaction): void {
    const place = placeOf(transaction);
    const fee = this.#readFee(transaction, place);
    switch (transaction.type) {
      case "swap":
        this.#swap(transaction, place, fee);
        break;
      case "fee":
        this.#cash(place, fee);
        break;
      case "split": {
        const { id, assetId, accountId } = transaction;
        const from = quantityOf(id, "from", transaction.from);
        const event = { ...place, kind: "redenomination" as const, from, to: quantityOf(id, "to", transaction.to) };
        this.#sink.addEvent(assetId, { event, accountId, toAccountId: null, flow: null });
        this.#cash(place, fee);
        break;
      }
      default:
        this.#ofAsset(transaction, place, fee);
    }
  }

  /**
   * Both sides of a transfer within the portfolio: one move, at the earlier of the two times.
   * @throws TransactionError where the sides do not fit
   */
  addMove(out: Transaction & { type: "transfer-out" }, into: Transaction & { type: "transfer-in" }): void {
    const [left, right] = [placeOf(out), placeOf(into)];
    const place = left.milliseconds <= right.milliseconds ? left : { ...right, id: out.id };
    const quantity = quantityOf(out.id, "quantity", out.quantity);
    if (out.assetId !== into.assetId) throw new TransactionError(into.id, "assetId", "not the one that left");
    if (quantityOf(into.id, "quantity", into.quantity) !== quantity) {
      throw new TransactionError(into.id, "quantity", `${into.quantity} of ${out.quantity} that left`);
    }
    for (const [side, at] of [
      [out, left],
      [into, right],
    ] as const)
      this.#cash(at, this.#readFee(side, at));
    const event = { ...place, kind: "transfer-out" as const, quantity, choices: out.lots };
    const toAccountId = into.accountId;
    this.#sink.addEvent(out.assetId, { event, accountId: out.accountId, toAccountId, flow: null });
  }

  #ofAsset(transaction: Exclude<Transaction, { type: "swap" | "fee" | "split" }>, place: EventPlace, fee: ReadFee) {
    const { id, type, assetId, accountId } = transaction;
    const quantity = quantityOf(id, "quantity", transaction.quantity);
    const value = "value" in transaction ? amountOf(id, "value", transaction.value) : 0n;
    const isIncome = INCOME.has(type) || (type === "gift-in" && this.#settings.giftsReceived === "income");
    if (isIncome) this.#sink.addIncome(entryOf(place, type, assetId, value));
    const event = this.#eventOf(transaction, place, { quantity, value, fee: fee.value });
    const gone = type === "lost" || type === "stolen";
    const flow = isIncome || gone ? cashFlow(fee.cash) : outsideFlow(isIn(event), quantity, value, fee.cash);
    this.#sink.addEvent(assetId, { event, accountId, toAccountId: null, flow });
  }

  #eventOf(
    transaction: Exclude<Transaction, { type: "swap" | "fee" | "split" }>,
    place: EventPlace,
    { quantity, value, fee }: { quantity: bigint; value: bigint | null; fee: bigint | null },
  ): ScaledEvent {
    const { giftsMade, losses, feesInCost } = this.#settings;
    const added = feesInCost ? fee : 0n;
    switch (transaction.type) {
      case "deposit":
      case "opening-balance": {
        const cost = sumKnown(amountOf(place.id, "cost", transaction.cost), added);
        const { acquiredAt } = transaction;
        const acquired = acquiredAt === undefined ? {} : { acquired: acquiredOf(place, acquiredAt) };
        return { ...place, kind: "acquisition", quantity, cost, fee, ...acquired };
      }
      case "transfer-in":
        return { ...place, kind: "transfer-in", lots: carriedLots(transaction, place, quantity) };
      case "withdrawal":
      case "transfer-out":
        return { ...place, kind: "transfer-out", quantity, choices: transaction.lots };
      case "lost":
      case "stolen":
        return outgoing(place, quantity, losses === "disposal" ? { value: 0n, added, fee } : null, transaction.lots);
      case "gift-out":
        return outgoing(place, quantity, giftsMade === "disposal" ? { value, added, fee } : null, transaction.lots);
      case "sell":
        return outgoing(place, quantity, { value, added, fee }, transaction.lots);
      default: {
        const cost = sumKnown(value, added);
        if (cost !== null && cost < 0n) throw new TransactionError(place.id, "fee", "a rebate above the cost");
        return { ...place, kind: "acquisition", quantity, cost, fee };
      }
    }
  }

  /**
   * The fee lowers what the outgoing leg brings: costs of exchanging one digital asset for another belong to the
   * disposition (26 CFR 1.1001-7(c)).
   */
  #swap(swap: Transaction & { type: "swap" }, place: EventPlace, fee: ReadFee): void {
    const { id, accountId } = swap;
    if (swap.in.assetId === swap.out.assetId) throw new TransactionError(id, "in.assetId", "the same as out.assetId");
    const out = quantityOf(id, "out.quantity", swap.out.quantity);
    const into = quantityOf(id, "in.quantity", swap.in.quantity);
    const value = amountOf(id, "value", swap.value);
    const added = this.#settings.feesInCost ? fee.value : 0n;
    const event = outgoing(place, out, { value, added, fee: fee.value }, swap.lots);
    const base = { accountId, toAccountId: null };
    this.#sink.addEvent(swap.out.assetId, { ...base, event, flow: betweenFlow(false, out, value) });
    const bought = { ...place, kind: "acquisition" as const, quantity: into, cost: value, fee: 0n };
    this.#sink.addEvent(swap.in.assetId, { ...base, event: bought, flow: betweenFlow(true, into, value) });
    this.#cash(place, fee);
  }

  /** A fee in another asset is a disposal of it, at its value. */
  #readFee(transaction: Transaction, place: EventPlace): ReadFee {
    const { id, type, accountId } = transaction;
    const fee: Fee | undefined = transaction.fee;
    if (fee === undefined) {
      if (type === "fee") throw new TransactionError(id, "fee", "missing");
      return NO_FEE;
    }
    const assetId = assetOf(transaction);
    if ("amount" in fee) {
      const cash = fee.amount === null ? null : decimalOf(id, "fee.amount", fee.amount);
      this.#sink.addFee(entryOf(place, type, assetId, cash));
      return { value: cash, cash: cash ?? 0n };
    }
    const quantity = quantityOf(id, "fee.quantity", fee.quantity);
    const value = amountOf(id, "fee.value", fee.value);
    this.#sink.addFee(entryOf(place, type, assetId ?? fee.assetId, value));
    const event = outgoing({ ...place, id: `${id}:fee` }, quantity, { value, added: 0n, fee: 0n }, undefined);
    this.#sink.addEvent(fee.assetId, { event, accountId, toAccountId: null, flow: null });
    return { value, cash: 0n };
  }

  #cash({ dayNumber }: EventPlace, { cash }: ReadFee): void {
    if (cash !== 0n) this.#sink.addCash(dayNumber, cash);
  }
}

function assetOf(transaction: Transaction): string | null {
  if ("assetId" in transaction) return transaction.assetId;
  return transaction.type === "swap" ? transaction.out.assetId : null;
}

function entryOf(
  { id: transactionId, day, dayNumber }: EventPlace,
  type: Transaction["type"],
  assetId: string | null,
  value: bigint | null,
): LedgerEntry {
  return { transactionId, type, assetId, day, dayNumber, value };
}

function isIn({ kind }: ScaledEvent): boolean {
  return kind === "acquisition" || kind === "transfer-in";
}

/** A disposal of a value, less what is added to its costs; without a value units just leave. */
function outgoing(
  place: EventPlace,
  quantity: bigint,
  sold: { value: bigint | null; added: bigint | null; fee: bigint | null } | null,
  choices: Extract<Transaction, { type: "sell" }>["lots"],
): ScaledEvent {
  if (sold === null) return { ...place, kind: "transfer-out", quantity, choices };
  const { value, added, fee } = sold;
  const proceeds = sumKnown(value, added === null ? null : -added);
  return { ...place, kind: "disposal", quantity, proceeds, fee, choices };
}

function betweenFlow(isInto: boolean, quantity: bigint, value: bigint | null): EventFlow {
  const side = value === null ? (isInto ? "unpricedIn" : "unpricedOut") : isInto ? "inflow" : "outflow";
  return { scope: "between", ...NO_FLOW, [side]: value ?? quantity };
}

/** A fee is money that came in with a purchase, or that a sale brought less. */
function outsideFlow(isInto: boolean, quantity: bigint, value: bigint | null, cash: bigint): EventFlow {
  const worth = value ?? 0n;
  const flow = cashFlow(isInto ? worth + cash : cash - worth);
  if (value === null) flow[isInto ? "unpricedIn" : "unpricedOut"] = quantity;
  return flow;
}

function cashFlow(amount: bigint): EventFlow {
  const [inflow, outflow] = amount > 0n ? [amount, 0n] : [0n, -amount];
  return { scope: "outside", inflow, outflow, unpricedIn: 0n, unpricedOut: 0n };
}
