import { CreateTransactionInput, type TransactionDraft } from "@cryptodesk/shared/portfolio/transaction.contract";
import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { ServerRefusal } from "../../failures.ts";
import { agreeOrStop, isAgreed, yesOption } from "../../input/agree.ts";
import { canPrompt } from "../../input/prompts.ts";
import { readInput } from "../../input/read-input.ts";
import type { Session } from "../../session.ts";
import { chosenId, createOnce, idOption } from "../create-once.ts";
import { definePortfolioCommand } from "./define-portfolio-command.ts";
import { draftOf, drawPreview } from "./preview.ts";
import { printTransaction } from "./transaction.ts";
import { transactionOptions } from "./transaction-options.ts";
import { transactionWords } from "./transaction-words.ts";

export function addAddCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "add",
    summary: "Record a transaction",
    description: "What the words leave out is given by flags. On a terminal its effect is shown and agreed to first.",
    arguments: transactionWords(),
    options: [...transactionOptions(cli), idOption(), yesOption()],
    examples: [
      ["portfolio add buy 0.5 bitcoin --price 64000 --fees 12 --date 2026-01-31", "bought with money from outside"],
      ["portfolio add swap 1 ethereum for 0.05 bitcoin", "one asset for another"],
      ["portfolio add swap 1000 eur for 0.02 bitcoin", "bought with money that is kept in the portfolio"],
      ["portfolio add transfer 0.2 btc --wallet Kraken --to-wallet Ledger --fees 0.0001 --fee-asset btc", "moved"],
      ["portfolio add fee 0.001 ethereum --note 'failed call'", "a fee by itself"],
      ["portfolio add split shiba-inu 1:1000", "one old unit became a thousand"],
      ["portfolio add deposit 2 eth --cost unknown --yes", "without a question, as in a script"],
    ],
    run: async (session, portfolioId, [type, words]) => {
      const id = chosenId(session);
      const draft = await draftOf(session, portfolioId, type, words);
      const input = readInput(CreateTransactionInput, session.command, { ...draft, portfolioId, id });
      if (!isAgreed(session) && canPrompt(session.cli)) await showEffect(session, portfolioId, draft);
      await agreeOrStop(session, "Record it?");
      const made = await createOnce(session, id, (api) => api.transaction.create.mutate(input));
      await printTransaction(session, made);
      session.out.notice(`Take it back: cryptodesk portfolio transaction delete ${made.id} --portfolio ${portfolioId}`);
    },
  });
}

/** On stderr, for it belongs to the question; what is recorded goes to stdout. */
async function showEffect({ ask, out }: Session, portfolioId: string, draft: TransactionDraft): Promise<void> {
  try {
    const preview = await ask((api) => api.figures.preview.mutate({ portfolioId, draft }));
    out.notice(drawPreview(preview, out).trimEnd());
  } catch (error) {
    // What is wrong with the transaction itself is no reason to ask about it.
    if (!(error instanceof ServerRefusal) || error.problem.status < 500) throw error;
    out.notice(out.palette.warn(`Its effect cannot be shown: ${error.problem.detail}`));
  }
}
