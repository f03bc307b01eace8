import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { resolve } from "node:path";
import { CreateDemoInput, PortfolioDocument } from "@cryptodesk/shared/portfolio/export.contract";
import { ListTransactionsInput, Transaction } from "@cryptodesk/shared/portfolio/transaction.contract";
import { type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { UsageError } from "../../failures.ts";
import { fileOption, readJsonInput } from "../../input/json-input.ts";
import { readInput } from "../../input/read-input.ts";
import { jsonText } from "../../output/json.ts";
import { count } from "../../output/numbers.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRecord } from "../../output/record.ts";
import { printRows } from "../../output/rows.ts";
import type { Session } from "../../session.ts";
import { chosenId, createOnce, idOption } from "../create-once.ts";
import { defineCommand } from "../define-command.ts";
import { definePortfolioCommand } from "./define-portfolio-command.ts";
import { drawPortfolio } from "./draw-portfolio.ts";
import { currencyOf } from "./portfolio-options.ts";

const PATIENCE = 120;
const DOCUMENT_BYTES = 64_000_000;
const PAGE = 250;

export function addExportCommands(portfolio: Command, cli: CliContext): void {
  addExportCommand(portfolio, cli);
  addReadCommand(portfolio, cli);
  addDemoCommand(portfolio, cli);
}

function addExportCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "export",
    summary: "A portfolio whole, to be kept or read in elsewhere",
    description:
      "As a JSON document, which `portfolio read-document` makes the same portfolio of, to the last decimal. With\n--format csv its transactions, for a spreadsheet.",
    namesPortfolio: true,
    options: [new Option("--output <path>", "write it to this file (default: standard output)")],
    patience: PATIENCE,
    examples: [
      ["portfolio export Savings --output savings.json", "everything, with its rules and wallets"],
      ["portfolio export Savings --format csv > savings.csv", "the transactions"],
    ],
    run: async (session, portfolioId) => {
      const { ask, command } = session;
      const path: unknown = command.getOptionValue("output");
      const file = typeof path === "string" ? await openFile(session, path) : null;
      const out = file?.out ?? session.out;
      if (out.format === "csv") await printTransactions(session, out, portfolioId);
      else {
        const document = await ask((api) => api.exchange.exportDocument.query({ portfolioId }));
        if (out.fields) await printRecord({ ...out, format: "json" }, document, () => "");
        else await out.print(`${jsonText(document)}\n`);
      }
      await file?.close();
      if (typeof path === "string") session.out.notice(`Written to ${safeText(resolve(session.cli.cwd, path))}`);
    },
  });
}

/** Every transaction, oldest first, page by page. */
async function printTransactions({ ask }: Session, out: Output, portfolioId: string): Promise<void> {
  const view = { columns: [], fields: Object.keys(Transaction.shape), empty: "No transaction yet." };
  const input = ListTransactionsInput.parse({ portfolioId, order: "oldest", limit: PAGE });
  async function* pages() {
    let cursor: string | undefined;
    do {
      const from = cursor;
      const { items, ...rest } = await ask((api) =>
        api.transaction.list.query({ ...input, ...(from !== undefined && { cursor: from }) }),
      );
      yield { rows: items, rest };
      cursor = rest.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
  await printRows(out, view, pages());
}

/** The same output, into a file that nobody else may read. */
async function openFile({ cli, out }: Session, name: string): Promise<{ out: Output; close: () => Promise<void> }> {
  const path = resolve(cli.cwd, name);
  const stream = createWriteStream(path, { mode: 0o600 });
  try {
    await once(stream, "open");
  } catch (error) {
    throw new UsageError(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
  const print = (text: string) =>
    new Promise<void>((done, fail) => stream.write(text, (error) => (error ? fail(error) : done())));
  const close = async () => {
    stream.end();
    await once(stream, "close");
  };
  return { out: { ...out, print }, close };
}

function addReadCommand(portfolio: Command, cli: CliContext): void {
  defineCommand(portfolio, cli, {
    name: "read-document",
    summary: "Make a portfolio out of a document",
    description: "All of it or nothing; everything gets new ids, and every figure comes out the same.",
    options: [fileOption("the document of `portfolio export`")],
    patience: PATIENCE,
    examples: [["portfolio read-document --file savings.json", "at another desk, or as a copy"]],
    run: async (session) => {
      const { ask, out } = session;
      const document = await readJsonInput(session, PortfolioDocument, DOCUMENT_BYTES);
      const made = await ask((api) => api.exchange.importDocument.mutate(document));
      await printRecord(out, made, () => drawPortfolio(made, out));
      out.notice(`Read in: ${count(document.transactions.length)} transactions.`);
    },
  });
}

function addDemoCommand(portfolio: Command, cli: CliContext): void {
  defineCommand(portfolio, cli, {
    name: "demo",
    summary: "Make a portfolio to look around in",
    description: "Its transactions are made up. There is one of it: asking again answers the one there is.",
    options: [new Option("--currency <code>", "what it is counted in (default: usd)"), idOption()],
    patience: PATIENCE,
    examples: [["portfolio demo", "and then: portfolio show Demo"]],
    run: async (session) => {
      const { command, out } = session;
      const id = chosenId(session);
      const input = readInput(CreateDemoInput, command, { id, ...currencyOf(command) });
      const made = await createOnce(session, id, (api) => api.exchange.createDemo.mutate(input));
      await printRecord(out, made, () => drawPortfolio(made, out));
    },
  });
}
