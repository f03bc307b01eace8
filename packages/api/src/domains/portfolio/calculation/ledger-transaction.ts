import { dayNumberOf } from "@cryptodesk/quant/calendar/utc-day";
import { fromScaled, multiplyScaled, shareOf, toScaled } from "@cryptodesk/quant/decimals/scaled";
import { type Fee, type Transaction, TransactionError } from "@cryptodesk/quant/ledger/transaction";
import type { SourcedPrice } from "@cryptodesk/shared/portfolio/holding.contract";
import type { LedgerRules } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { CurrencyPrices } from "./currency-prices.ts";
import type { Valuation } from "./portfolio-ledger.ts";
import type { HeldRecord } from "./transaction-row.ts";

/** What is needed to read a stored transaction. */
export interface ReadingRules {
  unpriced: LedgerRules["unpriced"];
  prices: Pick<CurrencyPrices, "currency" | "rateOf" | "priceOn">;
}

/** A stored transaction as the ledger reads it. */
export interface Converted {
  /** One; or two, where what got lost on the way of a transfer is a fee of its own. */
  transactions: Transaction[];
  valuations: Valuation[];
  /** Something of it was valued by a price or rate that may still change, or not at all for lack of one. */
  isProvisional: boolean;
}

/** Ends the id of the fee that stands for what got lost on the way of a transfer. */
export const LOST_ON_THE_WAY = ":way";

/**
 * Reads a stored transaction: amounts in the portfolio's currency at the day's rate, a missing value from the market where
 * the rules say so. What cannot be known is null.
 * @param mate the other side of a transfer within the portfolio
 * @param lastClosed last day whose prices are final, in days since 1970
 * @throws TransactionError for one that contradicts itself
 */
export function ledgerTransaction(
  record: HeldRecord,
  mate: HeldRecord | null,
  rules: ReadingRules,
  lastClosed: number,
): Converted {
  return new TransactionReader(record, mate, rules, lastClosed).read();
}

/** Whether two sides of a transfer are one move of the same units; else each is for itself. */
export function isMove(out: HeldRecord, into: HeldRecord): boolean {
  if (out.type !== "transfer-out" || into.type !== "transfer-in" || out.assetId !== into.assetId) return false;
  return toScaled(out.quantity ?? "0") >= toScaled(into.quantity ?? "0");
}

class TransactionReader {
  readonly #record: HeldRecord;
  readonly #mate: HeldRecord | null;
  readonly #rules: ReadingRules;
  readonly #day: number;
  readonly #lastClosed: number;
  readonly #valuations: Valuation[] = [];
  #isProvisional = false;

  constructor(record: HeldRecord, mate: HeldRecord | null, rules: ReadingRules, lastClosed: number) {
    this.#record = record;
    this.#mate = mate;
    this.#rules = rules;
    this.#day = dayNumberOf(record.at.slice(0, 10));
    this.#lastClosed = lastClosed;
  }

  read(): Converted {
    const transactions = this.#transactions();
    return { transactions, valuations: this.#valuations, isProvisional: this.#isProvisional };
  }

  #transactions(): Transaction[] {
    const { type, id, at, walletId } = this.#record;
    const fee = this.#fee();
    const base = { id, at, accountId: walletId, ...(fee === null ? {} : { fee }) };
    switch (type) {
      case "fee":
        if (fee === null) throw new TransactionError(id, "fees", "a fee of nothing: say what was paid, or delete it");
        return [{ ...base, type, fee }];
      case "split": {
        const [from, to] = [this.#needed("splitFrom"), this.#needed("splitTo")];
        return [{ ...base, type, assetId: this.#needed("assetId"), from, to }];
      }
      case "swap":
        return [{ ...base, type, ...this.#swap() }];
      case "transfer-out":
        return this.#transferOut(base);
      default:
        return [{ ...base, ...this.#ofAsset(type) }];
    }
  }

  #ofAsset(type: Exclude<Transaction["type"], "fee" | "split" | "swap" | "transfer-out">) {
    const { acquiredAt, linkId, id, carried } = this.#record;
    const units = this.#units();
    switch (type) {
      case "deposit":
      case "opening-balance": {
        const value = this.#value();
        return { ...units, type, value, cost: this.#cost(value), ...(acquiredAt === null ? {} : { acquiredAt }) };
      }
      case "transfer-in": {
        const value = this.#mate === null ? this.#value() : null;
        const lots = this.#mate === null && carried !== null ? { lots: this.#arrived(carried) } : {};
        return { ...units, type, link: linkOf(linkId, id, this.#mate), value, ...lots };
      }
      case "lost":
      case "stolen":
        return { ...units, type, ...this.#choices() };
      case "sell":
      case "withdrawal":
      case "gift-out":
        return { ...units, type, value: this.#value(), ...this.#choices() };
      default:
        return { ...units, type, value: this.#value() };
    }
  }

  #transferOut(base: { id: string; at: string; accountId: string; fee?: Fee }): Transaction[] {
    const { id, at, linkId, walletId } = this.#record;
    const { assetId, quantity } = this.#units();
    const link = linkOf(linkId, id, this.#mate);
    const out = { ...base, type: "transfer-out" as const, assetId, link, ...this.#choices() };
    if (this.#mate === null) return [{ ...out, quantity, value: this.#value() }];
    const arrived = this.#mate.quantity ?? quantity;
    const lost = toScaled(quantity) - toScaled(arrived);
    if (lost === 0n) return [{ ...out, quantity, value: null }];
    // Units that left and did not arrive paid for the way.
    const fee = { assetId, quantity: fromScaled(lost), value: this.#market("fee", assetId, fromScaled(lost)) };
    const moved = { ...out, quantity: arrived, value: null };
    if (base.fee === undefined) return [{ ...moved, fee }];
    return [moved, { id: `${id}${LOST_ON_THE_WAY}`, at, accountId: walletId, type: "fee", fee }];
  }

  #swap() {
    const { toAssetId, toQuantity } = this.#record;
    const out = this.#units();
    const into = {
      assetId: toAssetId ?? this.#needed("toAssetId"),
      quantity: toQuantity ?? this.#needed("toQuantity"),
    };
    const given = this.#given();
    const value = given === null ? this.#legValue([out, into]) : this.#said("value", given);
    return { out, in: into, value, ...this.#choices() };
  }

  /** What either leg was worth: money says it best, else what went out, else what came in. */
  #legValue(legs: { assetId: string; quantity: string }[]): string | null {
    const inOrder = [...legs].sort((left, right) => Number(isMoney(right.assetId)) - Number(isMoney(left.assetId)));
    for (const { assetId, quantity } of inOrder) {
      if (this.#marketPrice(assetId) !== null) return this.#market("value", assetId, quantity);
    }
    const [first] = inOrder;
    return first === undefined ? null : this.#market("value", first.assetId, first.quantity);
  }

  #value(): string | null {
    const given = this.#given();
    if (given !== null) return this.#said("value", given);
    const { assetId, quantity } = this.#units();
    return this.#market("value", assetId, quantity);
  }

  #given(): string | null {
    const { value, price, quantity } = this.#record;
    if (value !== null) return value;
    return price === null || quantity === null ? null : fromScaled(multiplyScaled(toScaled(price), toScaled(quantity)));
  }

  /** Money costs what it is worth; what else came from outside once cost something that only its owner knows. */
  #cost(value: string | null): string | null {
    const { cost, assetId } = this.#record;
    if (cost !== null) return this.#said("cost", cost);
    return assetId !== null && isMoney(assetId) ? value : null;
  }

  #fee(): Fee | null {
    const { id, fees, feeAssetId, type } = this.#record;
    if (fees === null) return null;
    const amount = toScaled(fees);
    if (feeAssetId === null) return amount === 0n && type !== "fee" ? null : { amount: this.#said("fee", fees) };
    if (amount === 0n) return null;
    if (amount < 0n) {
      const mend = "units of an asset that were given back are a reward: record them as such, and no fee";
      throw new TransactionError(id, "fees", mend);
    }
    return { assetId: feeAssetId, quantity: fees, value: this.#market("fee", feeAssetId, fees) };
  }

  /** An amount as it was said, in the portfolio's currency. */
  #said(field: Valuation["field"], amount: string): string | null {
    const { currency } = this.#record;
    const given = { amount, currency };
    if (currency === this.#rules.prices.currency) {
      this.#valuations.push({ field, amount, from: "given", given, rate: null, price: null });
      return amount;
    }
    const rate = this.#rules.prices.rateOf(currency, this.#day);
    if (rate === null || this.#isOpen(rate)) this.#isProvisional = true;
    const converted = rate === null ? null : fromScaled(multiplyScaled(toScaled(amount), toScaled(rate.price)));
    const from = converted === null ? ("unknown" as const) : ("given" as const);
    this.#valuations.push({ field, amount: converted, from, given, rate, price: null });
    return converted;
  }

  /** Units at the day's closing price, as far as the rules allow; money always has one. */
  #market(field: Valuation["field"], assetId: string, quantity: string): string | null {
    const price = this.#marketPrice(assetId);
    const amount = price === null ? null : fromScaled(multiplyScaled(toScaled(quantity), toScaled(price.price)));
    const from = amount === null ? ("unknown" as const) : ("market" as const);
    this.#valuations.push({ field, amount, from, given: null, rate: null, price, units: { assetId, quantity } });
    return amount;
  }

  #marketPrice(assetId: string): SourcedPrice | null {
    if (this.#rules.unpriced !== "market" && !isMoney(assetId)) return null;
    const price = this.#rules.prices.priceOn(assetId, this.#day);
    if (price === null || this.#isOpen(price)) this.#isProvisional = true;
    return price;
  }

  /** Whether a price may still be another: the day is not over, or an older one stood in. */
  #isOpen({ at }: SourcedPrice): boolean {
    return this.#day > this.#lastClosed || at.slice(0, 10) < this.#record.at.slice(0, 10);
  }

  /** A lot cannot be younger than the transfer that brought it. */
  #arrived(lots: NonNullable<HeldRecord["carried"]>) {
    const { at, quantity } = this.#record;
    let rest = toScaled(quantity ?? "0");
    return lots.flatMap((lot) => {
      const left = rest;
      rest -= toScaled(lot.quantity);
      if (left <= 0n) return [];
      const isLater = lot.acquiredAt > at;
      const acquired = isLater ? { acquiredAt: at, acquiredDay: at.slice(0, 10) } : {};
      // What got lost on the way takes its share of the cost with it.
      if (rest >= 0n) return [{ ...lot, ...acquired }];
      const cost = lot.cost === null ? null : fromScaled(shareOf(toScaled(lot.cost), left, toScaled(lot.quantity)));
      return [{ ...lot, ...acquired, quantity: fromScaled(left), cost }];
    });
  }

  #units(): { assetId: string; quantity: string } {
    return { assetId: this.#needed("assetId"), quantity: this.#needed("quantity") };
  }

  #choices() {
    const { lots } = this.#record;
    return lots.length === 0 ? {} : { lots };
  }

  #needed(field: "assetId" | "quantity" | "toAssetId" | "toQuantity" | "splitFrom" | "splitTo"): string {
    const value = this.#record[field];
    if (value === null) throw new TransactionError(this.#record.id, field, "missing: edit the transaction to say it");
    return value;
  }
}

/** Both sides of one move share the link; every other transfer has one of its own. */
function linkOf(linkId: string | null, id: string, mate: HeldRecord | null): string {
  return mate === null || linkId === null ? id : linkId;
}

function isMoney(assetId: string): boolean {
  return assetId.startsWith("fiat:");
}
