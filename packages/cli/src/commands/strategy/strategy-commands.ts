import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { addBacktestCommand } from "./backtest.ts";
import { addEditCommand } from "./edit.ts";
import { addListCommand } from "./list.ts";
import { addManageCommands } from "./manage.ts";
import { addNewCommand } from "./new.ts";
import { addOptimiseCommands } from "./optimise.ts";
import { addPaperCommands } from "./paper.ts";
import { addRunCommands } from "./runs.ts";
import { addSharingCommands } from "./sharing.ts";
import { addShowCommand } from "./show.ts";
import { addValidateCommand } from "./validate.ts";
import { addVersionCommands } from "./versions.ts";

export function addStrategyCommands(program: Command, cli: CliContext): void {
  const strategy = program
    .command("strategy")
    .summary("strategies: rules, versions, backtests, searches, paper trading")
    .description("Strategies: rules that can be read, versions, backtests, searches, paper trading.")
    .helpCommand(false);
  strategy.commandsGroup("Strategies:");
  addListCommand(strategy, cli);
  addShowCommand(strategy, cli);
  addNewCommand(strategy, cli);
  addEditCommand(strategy, cli);
  addValidateCommand(strategy, cli);
  addManageCommands(strategy, cli);
  strategy.commandsGroup("Runs:");
  addBacktestCommand(strategy, cli);
  addOptimiseCommands(strategy, cli);
  addRunCommands(strategy, cli);
  strategy.commandsGroup("Paper trading:");
  addPaperCommands(strategy, cli);
  strategy.commandsGroup("Versions:");
  addVersionCommands(strategy, cli);
  strategy.commandsGroup("Sharing:");
  addSharingCommands(strategy, cli);
}
