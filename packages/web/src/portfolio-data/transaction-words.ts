import type { CostMethod } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { TransactionType } from "@cryptodesk/shared/portfolio/transaction.contract";
import { t } from "../catalogue/catalogue.ts";
import type { portfolio } from "../catalogue/en/portfolio.ts";
import { formatDate } from "../lib/format.ts";

// The catalogue's keys cannot hold a dash.
const TYPE_KEYS = {
  buy: "buy",
  sell: "sell",
  swap: "swap",
  deposit: "deposit",
  withdrawal: "withdrawal",
  "transfer-out": "transferOut",
  "transfer-in": "transferIn",
  fee: "fee",
  "staking-reward": "stakingReward",
  interest: "interest",
  airdrop: "airdrop",
  mining: "mining",
  "gift-in": "giftIn",
  "gift-out": "giftOut",
  lost: "lost",
  stolen: "stolen",
  split: "split",
  "opening-balance": "openingBalance",
} as const satisfies Record<TransactionType, keyof typeof portfolio.types>;

/** What a type of transaction is called. */
export const typeWords = (type: TransactionType): string => t(`portfolio.types.${TYPE_KEYS[type]}`);

const METHOD_KEYS = {
  fifo: "fifo",
  lifo: "lifo",
  hifo: "hifo",
  lofo: "lofo",
  average: "average",
  "section-104": "section104",
  specific: "specific",
} as const satisfies Record<CostMethod, keyof typeof portfolio.methods>;

export const COST_METHODS: readonly CostMethod[] = [
  "fifo",
  "lifo",
  "hifo",
  "lofo",
  "average",
  "section-104",
  "specific",
];

/** What a cost method is called. */
export const methodWords = (method: CostMethod): string => t(`portfolio.methods.${METHOD_KEYS[method]}`);

/** Methods as the desk names them, one after the other: `fifo, lifo from 2026-01-01`. What is not known stays as it is. */
export function describeMethods(methods: string): string {
  return methods.split(", ").map(describeMethod).join(", ");
}

function describeMethod(text: string): string {
  const [id, day] = text.split(" from ");
  const known = COST_METHODS.find((each) => each === id);
  if (known === undefined) return text;
  return day === undefined
    ? methodWords(known)
    : t("portfolio.methodFrom", { method: methodWords(known), day: formatDate(day) });
}

/** What it does, in a sentence. */
export const methodDetail = (method: CostMethod): string => t(`portfolio.methodDetails.${METHOD_KEYS[method]}`);
