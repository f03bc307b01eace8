import { TRANSACTION_TYPES } from "@cryptodesk/shared/portfolio/transaction.contract";
import { Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { amountOrNothing, exactAmount, pairs, textOrNothing, timeOrNothing } from "../../input/ledger-values.ts";
import { list, oneOf, pointInTime } from "../../input/values.ts";
import type { Session } from "../../session.ts";
import { assetOfFlag, assetOption } from "./choose-asset.ts";
import { walletAnywhere, walletOfFlag, walletOption } from "./choose-wallet.ts";
import { currencyOf } from "./portfolio-options.ts";

/** Flags for what is said of a transaction. */
export function transactionOptions(cli: CliContext, { records = true } = {}): Option[] {
  const amount = (flags: string, text: string) => new Option(flags, text).argParser(exactAmount);
  const maybe = (flags: string, text: string) => new Option(flags, text).argParser(amountOrNothing);
  return [
    new Option(
      "--date <time>",
      "when it happened, UTC unless it says otherwise: 2026-01-31 or '2026-01-31 14:05'",
    ).argParser(pointInTime(cli.now)),
    walletOption("where it happened (default: the portfolio's first wallet)"),
    assetOption("--asset <asset>", "what was bought, sold or moved; of a swap what went out"),
    amount("--quantity <units>", "so many units"),
    maybe("--price <amount>", "of one unit; give it or --value, or neither"),
    maybe("--value <amount>", "of all units without fees; unknown: nobody knows"),
    new Option("--currency <code>", "of price, value, cost and fees (default: the portfolio's)"),
    maybe("--fees <amount>", "what it cost, negative for a rebate; units where --fee-asset pays it"),
    assetOption("--fee-asset <asset>", "the asset that paid the fee; none: money"),
    assetOption("--to-asset <asset>", "of a swap: what came in"),
    amount("--to-quantity <units>", "of a swap: so many units of it"),
    new Option("--to-wallet <wallet>", "of a transfer: the wallet that receives; Portfolio/Wallet for one of another"),
    maybe("--cost <amount>", "of a deposit or opening balance: what the units once cost; unknown: nobody knows"),
    new Option("--acquired-at <time>", "of a deposit or opening balance: when the units were acquired").argParser(
      timeOrNothing(cli.now),
    ),
    amount("--split-from <units>", "of a split: so many old units"),
    amount("--split-to <units>", "of a split: became so many new ones"),
    new Option("--lots <lots>", "the lots that go, for specific identification: <lot>=<units>,…").argParser(pairs),
    new Option("--tags <tags>", "names of your own, separated by commas").argParser(list),
    new Option("--note <text>", "anything worth keeping; none takes it away").argParser(textOrNothing),
    ...(records ? [new Option("--allow-missing", "record it although more goes out than is held then")] : []),
  ].map((option) => option.helpGroup("Transaction:"));
}

export function typeOption(text: string): Option {
  return new Option("--type <type>", text).choices(TRANSACTION_TYPES).argParser(oneOf(TRANSACTION_TYPES));
}

/** The fields of a transaction that the flags give, with ids for the names in them. */
export async function draftOfFlags(session: Session, portfolioId: string): Promise<Record<string, unknown>> {
  const { command } = session;
  const toWallet: unknown = command.getOptionValue("toWallet");
  const lots: unknown = command.getOptionValue("lots");
  const named = {
    walletId: await walletOfFlag(session, portfolioId),
    assetId: await assetOfFlag(session, "asset"),
    feeAssetId: await assetOfFlag(session, "feeAsset"),
    toAssetId: await assetOfFlag(session, "toAsset"),
    toWalletId: typeof toWallet === "string" ? await walletAnywhere(session, portfolioId, toWallet) : undefined,
    lots: Array.isArray(lots) ? lots.map(([lotId, quantity]) => ({ lotId, quantity })) : undefined,
    ...currencyOf(command),
  };
  return named;
}
