import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { addAddCommand } from "./add.ts";
import { addAttachmentCommands } from "./attachments.ts";
import { addCompareCommand } from "./compare.ts";
import { addExplainCommand } from "./explain.ts";
import { addExportCommands } from "./export.ts";
import { addGainsCommand } from "./gains.ts";
import { addHoldingCommands } from "./holdings.ts";
import { addImportCommands } from "./imports/imports.ts";
import { addIncomeCommand } from "./income.ts";
import { addListCommand } from "./list.ts";
import { addMethodsCommand } from "./methods.ts";
import { addPerformanceCommand } from "./performance.ts";
import { addPortfolioCrud } from "./portfolios.ts";
import { addPreviewCommand } from "./preview.ts";
import { addRateCommands } from "./rates.ts";
import { addShowCommand } from "./show.ts";
import { addTransactionCommands } from "./transaction.ts";
import { addTransactionListCommands } from "./transactions.ts";
import { addUseCommand } from "./use.ts";
import { addWalletCommands } from "./wallets.ts";

export function addPortfolioCommands(program: Command, cli: CliContext): void {
  const portfolio = program
    .command("portfolio")
    .summary("portfolios: holdings, transactions, gains, and how every figure came about")
    .description("Portfolios: holdings, transactions, gains, and how every figure came about.")
    .helpCommand(false);
  portfolio.commandsGroup("Portfolios:");
  addListCommand(portfolio, cli);
  addUseCommand(portfolio, cli);
  addPortfolioCrud(portfolio, cli);
  addWalletCommands(portfolio, cli);
  portfolio.commandsGroup("Transactions:");
  addAddCommand(portfolio, cli);
  addPreviewCommand(portfolio, cli);
  addTransactionListCommands(portfolio, cli);
  addTransactionCommands(portfolio, cli);
  addAttachmentCommands(portfolio, cli);
  portfolio.commandsGroup("Figures:");
  addShowCommand(portfolio, cli);
  addHoldingCommands(portfolio, cli);
  addGainsCommand(portfolio, cli);
  addIncomeCommand(portfolio, cli);
  addMethodsCommand(portfolio, cli);
  addPerformanceCommand(portfolio, cli);
  addCompareCommand(portfolio, cli);
  addExplainCommand(portfolio, cli);
  portfolio.commandsGroup("Imports and exports:");
  addImportCommands(portfolio, cli);
  addExportCommands(portfolio, cli);
  addRateCommands(portfolio, cli);
}
