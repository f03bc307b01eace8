import {
  DeleteTransactionInput,
  type Transaction,
  TransactionRef,
  UpdateTransactionInput,
} from "@cryptodesk/shared/portfolio/transaction.contract";
import { Argument, type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { UsageError } from "../../failures.ts";
import { agreeOrStop, yesOption } from "../../input/agree.ts";
import { readInput } from "../../input/read-input.ts";
import { printRecord } from "../../output/record.ts";
import type { Session } from "../../session.ts";
import { walletNames } from "./choose-wallet.ts";
import { definePortfolioCommand } from "./define-portfolio-command.ts";
import { drawTransaction, whatText } from "./draw-transaction.ts";
import { versionOption } from "./portfolio-options.ts";
import { draftOfFlags, transactionOptions, typeOption } from "./transaction-options.ts";

const transactionArgument = () => new Argument("<transaction>", "id, from `cryptodesk portfolio transactions`");

/** One transaction: shown, corrected, deleted, restored. */
export function addTransactionCommands(portfolio: Command, cli: CliContext): void {
  const transaction = addShowCommand(portfolio, cli);
  addEditCommand(transaction, cli);
  addDeleteCommand(transaction, cli);
  addRestoreCommand(transaction, cli);
}

function addShowCommand(portfolio: Command, cli: CliContext): Command {
  const command = definePortfolioCommand(portfolio, cli, {
    name: "transaction",
    summary: "One transaction",
    arguments: [transactionArgument()],
    examples: [["portfolio transaction 01900000-0000-7000-8000-000000000000", "all that was said of it"]],
    run: async (session, portfolioId, [transactionId]) => {
      const input = readInput(TransactionRef, session.command, { portfolioId, transactionId });
      const found = await session.ask((api) => api.transaction.get.query(input));
      await printTransaction(session, found);
    },
  });
  return command.helpCommand(false);
}

/** One transaction, with the name of its wallet where a person reads it. */
export async function printTransaction(session: Session, transaction: Transaction): Promise<void> {
  const { out } = session;
  const forPeople = out.format === "table" && !out.fields;
  const wallets = forPeople ? await walletNames(session, transaction.portfolioId) : new Map<string, string>();
  await printRecord(out, transaction, () => drawTransaction(transaction, out, wallets));
}

function addEditCommand(transaction: Command, cli: CliContext): void {
  definePortfolioCommand(transaction, cli, {
    name: "edit",
    summary: "Correct a transaction",
    description: "What is not given stays. Asset and quantity of a transfer change on both sides.",
    arguments: [transactionArgument()],
    options: [typeOption("what happened"), ...transactionOptions(cli), versionOption()],
    examples: [
      ["portfolio transaction edit 01900000-0000-7000-8000-000000000000 --quantity 0.25", "it was half as much"],
      [
        "portfolio transaction edit 01900000-0000-7000-8000-000000000000 --value 41000 --fees none",
        "and without a fee",
      ],
    ],
    run: async (session, portfolioId, [transactionId]) => {
      const { ask, command } = session;
      const ref = readInput(TransactionRef, command, { portfolioId, transactionId });
      const said = await draftOfFlags(session, portfolioId);
      const version = command.getOptionValue("version") ?? (await ask((api) => api.transaction.get.query(ref))).version;
      const input = readInput(UpdateTransactionInput, command, { ...ref, ...said, version });
      const { allowMissing: _, ...changes } = input;
      if (Object.keys(changes).length === 3) throw new UsageError("Say what to change, e.g. --quantity or --date.");
      await printTransaction(session, await ask((api) => api.transaction.update.mutate(input)));
    },
  });
}

function addDeleteCommand(transaction: Command, cli: CliContext): void {
  definePortfolioCommand(transaction, cli, {
    name: "delete",
    summary: "Delete a transaction; it can be restored for 30 days",
    description: "Of a transfer both sides.",
    arguments: [transactionArgument()],
    options: [
      yesOption(),
      new Option("--allow-missing", "although what it brought in was needed later"),
      versionOption(),
    ],
    examples: [["portfolio transaction delete 01900000-0000-7000-8000-000000000000", "it never happened"]],
    run: async (session, portfolioId, [transactionId]) => {
      const { ask, command, out } = session;
      const ref = readInput(TransactionRef, command, { portfolioId, transactionId });
      const found = await ask((api) => api.transaction.get.query(ref));
      const version = command.getOptionValue("version") ?? found.version;
      const input = readInput(DeleteTransactionInput, command, { ...ref, version });
      const what = `${found.type} ${whatText(found)} of ${found.date.slice(0, 10)}`;
      await agreeOrStop(session, `Delete ${what}? It can be restored for 30 days.`);
      await printTransaction(session, await ask((api) => api.transaction.delete.mutate(input)));
      out.notice(`Take it back: cryptodesk portfolio transaction restore ${found.id} --portfolio ${portfolioId}`);
    },
  });
}

function addRestoreCommand(transaction: Command, cli: CliContext): void {
  definePortfolioCommand(transaction, cli, {
    name: "restore",
    summary: "Take back the deletion of a transaction",
    arguments: [transactionArgument()],
    examples: [["portfolio transaction restore 01900000-0000-7000-8000-000000000000", "as it was"]],
    run: async (session, portfolioId, [transactionId]) => {
      const input = readInput(TransactionRef, session.command, { portfolioId, transactionId });
      await printTransaction(session, await session.ask((api) => api.transaction.restore.mutate(input)));
    },
  });
}
