import {
  CreateWalletInput,
  DeleteWalletInput,
  UpdateWalletInput,
  Wallet,
  WalletKind,
} from "@cryptodesk/shared/portfolio/wallet.contract";
import { Argument, type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { UsageError } from "../../failures.ts";
import { agreeOrStop, yesOption } from "../../input/agree.ts";
import { textOrNothing } from "../../input/ledger-values.ts";
import { readInput } from "../../input/read-input.ts";
import { oneOf } from "../../input/values.ts";
import { count } from "../../output/numbers.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { figureText, printRecord } from "../../output/record.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { chosenId, createOnce, idOption } from "../create-once.ts";
import { onePage } from "../paging.ts";
import { walletOf } from "./choose-wallet.ts";
import { definePortfolioCommand } from "./define-portfolio-command.ts";
import { versionOption } from "./portfolio-options.ts";

const COLUMNS: readonly Column<Wallet>[] = [
  { field: "name", header: "Name", shrinkTo: 12, show: ({ name }) => safeText(name) },
  { field: "kind", header: "Kind", show: ({ kind }) => kind },
  {
    field: "transactionCount",
    header: "Transactions",
    align: "right",
    show: ({ transactionCount }) => count(transactionCount),
  },
  { field: "note", header: "Note", spare: 2, shrinkTo: 12, show: ({ note }) => safeText(note ?? "") },
  { field: "id", header: "Id", spare: 1, show: ({ id }) => id },
];

const walletArgument = () => new Argument("<wallet>", "name, its beginning, or id");
const kindOption = (text: string) =>
  new Option("--kind <kind>", text).choices(WalletKind.options).argParser(oneOf(WalletKind.options));
const noteOption = () =>
  new Option("--note <text>", "anything worth keeping; none takes it away").argParser(textOrNothing);

export function addWalletCommands(portfolio: Command, cli: CliContext): void {
  addListCommand(portfolio, cli);
  const wallet = portfolio
    .command("wallet")
    .summary("add, change and delete wallets")
    .description("Add, change and delete wallets.")
    .helpCommand(false);
  addAddCommand(wallet, cli);
  addEditCommand(wallet, cli);
  addDeleteCommand(wallet, cli);
}

function addListCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "wallets",
    summary: "Where a portfolio keeps things",
    namesPortfolio: true,
    examples: [["portfolio wallets", "accounts at exchanges, wallets, banks"]],
    run: async ({ ask, out }, portfolioId) => {
      const { items, ...rest } = await ask((api) => api.wallet.list.query({ portfolioId }));
      const empty = "No wallet. Add one: cryptodesk portfolio wallet add Kraken --kind exchange";
      await printRows(out, { columns: COLUMNS, fields: Object.keys(Wallet.shape), empty }, onePage(items, rest));
    },
  });
}

function addAddCommand(wallet: Command, cli: CliContext): void {
  definePortfolioCommand(wallet, cli, {
    name: "add",
    summary: "Add a wallet or an account at an exchange",
    arguments: [new Argument("<name>", "what it is called")],
    options: [kindOption("what it is (default: wallet)"), noteOption(), idOption()],
    examples: [["portfolio wallet add Kraken --kind exchange", "an account at an exchange"]],
    run: async (session, portfolioId, [name]) => {
      const id = chosenId(session);
      const input = readInput(CreateWalletInput, session.command, { portfolioId, id, name });
      const made = await createOnce(session, id, (api) => api.wallet.create.mutate(input));
      await printRecord(session.out, made, () => drawWallet(made, session.out));
    },
  });
}

function addEditCommand(wallet: Command, cli: CliContext): void {
  definePortfolioCommand(wallet, cli, {
    name: "edit",
    summary: "Rename a wallet, change its kind or note",
    arguments: [walletArgument()],
    options: [new Option("--name <name>", "the new name"), kindOption("what it is"), noteOption(), versionOption()],
    examples: [["portfolio wallet edit Kraken --name 'Kraken (old)'", "another name"]],
    run: async (session, portfolioId, [wallet]) => {
      const { ask, command, out } = session;
      const found = await walletOf(session, portfolioId, String(wallet));
      const version = command.getOptionValue("version") ?? found.version;
      const input = readInput(UpdateWalletInput, command, { portfolioId, walletId: found.id, version });
      if (Object.keys(input).length === 3) throw new UsageError("Say what to change: --name, --kind or --note.");
      const changed = await ask((api) => api.wallet.update.mutate(input));
      await printRecord(out, changed, () => drawWallet(changed, out));
    },
  });
}

function addDeleteCommand(wallet: Command, cli: CliContext): void {
  definePortfolioCommand(wallet, cli, {
    name: "delete",
    summary: "Delete a wallet that has no transactions",
    arguments: [walletArgument()],
    options: [yesOption(), versionOption()],
    examples: [["portfolio wallet delete 'Kraken (old)'", "where nothing is in it"]],
    run: async (session, portfolioId, [wallet]) => {
      const { ask, command, out } = session;
      const found = await walletOf(session, portfolioId, String(wallet));
      const version = command.getOptionValue("version") ?? found.version;
      const input = readInput(DeleteWalletInput, command, { portfolioId, walletId: found.id, version });
      await agreeOrStop(session, `Delete the wallet ${safeText(found.name)}?`);
      const deleted = await ask((api) => api.wallet.delete.mutate(input));
      await printRecord(out, deleted, () => drawWallet(deleted, out));
    },
  });
}

function drawWallet(wallet: Wallet, out: Output): string {
  const figures = [
    ["Wallet", safeText(wallet.name)],
    ["Kind", wallet.kind],
    ["Note", wallet.note === null ? "none" : safeText(wallet.note)],
    ["Transactions", count(wallet.transactionCount)],
    ["Version", String(wallet.version)],
    ["Id", wallet.id],
  ] as const;
  return figureText([{ figures }], out);
}
