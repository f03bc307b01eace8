import { CreateTransactionInput } from "@cryptodesk/shared/portfolio/transaction.contract";
import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { agreeOrStop, yesOption } from "../../input/agree.ts";
import { readInput } from "../../input/read-input.ts";
import { chosenId, createOnce, idOption } from "../create-once.ts";
import { definePortfolioCommand } from "./define-portfolio-command.ts";
import { printTransaction } from "./transaction.ts";
import { draftOfFlags, transactionOptions } from "./transaction-options.ts";
import { draftOfWords, transactionWords } from "./transaction-words.ts";

export function addAddCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "add",
    summary: "Record a transaction",
    description: "What the words leave out is given by flags. On a terminal its effect is shown and agreed to first.",
    arguments: transactionWords(),
    options: [...transactionOptions(cli), idOption(), yesOption()],
    examples: [
      ["portfolio add buy 0.5 bitcoin --price 64000 --fees 12 --date 2026-01-31", "bought with money from outside"],
      ["portfolio add swap 1 ethereum for 0.05 bitcoin", "one asset for another; money kept is fiat:eur"],
      ["portfolio add transfer 0.2 btc --wallet Kraken --to-wallet Ledger --fees 0.0001 --fee-asset btc", "its own"],
      ["portfolio add fee 0.001 ethereum --note 'failed call'", "a fee by itself"],
      ["portfolio add split shiba-inu 1:1000", "one old unit became a thousand"],
      ["portfolio add deposit 2 eth --cost unknown --yes", "without a question, as in a script"],
    ],
    run: async (session, portfolioId, [type, words]) => {
      const { command, cli: context } = session;
      const id = chosenId(session);
      const spoken = await draftOfWords(session, String(type), Array.isArray(words) ? words : []);
      const flags = await draftOfFlags(session, portfolioId);
      const said = Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
      const date = command.getOptionValue("date") ?? context.now().toISOString();
      const input = readInput(CreateTransactionInput, command, { portfolioId, id, date, ...spoken, ...said });
      await agreeOrStop(session, "Record it?");
      const made = await createOnce(session, id, (api) => api.transaction.create.mutate(input));
      await printTransaction(session, made);
      session.out.notice(`Take it back: cryptodesk portfolio transaction delete ${made.id} --portfolio ${portfolioId}`);
    },
  });
}
