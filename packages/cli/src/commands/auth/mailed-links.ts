import {
  RequestPasswordResetInput,
  ResetPasswordInput,
  VerifyEmailInput,
} from "@cryptodesk/shared/identity/sign-in.contract";
import { Argument, type Command } from "commander";
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
import { printDone } from "../print-done.ts";

/** What is done with links that came by mail or from an admin. */
export function addLinkCommands(auth: Command, cli: CliContext): void {
  addRequestResetCommand(auth, cli);
  addResetPasswordCommand(auth, cli);
  addVerifyEmailCommand(auth, cli);
}

function addRequestResetCommand(auth: Command, cli: CliContext): void {
  defineCommand(auth, cli, {
    name: "request-reset",
    summary: "Mail a link that sets a new password",
    description: "The answer is the same whether or not there is such an account.",
    arguments: [new Argument("<email>", "address of the account")],
    examples: [["auth request-reset ada@example.com", "then: cryptodesk auth reset-password"]],
    run: async ({ askAsNobody, command, out }, [email]) => {
      const input = readInput(RequestPasswordResetInput, command, { email });
      const accepted = await askAsNobody((api) => api.auth.requestPasswordReset.mutate(input));
      await printRecord(out, accepted, () => `${safeText(accepted.detail)}\n`);
    },
  });
}

function addResetPasswordCommand(auth: Command, cli: CliContext): void {
  defineCommand(auth, cli, {
    name: "reset-password",
    summary: "Set a new password with a link",
    description: "Asks for the link and the new password. Ends every session of the account.",
    options: [
      passwordOption("read the new password from the first line of standard input, and the link from the second"),
      fileOption("token and password"),
    ],
    examples: [
      ["auth reset-password", "asks for both"],
      ["auth reset-password --file reset.json", "in a script"],
    ],
    run: async (session) => {
      const input = await readReset(session);
      await session.askAsNobody((api) => api.auth.resetPassword.mutate(input));
      await printDone(session, "The new password holds. Sign in: cryptodesk login");
    },
  });
}

async function readReset(session: Session) {
  if (session.command.getOptionValue("file") !== undefined) return readJsonInput(session, ResetPasswordInput);
  const [piped, link] = await pipedPasswords(session);
  const token = link === undefined ? await askLink(session) : tokenIn(link);
  const password = piped ?? (await chooseNewPassword(session));
  return readInput(ResetPasswordInput, session.command, { token, password });
}

function addVerifyEmailCommand(auth: Command, cli: CliContext): void {
  defineCommand(auth, cli, {
    name: "verify-email",
    summary: "Prove an address with a link",
    options: [fileOption("token")],
    examples: [["auth verify-email", "asks for the link that came by mail"]],
    run: async (session) => {
      const asks = session.command.getOptionValue("file") === undefined && canPrompt(session.cli);
      const input = asks
        ? readInput(VerifyEmailInput, session.command, { token: await askLink(session) })
        : await readJsonInput(session, VerifyEmailInput);
      await session.askAsNobody((api) => api.auth.verifyEmail.mutate(input));
      await printDone(session, "The address is proved.");
    },
  });
}

async function askLink({ cli }: Session): Promise<string> {
  if (!canPrompt(cli)) {
    throw new UsageError("There is no terminal to ask for the link.", ["Give its token in the JSON of --file."]);
  }
  return tokenIn(await (await promptsOf(cli)).secret("The link, or the token in it:"));
}

/** The token of a whole link, which stands behind its hash sign. */
function tokenIn(link: string): string {
  return link.trim().split("#").at(-1) ?? "";
}
