import { Command } from "commander";
import type { CliContext } from "./cli-context.ts";
import { addAccountCommands } from "./commands/account/account-commands.ts";
import { addAdminCommands } from "./commands/admin/admin-commands.ts";
import { addAuthCommands } from "./commands/auth/auth-commands.ts";
import { addLoginCommand } from "./commands/auth/login.ts";
import { addLogoutCommand } from "./commands/auth/logout.ts";
import { addWhoamiCommand } from "./commands/auth/whoami.ts";
import { addCompletionCommand } from "./commands/completion/completion.ts";
import { addConfigCommands } from "./commands/config/config-commands.ts";
import { addDoctorCommand } from "./commands/doctor/doctor.ts";
import { addJobsCommands } from "./commands/jobs/jobs-commands.ts";
import { addMarketCommands } from "./commands/market/market-commands.ts";
import { addPortfolioCommands } from "./commands/portfolio/portfolio-commands.ts";
import { addShareCommands } from "./commands/share/share-commands.ts";
import { addStatusCommand } from "./commands/status.ts";
import { addStrategyCommands } from "./commands/strategy/strategy-commands.ts";
import { addWorkspaceCommands } from "./commands/workspace/workspace-commands.ts";
import { colourOption, connectionOptions, outputOptions } from "./input/common-options.ts";
import { VERSION } from "./version.ts";

/** The whole command tree. Nothing runs until it parses. */
export function buildProgram(cli: CliContext): Command {
  const program = new Command("cryptodesk")
    .description("The market desk in the terminal.")
    .version(VERSION, "--version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print help for a command")
    .configureHelp({ helpWidth: helpWidth(cli) })
    .configureOutput({
      writeOut: (text) => cli.stdout.write(text),
      writeErr: (text) => cli.stderr.write(text),
      // Errors are reported once, where the exit code is decided.
      outputError: () => {},
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .exitOverride()
    // A common option belongs to the program before the command's words, and to the command after them.
    .enablePositionalOptions();
  for (const option of [...outputOptions(), colourOption(), ...connectionOptions()])
    program.addOption(option.hideHelp());
  addMarketCommands(program, cli);
  addPortfolioCommands(program, cli);
  addShareCommands(program, cli);
  addStrategyCommands(program, cli);
  addJobsCommands(program, cli);
  addStatusCommand(program, cli);
  addDoctorCommand(program, cli);
  addLoginCommand(program, cli);
  addLogoutCommand(program, cli);
  addWhoamiCommand(program, cli);
  addAccountCommands(program, cli);
  addWorkspaceCommands(program, cli);
  addAuthCommands(program, cli);
  addAdminCommands(program, cli);
  addConfigCommands(program, cli);
  addCompletionCommand(program, cli);
  program.addHelpText("after", ROOT_NOTES);
  return program;
}

const ROOT_NOTES = `
Every command takes --json, --format table|json|csv, --fields, --no-color, --url and --profile.

Examples:
  cryptodesk status                          is the desk running, on whose data
  cryptodesk market list --limit 20          the largest coins
  cryptodesk market watch --top 10           prices as they change
  cryptodesk market list --format csv --all  every coin, for a spreadsheet

Environment: CRYPTODESK_API_KEY is used instead of a sign-in and never written down.

Exit codes: 0 done or empty, 1 failed, 2 usage, 4 sign-in needed, 130 interrupted`;

function helpWidth(cli: CliContext): number {
  return Math.min(cli.stdout.isTTY ? (cli.stdout.columns ?? 100) : 100, 120);
}
