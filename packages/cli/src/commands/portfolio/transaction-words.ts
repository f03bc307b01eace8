import { TRANSACTION_TYPES } from "@cryptodesk/shared/portfolio/transaction.contract";
import { Argument, InvalidArgumentError } from "commander";
import { UsageError } from "../../failures.ts";
import { exactAmount } from "../../input/ledger-values.ts";
import { oneOf } from "../../input/values.ts";
import type { Session } from "../../session.ts";
import { assetIdOf, isCurrency } from "./choose-asset.ts";

const TYPES = [...TRANSACTION_TYPES, "transfer"];

/** `buy 0.5 bitcoin`, `swap 1 ethereum for 0.05 bitcoin`, `fee 0.01 bnb`, `split shiba-inu 1:1000`. */
export function transactionWords(): Argument[] {
  return [
    new Argument("<type>", "what happened; transfer is a transfer-out to --to-wallet")
      .choices(TYPES)
      .argParser(oneOf(TYPES)),
    new Argument(
      "[words...]",
      "so many units of what: 0.5 bitcoin; 1 ethereum for 0.05 bitcoin; of a split bitcoin 1:10",
    ),
  ];
}

const FORMS: Record<string, string> = {
  swap: "portfolio add swap 1 ethereum for 0.05 bitcoin",
  fee: "portfolio add fee 0.001 ethereum, or portfolio add fee 12 eur",
  split: "portfolio add split bitcoin 1:10",
};

/**
 * The fields that the words of a transaction give. What they leave out may be given by flags.
 * @throws UsageError that shows how it is written
 */
export async function draftOfWords(
  session: Session,
  type: string,
  words: readonly string[],
): Promise<Record<string, unknown>> {
  const kind = type === "transfer" ? "transfer-out" : type;
  const spoken = words.filter((word) => !["for", "to", "of", "into"].includes(word));
  const refuse = () =>
    new UsageError(`"${[type, ...words].join(" ")}" cannot be read.`, [
      `Write it like: cryptodesk ${FORMS[kind] ?? `portfolio add ${kind} 0.5 bitcoin`}`,
    ]);
  if (spoken.length === 0) return { type: kind };
  if (kind === "split") return { type: kind, ...(await splitOf(session, spoken, refuse)) };
  const limit = kind === "swap" ? 4 : 2;
  if (spoken.length > limit || spoken.length % 2 === 1) {
    // A fee in the portfolio's own money needs no name.
    if (kind === "fee" && spoken.length === 1) return { type: kind, fees: amountOf(spoken[0], refuse) };
    throw refuse();
  }
  if (kind === "fee") return { type: kind, ...(await feeOf(session, spoken, refuse)) };
  const [quantity, asset, toQuantity, toAsset] = spoken;
  return {
    type: kind,
    quantity: amountOf(quantity, refuse),
    assetId: await assetIdOf(session, asset ?? ""),
    ...(toAsset !== undefined && {
      toQuantity: amountOf(toQuantity, refuse),
      toAssetId: await assetIdOf(session, toAsset),
    }),
  };
}

async function splitOf(session: Session, words: readonly string[], refuse: () => UsageError) {
  const [asset = "", ...parts] = words;
  const [from, to, more] = parts.flatMap((part) => part.split(":"));
  if (from === undefined || to === undefined || more !== undefined) throw refuse();
  return {
    assetId: await assetIdOf(session, asset),
    splitFrom: amountOf(from, refuse),
    splitTo: amountOf(to, refuse),
  };
}

/** A fee is money where its name is a currency, else units of an asset. */
async function feeOf(session: Session, [amount, name = ""]: readonly string[], refuse: () => UsageError) {
  const fees = amountOf(amount, refuse);
  if (await isCurrency(session, name)) return { fees, currency: name.toLowerCase() };
  return { fees, feeAssetId: await assetIdOf(session, name) };
}

function amountOf(text: string | undefined, refuse: () => UsageError): string {
  try {
    return exactAmount(text ?? "");
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    const { message, hints } = refuse();
    throw new UsageError(`${message} "${text}": ${error.message}`, hints);
  }
}
