import type { Transaction } from "@cryptodesk/shared/portfolio/transaction.contract";
import { t } from "../../catalogue/catalogue.ts";
import { formatDate, formatDateTime, formatMoney, formatMoneyPrice, formatUnits, UNKNOWN } from "../../lib/format.ts";
import { ExplainedFigure } from "../../portfolio-data/explained-figure.tsx";
import { typeWords } from "../../portfolio-data/transaction-words.ts";
import classes from "./transactions.module.css";

interface Row {
  row: Transaction;
}

/** Day and minute, the second as its title. */
export function When({ row: { date } }: Row) {
  return (
    <time dateTime={date} title={formatDateTime(date)} className={classes.when}>
      {formatDate(date)} <span>{date.slice(11, 16)}</span>
    </time>
  );
}

/** Units and what of: `0.5 BTC`, of a swap `1 BTC → 15 ETH`, of a split `1 : 10`. */
export function whatWords({ type, asset, quantity, toAsset, toQuantity, splitFrom, splitTo, ...fee }: Transaction) {
  if (type === "split") return `${asset?.symbol ?? ""} ${formatUnits(splitFrom)} : ${formatUnits(splitTo)}`;
  if (type === "fee")
    return fee.feeAsset ? `${formatUnits(fee.fees)} ${fee.feeAsset.symbol}` : formatMoney(fee.fees, fee.currency);
  const out = `${formatUnits(quantity)} ${asset?.symbol ?? ""}`;
  return toAsset ? `${out} → ${formatUnits(toQuantity)} ${toAsset.symbol}` : out;
}

/** Type and what of it; also for a screen reader one phrase. */
export const rowWords = (row: Transaction): string =>
  `${typeWords(row.type)} ${whatWords(row)}, ${formatDate(row.date)}`;

/** What the units were worth, as it was said; it opens into how the ledger values them. */
export function Worth({ row }: Row) {
  const { value, currency, portfolioId, id, type } = row;
  if (type === "split" || type === "fee") return "";
  const words = value === null ? t("transactions.marketValue") : formatMoney(value, currency);
  return (
    <ExplainedFigure
      portfolioId={portfolioId}
      figure={{ figure: "transactionValue", transactionId: id }}
      label={t("transactions.valueOf", { what: rowWords(row) })}
    >
      {words}
    </ExplainedFigure>
  );
}

export function Price({ row: { price, currency } }: Row) {
  return price === null ? "" : formatMoneyPrice(price, currency);
}

export function Fees({ row: { type, fees, feeAsset, currency } }: Row) {
  if (fees === null || type === "fee") return "";
  return feeAsset ? `${formatUnits(fees)} ${feeAsset.symbol}` : formatMoney(fees, currency);
}

/** Tags and the beginning of the note. */
export function Remarks({ row: { tags, note }, onTag }: Row & { onTag: (tag: string) => void }) {
  return (
    <span className={classes.remarks}>
      {tags.map((tag) => (
        <button
          key={tag}
          type="button"
          className={classes.tag}
          title={t("transactions.onlyTag", { tag })}
          onClick={() => onTag(tag)}
        >
          {tag}
        </button>
      ))}
      {note && <span title={note}>{note}</span>}
    </span>
  );
}

/** The wallet, and of a transfer the one at its other end. */
export function walletWords({ walletId, linked, type }: Transaction, wallets: ReadonlyMap<string, string>): string {
  const own = nameOfWallet(wallets, walletId);
  if (linked === null) return own;
  const wallet = wallets.get(linked.walletId) ?? t("transactions.otherPortfolio");
  return `${own} ${t(type === "transfer-in" ? "transactions.linkedFrom" : "transactions.linkedTo", { wallet })}`;
}

export const nameOfWallet = (wallets: ReadonlyMap<string, string>, id: string): string => wallets.get(id) ?? UNKNOWN;
