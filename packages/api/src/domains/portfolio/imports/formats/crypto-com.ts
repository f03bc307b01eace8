import { isNegative, isZero, magnitude, sumOf } from "../reading/decimal-text.ts";
import { idOf, type KindOrReason, kindOf, movement, noteOf, trade } from "./events.ts";
import type { FileRow } from "./file-row.ts";
import type { ImportEvent, Outcome, SymbolAmount } from "./import-event.ts";
import { type FormatDefinition, outcomeOf } from "./import-format.ts";

const WITHIN = { ignored: "Moved between accounts of Crypto.com: the holding stays the same." };
const PART = { ignored: "Part of an overall swap, which has rows of its own." };
const LOCKED = { ignored: "Locked or unlocked at Crypto.com: the holding stays the same." };

const KINDS: Readonly<Record<string, KindOrReason>> = {
  crypto_deposit: "deposit",
  viban_deposit: "deposit",
  crypto_withdrawal: "withdrawal",
  viban_withdrawal: "withdrawal",
  crypto_transfer: "gift-in",
  referral_bonus: "airdrop",
  referral_gift: "airdrop",
  referral_card_cashback: "airdrop",
  reimbursement: "airdrop",
  reimbursement_reverted: "airdrop",
  card_cashback_reverted: "airdrop",
  transfer_cashback: "airdrop",
  pay_checkout_reward: "airdrop",
  airdrop_locked: "airdrop",
  airdrop_to_exchange_transfer: WITHIN,
  admin_wallet_credited: "airdrop",
  rewards_platform_deposit_credited: "airdrop",
  campaign_reward: "airdrop",
  gift_card_reward: "airdrop",
  mobile_airtime_reward: "airdrop",
  crypto_payment: "spend",
  crypto_payment_refund: "airdrop",
  card_top_up: "spend",
  crypto_to_van_sell_order: "spend",
  crypto_earn_interest_paid: "interest",
  crypto_earn_extra_interest_paid: "interest",
  mco_stake_reward: "staking-reward",
  staking_reward: "staking-reward",
  "finance.dpos.non_compound_interest.crypto_wallet": "staking-reward",
  "finance.dpos.compound_interest.crypto_wallet": "staking-reward",
  supercharger_reward_to_app_credited: "staking-reward",
  lockup_swap_rebate: "airdrop",
  lockup_swap_credited: PART,
  lockup_swap_debited: PART,
  crypto_wallet_swap_credited: PART,
  crypto_wallet_swap_debited: PART,
  dynamic_coin_swap_bonus_exchange_deposit: WITHIN,
  exchange_to_crypto_transfer: "deposit",
  crypto_to_exchange_transfer: "withdrawal",
  crypto_earn_program_created: LOCKED,
  crypto_earn_program_withdrawn: LOCKED,
  lockup_lock: LOCKED,
  lockup_unlock: LOCKED,
  lockup_upgrade: LOCKED,
  supercharger_deposit: LOCKED,
  supercharger_withdrawal: LOCKED,
  "finance.dpos.stake": LOCKED,
  "finance.dpos.unstake": LOCKED,
  invest_deposit: {
    ignored: "Put into a savings product of Crypto.com: what it gained or lost, the file does not say.",
  },
  invest_withdrawal: {
    ignored: "Taken out of a savings product of Crypto.com: what it gained or lost, the file does not say.",
  },
  "trading.limit_order.cash_account.purchase_lock": { ignored: "Set aside for an order: nothing was exchanged yet." },
  "trading.limit_order.cash_account.purchase_unlock": { ignored: "Given back after an order: nothing was exchanged." },
  "trading.limit_order.crypto_wallet.sell_lock": { ignored: "Set aside for an order: nothing was exchanged yet." },
  "trading.limit_order.crypto_wallet.sell_unlock": { ignored: "Given back after an order: nothing was exchanged." },
};

const EXCHANGES = new Set([
  "crypto_exchange",
  "viban_purchase",
  "crypto_viban_exchange",
  "trading.limit_order.cash_account.purchase_commit",
  "trading.limit_order.fiat_wallet.purchase_commit",
  "trading.limit_order.crypto_wallet.sell_commit",
  "recurring_buy_order",
]);
const BOUGHT_FOR_MONEY = new Set(["crypto_purchase", "van_purchase"]);
/** Two rows or more of one second: what went out is _debited, what came in _credited. */
const SWAPPED = /^(dust_conversion|dynamic_coin_swap|interest_swap)_(credited|debited)$/;

export const cryptoCom: FormatDefinition = {
  format: "crypto-com",
  name: "Crypto.com App: transactions",
  detail:
    "In the app under Accounts, Transaction history, Export: crypto wallet, fiat wallet and card are files of their own.",
  headers: [
    [
      "timestamp (utc)",
      "transaction description",
      "currency",
      "amount",
      "to currency",
      "to amount",
      "native currency",
      "native amount",
      "transaction kind",
    ],
  ],
  dates: ["timestamp (utc)"],
  amounts: ["amount", "to amount", "native amount"],
  clock: "utc",
  spare: ["transaction hash"],
  group(row) {
    const swap = SWAPPED.exec(row.text("transaction kind"));
    return swap ? `${row.text("timestamp (utc)")} ${swap[1]}` : null;
  },
  read(rows) {
    const [first] = rows;
    if (!first) return [];
    if (SWAPPED.test(first.text("transaction kind"))) return swapped(rows, first);
    return [outcomeOf(rows, () => single(first))];
  },
};

function unitsOf(row: FileRow): SymbolAmount {
  return { symbol: row.symbol("currency"), quantity: row.amount("amount") };
}

function single(row: FileRow): ImportEvent {
  const at = row.time("timestamp (utc)");
  const kind = row.text("transaction kind");
  const units = unitsOf(row);
  const extra = { note: noteOf(row.text("transaction description"), kind), id: idOf(row.text("transaction hash")) };
  if (EXCHANGES.has(kind)) return trade(at, row.units("to amount", "to currency"), units, extra);
  const money = row.units("native amount", "native currency");
  if (BOUGHT_FOR_MONEY.has(kind)) return trade(at, units, money, extra);
  const value =
    money && !isZero(money.quantity) ? { amount: magnitude(money.quantity), currency: money.symbol } : undefined;
  if (kind === "crypto_transfer" && isNegative(units.quantity))
    return movement(at, "gift-out", units, { ...extra, value });
  const found = kindOf(KINDS, kind);
  // A reward that is taken back leaves as it came: without being sold.
  const takenBack = found === "airdrop" && isNegative(units.quantity);
  return movement(at, takenBack ? "lost" : found, units, { ...extra, value });
}

function swapped(rows: readonly FileRow[], first: FileRow): Outcome[] {
  const unread = rows.flatMap((row) => {
    const read = outcomeOf([row], () => movement(row.time("timestamp (utc)"), "fee", unitsOf(row)));
    return read.state === "event" ? [] : [read];
  });
  const lost = new Set(unread.flatMap(({ lines }) => lines));
  const known = rows.filter(({ line }) => !lost.has(line));
  if (known.length === 0) return unread;
  const at = known[0]?.time("timestamp (utc)") ?? "";
  const ins = side(known.map(unitsOf), false);
  const outs = side(known.map(unitsOf), true);
  const note = noteOf(first.text("transaction description"));
  if (ins.length <= 1 && outs.length <= 1)
    return [...unread, outcomeOf(known, () => trade(at, ins[0], outs[0], { note }))];
  return [...unread, ...apart(at, known, note)];
}

/** Several assets became one: what each of them brought, the file says in money. */
function apart(at: string, rows: readonly FileRow[], note: string | null): Outcome[] {
  const remark =
    "Several assets were converted together. The units are exact; the value is the one that the file gives for each.";
  return rows.map((row) =>
    outcomeOf([row], () => {
      const units = unitsOf(row);
      const amount = { symbol: units.symbol, quantity: magnitude(units.quantity) };
      const money = row.units("native amount", "native currency");
      const value = money && !isZero(money.quantity) ? { amount: money.quantity, currency: money.symbol } : undefined;
      return {
        at,
        kind: "trade",
        ...(isNegative(units.quantity) ? { out: amount } : { in: amount }),
        value,
        note,
        remark,
      };
    }),
  );
}

function side(units: readonly SymbolAmount[], negative: boolean): SymbolAmount[] {
  const of = Map.groupBy(
    units.filter(({ quantity }) => isNegative(quantity) === negative),
    ({ symbol }) => symbol,
  );
  return [...of].map(([symbol, all]) => ({ symbol, quantity: sumOf(all.map(({ quantity }) => quantity)) }));
}
