import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { addCandlesCommand } from "./candles.ts";
import { addCompareCommand } from "./compare.ts";
import { addCountCommand } from "./count.ts";
import { addCoverageCommand } from "./coverage.ts";
import { addGapsCommand } from "./gaps.ts";
import { addHistoryCommand } from "./history.ts";
import { addListCommand } from "./list.ts";
import { addOverviewCommand } from "./overview.ts";
import { addProvidersCommand } from "./providers.ts";
import { addQuarantineCommand } from "./quarantine.ts";
import { addRatesCommand } from "./rates.ts";
import { addRepairCommand } from "./repair.ts";
import { addReportCommand } from "./report.ts";
import { addReportsCommand } from "./reports.ts";
import { addResolveCommand } from "./resolve.ts";
import { addSetAsideCommand } from "./set-aside.ts";
import { addShowCommand } from "./show.ts";
import { addSimilarCommand } from "./similar.ts";
import { addSyncCommand } from "./sync.ts";
import { addTopCommand } from "./top.ts";
import { addWatchCommand } from "./watch/watch.ts";

export function addMarketCommands(program: Command, cli: CliContext): void {
  const market = program
    .command("market")
    .summary("prices, history and the state of the data")
    .description("Prices, history and the state of the data.")
    .helpCommand(false);
  market.commandsGroup("Prices:");
  addListCommand(market, cli);
  addCountCommand(market, cli);
  addShowCommand(market, cli);
  addTopCommand(market, cli);
  addOverviewCommand(market, cli);
  addRatesCommand(market, cli);
  addWatchCommand(market, cli);
  market.commandsGroup("History:");
  addHistoryCommand(market, cli);
  addCandlesCommand(market, cli);
  addCompareCommand(market, cli);
  addSimilarCommand(market, cli);
  addReportsCommand(market, cli);
  addReportCommand(market, cli);
  market.commandsGroup("Data health:");
  addSyncCommand(market, cli);
  addProvidersCommand(market, cli);
  addCoverageCommand(market, cli);
  addGapsCommand(market, cli);
  addRepairCommand(market, cli);
  addQuarantineCommand(market, cli);
  addResolveCommand(market, cli);
  addSetAsideCommand(market, cli);
}
