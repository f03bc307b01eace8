import { Option } from "commander";
import { UsageError } from "../failures.ts";
import type { Session } from "../session.ts";
import { canPrompt, promptsOf } from "./prompts.ts";
import { readStdinLines } from "./read-stdin.ts";

export function passwordOption(text = "read the password from standard input instead of asking for it"): Option {
  return new Option("--password-stdin", text);
}

/** The password, piped in or asked for; it is never a word of the command line, which others can see. */
export async function readPassword(session: Session, message: string): Promise<string> {
  const [piped] = await pipedPasswords(session);
  if (piped !== undefined) return piped;
  requireTerminal(session, "password");
  return (await promptsOf(session.cli)).secret(message);
}

/** A password that is chosen now, asked for twice. */
export async function chooseNewPassword(session: Session): Promise<string> {
  requireTerminal(session, "new password");
  const prompts = await promptsOf(session.cli);
  const chosen = await prompts.secret("New password (8 to 128 characters):");
  const again = await prompts.secret("The same again:");
  if (chosen === again) return chosen;
  throw new UsageError("The two are not the same. Nothing was changed.");
}

/** The lines that `--password-stdin` brings; none without it. */
export async function pipedPasswords({ cli, command }: Session): Promise<string[]> {
  if (command.getOptionValue("passwordStdin") !== true) return [];
  if (cli.stdin.isTTY) {
    throw new UsageError("--password-stdin reads a pipe or a file. Leave it away to be asked.");
  }
  const lines = await linesOnce(cli);
  if (lines[0] === "") throw new UsageError("Standard input is empty: there is no password in it.");
  return lines;
}

const linesOf = new WeakMap<object, Promise<string[]>>();

// What is piped in can be read only once, and may be needed to confirm and to change.
function linesOnce(cli: Session["cli"]): Promise<string[]> {
  const lines = linesOf.get(cli) ?? readStdinLines(cli);
  linesOf.set(cli, lines);
  return lines;
}

function requireTerminal({ cli, command }: Session, what: string): void {
  if (canPrompt(cli)) return;
  const takesPipe = command.options.some(({ long }) => long === "--password-stdin");
  throw new UsageError(`There is no terminal to ask for the ${what}.`, [
    takesPipe ? "Pipe it in with --password-stdin." : "Give it in the JSON of --file.",
  ]);
}
