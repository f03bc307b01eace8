import {
  ChangeEmailInput,
  ChangePasswordInput,
  UpdateAccountInput,
} from "@cryptodesk/shared/identity/account.contract";
import { Argument, type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { UsageError } from "../../failures.ts";
import { chooseNewPassword, passwordOption, pipedPasswords } from "../../input/passwords.ts";
import { canPrompt, promptsOf } from "../../input/prompts.ts";
import { readInput } from "../../input/read-input.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRecord } from "../../output/record.ts";
import { timeWithAge } from "../../output/times.ts";
import type { Session } from "../../session.ts";
import { drawMe } from "../auth/whoami.ts";
import { askConfirmed, codeOption, confirmationOptions, proveAtTerminal, proveFromFlags } from "../confirmed.ts";
import { defineCommand } from "../define-command.ts";
import { printDone } from "../print-done.ts";

export function addProfileCommands(account: Command, cli: CliContext): void {
  addConfirmCommand(account, cli);
  addUpdateCommand(account, cli);
  addChangePasswordCommand(account, cli);
  addChangeEmailCommand(account, cli);
  addVerifyEmailCommand(account, cli);
}

function addConfirmCommand(account: Command, cli: CliContext): void {
  defineCommand(account, cli, {
    name: "confirm",
    summary: "Prove again who is at the keyboard",
    description:
      "Sensitive commands are let through for ten minutes then. An account with an authenticator app proves it with a code.",
    options: [passwordOption(), codeOption()].map((option) => option.helpGroup("Confirmation:")),
    examples: [
      ["account confirm", "asks for what is needed"],
      ["account confirm --password-stdin < password.txt", "ahead of a script"],
    ],
    run: async (session) => {
      const { out } = session;
      const nobody = new UsageError("Nobody is there to ask.", ["Give --code <digits>, or --password-stdin."]);
      const confirmation = (await proveFromFlags(session)) ?? (await proveAtTerminal(session, nobody));
      const { confirmedUntil } = confirmation;
      await printRecord(out, confirmation, () => `Confirmed until ${timeWithAge(confirmedUntil, out.now())}\n`);
    },
  });
}

function addUpdateCommand(account: Command, cli: CliContext): void {
  defineCommand(account, cli, {
    name: "update",
    summary: "Change the name shown to others",
    options: [new Option("--name <name>", "the new name").makeOptionMandatory()],
    examples: [['account update --name "Ada Lovelace"', "from now on"]],
    run: async ({ ask, command, credentials, out }) => {
      const input = readInput(UpdateAccountInput, command);
      const me = await ask((api) => api.account.update.mutate(input));
      await printRecord(out, me, () => drawMe(me, credentials.place.server, out));
    },
  });
}

function addChangePasswordCommand(account: Command, cli: CliContext): void {
  defineCommand(account, cli, {
    name: "change-password",
    summary: "Change the password",
    description: "Asks for the current and the new one. Ends every other session.",
    options: [
      passwordOption("read the current password from the first line of standard input, the new one from the second"),
      codeOption("where the server asks for it: six digits of the authenticator app"),
    ].map((option) => option.helpGroup("Confirmation:")),
    examples: [
      ["account change-password", "asks for both"],
      ["account change-password --password-stdin < two-lines.txt", "in a script"],
    ],
    run: async (session) => {
      const input = readInput(ChangePasswordInput, session.command, await readPasswords(session));
      await askConfirmed(session, (api) => api.account.changePassword.mutate(input));
      await printDone(session, "The new password holds; every other session has ended.");
    },
  });
}

async function readPasswords(session: Session): Promise<{ currentPassword: string | undefined; newPassword: string }> {
  const piped = await pipedPasswords(session);
  if (piped.length > 0) {
    const [currentPassword, newPassword] = piped;
    if (newPassword !== undefined && piped.length === 2) return { currentPassword, newPassword };
    throw new UsageError("Standard input must hold two lines: the current password, then the new one.");
  }
  const { hasPassword, email } = await session.ask((api) => api.account.me.query({}));
  const asks = hasPassword && canPrompt(session.cli);
  const currentPassword = asks
    ? await (await promptsOf(session.cli)).secret(`Current password of ${email}:`)
    : undefined;
  return { currentPassword, newPassword: await chooseNewPassword(session) };
}

function addChangeEmailCommand(account: Command, cli: CliContext): void {
  defineCommand(account, cli, {
    name: "change-email",
    summary: "Change the address to sign in with",
    arguments: [new Argument("<email>", "the new address")],
    options: confirmationOptions(),
    examples: [["account change-email ada@example.org", "asks who you are first"]],
    run: async (session, [email]) => {
      const input = readInput(ChangeEmailInput, session.command, { email });
      const me = await askConfirmed(session, (api) => api.account.changeEmail.mutate(input));
      await session.credentials.rename(me.email);
      await printRecord(session.out, me, () => drawMe(me, session.credentials.place.server, session.out));
    },
  });
}

function addVerifyEmailCommand(account: Command, cli: CliContext): void {
  defineCommand(account, cli, {
    name: "verify-email",
    summary: "Mail a link that proves the address",
    examples: [["account verify-email", "then: cryptodesk auth verify-email"]],
    run: async ({ ask, out }) => {
      const accepted = await ask((api) => api.account.requestVerification.mutate({}));
      await printRecord(out, accepted, () => `${safeText(accepted.detail)}\n`);
    },
  });
}
