import { RegisterInput } from "@cryptodesk/shared/identity/sign-in.contract";
import { Argument, type Command, Option } from "commander";
import type { z } from "zod";
import type { CliContext } from "../../cli-context.ts";
import { UsageError } from "../../failures.ts";
import { fileOption, readJsonInput } from "../../input/json-input.ts";
import { chooseNewPassword, passwordOption, pipedPasswords } from "../../input/passwords.ts";
import { canPrompt, promptsOf } from "../../input/prompts.ts";
import { readInput } from "../../input/read-input.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRecord } from "../../output/record.ts";
import type { Session } from "../../session.ts";
import { defineCommand } from "../define-command.ts";

export function addRegisterCommand(auth: Command, cli: CliContext): void {
  defineCommand(auth, cli, {
    name: "register",
    summary: "Make an account",
    description:
      "The first account of a desk becomes admin and needs the token that the server printed at start; it is asked for.",
    arguments: [new Argument("[email]", "address to sign in with")],
    options: [
      new Option("--name <name>", "name shown to others (default: the address up to the @)"),
      passwordOption(
        "read the password from standard input; for the first account, the setup token from the second line",
      ),
      fileOption("email, password, name and setupToken"),
    ],
    examples: [
      ["auth register ada@example.com", "asks for the password, and for the setup token where it is needed"],
      ["auth register --file account.json", "in a script"],
    ],
    run: async (session, [email]) => {
      const input = await readRegistration(session, email);
      const accepted = await session.askAsNobody((api) => api.auth.register.mutate(input));
      await printRecord(session.out, accepted, () => `${safeText(accepted.detail)}\n`);
      if (session.out.format === "table") session.out.notice(`Then: cryptodesk login ${input.email}`);
    },
  });
}

async function readRegistration(session: Session, given: unknown): Promise<z.output<typeof RegisterInput>> {
  const { cli, command, askAsNobody } = session;
  if (command.getOptionValue("file") !== undefined) return readJsonInput(session, RegisterInput);
  const { setupNeeded } = await askAsNobody((api) => api.auth.options.query({}));
  const [piped, pipedToken] = await pipedPasswords(session);
  const email = given ?? (await askText(cli, "Address (e-mail):"));
  const password = piped ?? (await chooseNewPassword(session));
  const setupToken = setupNeeded ? (pipedToken ?? (await askSecret(cli))) : undefined;
  return readInput(RegisterInput, command, { email, password, setupToken });
}

async function askText(cli: CliContext, message: string): Promise<string> {
  if (!canPrompt(cli)) throw new UsageError("Name the address: cryptodesk auth register <email>");
  return (await promptsOf(cli)).text(message);
}

async function askSecret(cli: CliContext): Promise<string> {
  if (!canPrompt(cli)) {
    throw new UsageError("The first account of a desk needs the token that the server printed at start.", [
      "Give it as the second line of --password-stdin, or as setupToken in the JSON of --file.",
    ]);
  }
  return (await promptsOf(cli)).secret("Setup token that the server printed at start:");
}
