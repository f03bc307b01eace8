import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { addAccountCommands } from "./accounts.ts";
import { addDeskCommands } from "./desk.ts";
import { addModerationCommands } from "./shares.ts";
import { addStrategyModeration } from "./strategies.ts";

export function addAdminCommands(program: Command, cli: CliContext): void {
  const admin = program
    .command("admin")
    .summary("administration: accounts, audit log, limits, policy")
    .description(
      "Administration: accounts, audit log, limits, policy. For admins, and with --shell for whoever has the shell of the\nserver.",
    )
    .helpCommand(false);
  addAccountCommands(admin, cli);
  addDeskCommands(admin, cli);
  addModerationCommands(admin, cli);
  addStrategyModeration(admin, cli);
}
