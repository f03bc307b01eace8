import type { TransactionDraft } from "@cryptodesk/shared/portfolio/transaction.contract";
import type { ImportEvent, SymbolAmount } from "../formats/import-event.ts";
import { isNegative, isZero, magnitude, sumOf } from "../reading/decimal-text.ts";
import { ignore, refuse } from "../reading/row-problem.ts";

export interface BookingRules {
  /** See `ImportOptions.cash`. */
  cash: "outside" | "held";
  walletId: string;
  /** Asset ids by symbol; null: leave rows with it out. */
  assets: ReadonlyMap<string, string | null>;
}

/** Units of an asset that the portfolio knows. */
export interface AssetAmount {
  assetId: string;
  quantity: string;
}

const OUTSIDE = "Money is kept outside of this portfolio, so money that moves alone is no transaction of it.";

/**
 * The transactions that an event is recorded as: the first is the event itself, others are fees beside it that one
 * transaction cannot hold.
 * @throws RowProblem where it is none under these rules, or leaves its symbol out
 */
export function bookEvent(event: ImportEvent, rules: BookingRules): TransactionDraft[] {
  if (event.recorded) return [{ ...event.recorded, ...withNote(event), walletId: rules.walletId }];
  const fees = mergedFees((event.fees ?? []).map((fee) => assetAmount(fee, rules)));
  const main = event.kind === "fee" ? null : mainDraft(event, rules);
  return withFees(event, main, fees, rules);
}

/** The asset that a symbol stands for. @throws RowProblem where its rows are left out */
export function assetAmount({ symbol, quantity }: SymbolAmount, { assets }: BookingRules): AssetAmount {
  const assetId = assets.get(symbol);
  if (assetId === null) ignore(`Rows with ${symbol} are left out, as the options say.`);
  if (assetId === undefined) refuse(`What ${symbol} is, is not known.`);
  return { assetId, quantity };
}

function mainDraft(event: ImportEvent, rules: BookingRules): TransactionDraft {
  const into = event.in && assetAmount(event.in, rules);
  const out = event.out && assetAmount(event.out, rules);
  const shared = { date: event.at, walletId: rules.walletId, ...withNote(event) };
  if (event.kind === "trade" && into && out) return { ...shared, ...tradeFields(event, into, out, rules) };
  const moved = into ?? out ?? refuse("The row does not say what moved.");
  const type = typeOf(event, into !== undefined, moved.assetId);
  const money = moneyOf(moved.assetId);
  if (money === null)
    return { ...shared, type, assetId: moved.assetId, quantity: moved.quantity, ...valueOfEvent(event, type, rules) };
  if (rules.cash === "outside") ignore(OUTSIDE);
  const held = { assetId: moved.assetId, quantity: moved.quantity, value: moved.quantity, currency: money };
  if (type === "lost" || type === "stolen")
    return { ...shared, type, assetId: moved.assetId, quantity: moved.quantity };
  return {
    ...shared,
    type,
    ...held,
    ...(type === "deposit" || type === "opening-balance" ? { cost: moved.quantity } : {}),
  };
}

function typeOf(event: ImportEvent, comesIn: boolean, assetId: string): TransactionDraft["type"] {
  if (event.kind === "trade") {
    if (moneyOf(assetId) !== null) return comesIn ? "deposit" : "withdrawal";
    return comesIn ? "buy" : "sell";
  }
  if (event.kind === "spend") return moneyOf(assetId) === null ? "sell" : "withdrawal";
  return event.kind;
}

function tradeFields(
  event: ImportEvent,
  into: AssetAmount,
  out: AssetAmount,
  rules: BookingRules,
): Pick<TransactionDraft, "type" | "assetId" | "quantity" | "toAssetId" | "toQuantity" | "value" | "currency"> {
  const [paid, got] = [moneyOf(out.assetId), moneyOf(into.assetId)];
  if (into.assetId === out.assetId) ignore("Both sides are the same asset: the holding stays the same.");
  if (rules.cash === "outside") {
    if (paid !== null && got !== null) ignore("Money for money: it is kept outside of this portfolio.");
    if (paid !== null)
      return { type: "buy", assetId: into.assetId, quantity: into.quantity, value: out.quantity, currency: paid };
    if (got !== null)
      return { type: "sell", assetId: out.assetId, quantity: out.quantity, value: into.quantity, currency: got };
  }
  const sides = { assetId: out.assetId, quantity: out.quantity, toAssetId: into.assetId, toQuantity: into.quantity };
  if (paid !== null) return { type: "swap", ...sides, value: out.quantity, currency: paid };
  if (got !== null) return { type: "swap", ...sides, value: into.quantity, currency: got };
  return { type: "swap", ...sides, ...valueOfEvent(event, "swap", rules) };
}

/** A value counts where it is in money; in anything else it is left open. */
function valueOfEvent(
  { value }: ImportEvent,
  type: TransactionDraft["type"],
  { assets }: BookingRules,
): Pick<TransactionDraft, "value" | "currency"> {
  if (!value || type === "lost" || type === "stolen") return {};
  const currency = moneyOf(assets.get(value.currency) ?? "") ?? null;
  return currency === null ? {} : { value: value.amount, currency };
}

function withFees(
  event: ImportEvent,
  main: TransactionDraft | null,
  fees: readonly AssetAmount[],
  rules: BookingRules,
): TransactionDraft[] {
  const shared = { date: event.at, walletId: rules.walletId, ...withNote(event) };
  const [first, ...others] = fees.map((fee) => feeFields(fee, rules));
  const joined = main && first && fits(main, first) ? { ...main, ...first } : main;
  const beside = joined === main ? [first, ...others] : others;
  const drafts = beside.flatMap((fee): TransactionDraft[] => {
    if (!fee) return [];
    if (!isNegative(fee.fees)) return [{ ...shared, type: "fee", ...fee }];
    if (!("feeAssetId" in fee)) refuse("A rebate in other money than the trade's cannot be recorded.");
    const rebate = { assetId: fee.feeAssetId, quantity: magnitude(fee.fees) };
    return [{ ...shared, type: "airdrop", ...rebate, note: "Rebate of a fee" }];
  });
  if (joined === null && drafts.length === 0) ignore("The fee is 0.");
  return joined ? [joined, ...drafts] : drafts;
}

type FeeFields = { fees: string; currency: string } | { fees: string; feeAssetId: string };

function feeFields({ assetId, quantity }: AssetAmount, { cash }: BookingRules): FeeFields {
  const money = moneyOf(assetId);
  if (money !== null && cash === "outside") return { fees: quantity, currency: money };
  return { fees: quantity, feeAssetId: assetId };
}

/** A transaction has one fee: in its own currency, or in units above 0. */
function fits({ currency }: TransactionDraft, fee: FeeFields): boolean {
  if ("feeAssetId" in fee) return !isNegative(fee.fees);
  return currency === undefined || currency === fee.currency;
}

function mergedFees(fees: readonly AssetAmount[]): AssetAmount[] {
  return [...Map.groupBy(fees, ({ assetId }) => assetId)]
    .map(([assetId, of]) => ({ assetId, quantity: sumOf(of.map(({ quantity }) => quantity)) }))
    .filter(({ quantity }) => !isZero(quantity));
}

function withNote({ note }: ImportEvent): Pick<TransactionDraft, "note"> {
  return note ? { note } : {};
}

/** The currency of money that is kept; null for everything else. */
export function moneyOf(assetId: string): string | null {
  return assetId.startsWith("fiat:") ? assetId.slice(5) : null;
}
