import {
  BulkEditInput,
  ListTransactionsInput,
  TRANSACTION_TYPES,
  Transaction,
} from "@cryptodesk/shared/portfolio/transaction.contract";
import { Argument, type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { UsageError } from "../../failures.ts";
import { agreeOrStop, yesOption } from "../../input/agree.ts";
import { textOrNothing } from "../../input/ledger-values.ts";
import { readInput, saidValue } from "../../input/read-input.ts";
import { list, oneOf } from "../../input/values.ts";
import { moneyOf } from "../../output/amounts.ts";
import { count } from "../../output/numbers.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRecord } from "../../output/record.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { pagesOf, pagingOptions } from "../paging.ts";
import { assetOfFlag, assetOption } from "./choose-asset.ts";
import { walletNames, walletOfFlag, walletOption } from "./choose-wallet.ts";
import { definePortfolioCommand } from "./define-portfolio-command.ts";
import { feesText, whatText } from "./draw-transaction.ts";
import { dayOptions } from "./portfolio-options.ts";

const oneOfTypes = oneOf(TRANSACTION_TYPES);

/** The list, and changes of many at once. */
export function addTransactionListCommands(portfolio: Command, cli: CliContext): void {
  const transactions = addListCommand(portfolio, cli);
  addBulkEditCommand(transactions, cli);
}

function columnsWith(wallets: ReadonlyMap<string, string>): Column<Transaction>[] {
  return [
    { field: "date", header: "When (UTC)", show: ({ date }) => date.slice(0, 16).replace("T", " ") },
    { field: "type", header: "Type", show: ({ type }) => type },
    { field: "quantity", header: "What", align: "right", show: whatText },
    {
      field: "value",
      header: "Value",
      align: "right",
      show: ({ value, currency, type }) => (type === "fee" || type === "split" ? "" : moneyOf(value, currency)),
    },
    { field: "fees", header: "Fees", align: "right", spare: 3, show: feesText },
    {
      field: "walletId",
      header: "Wallet",
      spare: 2,
      shrinkTo: 10,
      show: ({ walletId }) => safeText(wallets.get(walletId) ?? walletId),
    },
    { field: "tags", header: "Tags", spare: 5, shrinkTo: 8, show: ({ tags }) => safeText(tags.join(", ")) },
    { field: "note", header: "Note", spare: 4, shrinkTo: 10, show: ({ note }) => safeText(note ?? "") },
    { field: "id", header: "Id", spare: 1, show: ({ id }) => id },
  ];
}

function addListCommand(portfolio: Command, cli: CliContext): Command {
  const command = definePortfolioCommand(portfolio, cli, {
    name: "transactions",
    summary: "What happened in a portfolio, by time",
    options: [
      ...dayOptions(cli),
      new Option("--types <types>", "only these types, separated by commas").argParser((text, before?: string[]) =>
        list(text, before).map(oneOfTypes),
      ),
      assetOption("--asset <asset>", "only this asset, on either side"),
      walletOption("only this wallet"),
      new Option("--tag <tag>", "only with this tag"),
      new Option("--import <id>", "only what this import brought"),
      new Option("--text <text>", "part of a note, a tag or an asset's id"),
      new Option("--deleted", "those that were deleted and may be restored"),
      new Option("--order <order>", "which first (default: newest)")
        .choices(["newest", "oldest"])
        .argParser(oneOf(["newest", "oldest"])),
      ...pagingOptions(),
    ],
    examples: [
      ["portfolio transactions --from 90d --types buy,sell", "the last quarter's trades"],
      ["portfolio transactions --all --format csv > transactions.csv", "everything, for a spreadsheet"],
    ],
    run: async (session, portfolioId) => {
      const { command: self, out } = session;
      const input = readInput(ListTransactionsInput, self, {
        portfolioId,
        walletId: await walletOfFlag(session, portfolioId),
        assetId: (await assetOfFlag(session, "asset")) ?? undefined,
        importId: self.getOptionValue("import"),
      });
      const wallets = out.format === "table" ? await walletNames(session, portfolioId) : new Map<string, string>();
      const pages = pagesOf(session, input, (page) => session.ask((api) => api.transaction.list.query(page)));
      const empty = input.deleted ? "Nothing was deleted." : "No transaction matches.";
      await printRows(out, { columns: columnsWith(wallets), fields: Object.keys(Transaction.shape), empty }, pages);
    },
  });
  return command.helpCommand(false);
}

function addBulkEditCommand(transactions: Command, cli: CliContext): void {
  definePortfolioCommand(transactions, cli, {
    name: "edit",
    summary: "Change many transactions at once: all or none",
    arguments: [new Argument("<transactions...>", "ids, at most 500").argParser(list)],
    options: [
      new Option("--delete", "delete them; they can be restored for 30 days").conflicts("restore"),
      new Option("--restore", "take back their deletion"),
      walletOption("move them to this wallet"),
      new Option("--add-tags <tags>", "give them these tags").argParser(list),
      new Option("--remove-tags <tags>", "take these tags from them").argParser(list),
      new Option("--note <text>", "give all of them this note; none takes it away").argParser(textOrNothing),
      new Option("--allow-missing", "although more would go out than is held"),
      yesOption(),
    ],
    examples: [
      ["portfolio transactions edit <id> <id> --add-tags checked", "a tag for each"],
      ["portfolio transactions edit <id> <id> --delete", "all of them or none"],
    ],
    run: async (session, portfolioId, [transactionIds]) => {
      const { ask, command, out } = session;
      const flags = { delete: true, restore: true, addTags: true, removeTags: true, note: true };
      const said = Object.keys(flags).flatMap((flag) => {
        const value = saidValue(command, flag);
        return value === undefined ? [] : [[flag, value] as const];
      });
      const walletId = await walletOfFlag(session, portfolioId);
      const change = { ...Object.fromEntries(said), ...(walletId !== undefined && { walletId }) };
      if (Object.keys(change).length === 0) {
        throw new UsageError("Say what to change: --add-tags, --remove-tags, --wallet, --note, --delete or --restore.");
      }
      const input = readInput(BulkEditInput, command, { portfolioId, transactionIds, change });
      if (input.change.delete) {
        await agreeOrStop(session, `Delete ${count(input.transactionIds.length)} transactions? They can be restored.`);
      }
      const answer = await ask((api) => api.transaction.bulkEdit.mutate(input));
      await printRecord(out, answer, () => `Changed: ${count(answer.changed)}\n`);
    },
  });
}
