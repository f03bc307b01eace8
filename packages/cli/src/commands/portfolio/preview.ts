import { type Preview, PreviewInput } from "@cryptodesk/shared/portfolio/holding.contract";
import { TransactionDraft } from "@cryptodesk/shared/portfolio/transaction.contract";
import { type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { gain, gainOf, money, moneyOf, position, units } from "../../output/amounts.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { figureText, printRecord } from "../../output/record.ts";
import { createTable } from "../../output/table.ts";
import type { Session } from "../../session.ts";
import { definePortfolioCommand } from "./define-portfolio-command.ts";
import { draftOfFlags, transactionOptions } from "./transaction-options.ts";
import { draftOfWords, transactionWords } from "./transaction-words.ts";

export function addPreviewCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "preview",
    summary: "What a transaction would do, without recording it",
    arguments: transactionWords(),
    options: [
      new Option("--transaction <id>", "as if it replaced this transaction"),
      ...transactionOptions(cli, { records: false }),
    ],
    examples: [["portfolio preview sell 0.2 bitcoin --price 70000", "which lots go, and what that realises"]],
    run: async (session, portfolioId, [type, words]) => {
      const { ask, command, out } = session;
      const draft = await draftOf(session, portfolioId, type, words);
      const transactionId: unknown = command.getOptionValue("transaction");
      const input = readInput(PreviewInput, command, { portfolioId, transactionId, draft });
      const preview = await ask((api) => api.figures.preview.mutate(input));
      await printRecord(out, preview, () => drawPreview(preview, out));
    },
  });
}

/** The transaction that words and flags describe; now, unless they say when. */
export async function draftOf(
  session: Session,
  portfolioId: string,
  type: unknown,
  words: unknown,
): Promise<TransactionDraft> {
  const { cli, command } = session;
  const spoken = await draftOfWords(session, String(type), Array.isArray(words) ? words : []);
  const flags = await draftOfFlags(session, portfolioId);
  const said = Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
  const date = command.getOptionValue("date") ?? cli.now().toISOString();
  return readInput(TransactionDraft, command, { date, ...spoken, ...said });
}

/** What would be held, realised and missing afterwards. */
export function drawPreview(preview: Preview, out: Output): string {
  const { currency, effects, lots, missing, warnings } = preview;
  const effectTable = createTable<(typeof effects)[number]>(
    [
      { field: "asset", header: "Asset", show: ({ asset }) => safeText(asset.symbol) },
      {
        field: "quantity",
        header: "Held",
        align: "right",
        show: ({ before, after }) => `${position(before.quantity, out)} → ${position(after.quantity, out)}`,
      },
      {
        field: "cost",
        header: `Cost basis ${currency.toUpperCase()}`,
        align: "right",
        show: ({ before, after }) => `${money(before.costBasisTotal)} → ${money(after.costBasisTotal)}`,
      },
      {
        field: "realised",
        header: "Realised",
        align: "right",
        show: ({ before, after }) => `${gain(before.realizedPnl, out)} → ${gain(after.realizedPnl, out)}`,
      },
    ],
    out,
  );
  const lines = [
    ...missing.map(({ asset, quantity, day }) => `Missing: ${units(quantity)} ${safeText(asset.symbol)} on ${day}.`),
    ...warnings.map(safeText),
  ];
  return [
    figureText([{ figures: previewFigures(preview, out) }], out),
    ...(effects.length === 0 ? [] : [effectTable(effects)]),
    ...(lots.length === 0 ? [] : [lotTable(preview, out)]),
    ...(lines.length === 0 ? [] : [lines.map((line) => `${out.palette.warn(line)}\n`).join("")]),
  ].join("\n");
}

function previewFigures(preview: Preview, out: Output): [string, string][] {
  const { currency, value, valueFrom, valuePrice, feeValue, realizedPnl, lots } = preview;
  const from =
    valueFrom === "market" && valuePrice !== null
      ? ` at the day's closing price, ${moneyOf(valuePrice.price, currency)} (${safeText(valuePrice.source)})`
      : "";
  return [
    ["Value", `${moneyOf(value, currency)}${from}`],
    ...(feeValue === null ? [] : [["Fees", moneyOf(feeValue, currency)] satisfies [string, string]]),
    ...(realizedPnl === null && lots.length === 0
      ? []
      : [["Realises", gainOf(realizedPnl, currency, out)] satisfies [string, string]]),
  ];
}

function lotTable({ lots }: Preview, out: Output): string {
  const draw = createTable<(typeof lots)[number]>(
    [
      { field: "acquiredDay", header: "Lot of", show: ({ acquiredDay }) => acquiredDay ?? "several days" },
      { field: "quantity", header: "Units that go", align: "right", show: ({ quantity }) => units(quantity) },
      { field: "cost", header: "Cost", align: "right", show: ({ cost }) => money(cost) },
      { field: "gain", header: "Gain", align: "right", show: (lot) => gain(lot.gain, out) },
      { field: "term", header: "Term", spare: 1, show: ({ term }) => term ?? "undecided" },
      { field: "lotId", header: "Lot", spare: 2, show: ({ lotId }) => safeText(lotId) },
    ],
    out,
  );
  return draw(lots);
}
