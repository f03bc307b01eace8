import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { addDeskCommands } from "./desk-facts.ts";
import { addLinkCommands } from "./mailed-links.ts";
import { addPasskeyCommands } from "./passkey-sign-in.ts";
import { addRegisterCommand } from "./register.ts";

export function addAuthCommands(program: Command, cli: CliContext): void {
  const auth = program
    .command("auth")
    .summary("signing up and in, in single steps")
    .description("Signing up and in, in single steps. `cryptodesk login` is what you want most of the time.")
    .helpCommand(false);
  addRegisterCommand(auth, cli);
  addLinkCommands(auth, cli);
  addPasskeyCommands(auth, cli);
  addDeskCommands(auth, cli);
}
