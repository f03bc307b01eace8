import { DeleteAccountInput } from "@cryptodesk/shared/identity/account.contract";
import { type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { UsageError } from "../../failures.ts";
import { agreeOrStop, yesOption } from "../../input/agree.ts";
import { canPrompt, promptsOf } from "../../input/prompts.ts";
import { readInput } from "../../input/read-input.ts";
import { jsonText } from "../../output/json.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRecord } from "../../output/record.ts";
import type { Session } from "../../session.ts";
import { askConfirmed, confirmationOptions } from "../confirmed.ts";
import { defineCommand } from "../define-command.ts";

/** Taking one's things, and going. */
export function addLeavingCommands(account: Command, cli: CliContext): void {
  defineCommand(account, cli, {
    name: "export",
    summary: "Everything your account owns",
    description: "Without secrets; as JSON unless another format is asked for.",
    options: confirmationOptions(),
    examples: [["account export > account.json", "profile, sessions, keys, workspace, notices, audit"]],
    run: async (session) => {
      const owned = await askConfirmed(session, (api) => api.account.export.query({}));
      await printRecord(session.out, owned, () => `${jsonText(owned)}\n`);
    },
  });
  defineCommand(account, cli, {
    name: "delete",
    summary: "Delete your account and everything it owns",
    description: "It is dead at once; a job removes what it owned. Asks for its address, to be sure.",
    options: [
      new Option("--confirm-email <email>", "the account's own address, instead of typing it when asked"),
      yesOption(),
      ...confirmationOptions(),
    ],
    examples: [["account delete", "asks twice"]],
    run: deleteAccount,
  });
}

async function deleteAccount(session: Session): Promise<void> {
  const { command, credentials, out } = session;
  const confirmEmail: unknown = command.getOptionValue("confirmEmail") ?? (await askAddress(session));
  const input = readInput(DeleteAccountInput, command, { confirmEmail });
  await agreeOrStop(session, `Delete the account ${safeText(input.confirmEmail)} and everything it owns, for good?`);
  const ticket = await askConfirmed(session, (api) => api.account.delete.mutate(input));
  const found = await credentials.front();
  if (found) await credentials.forget(found.name);
  const said = `The account ${safeText(input.confirmEmail)} is deleted; a job removes what it owned.`;
  await printRecord(out, ticket, () => `${said}\n`);
}

async function askAddress({ ask, cli }: Session): Promise<string> {
  if (!canPrompt(cli)) {
    throw new UsageError("Name the account that goes: --confirm-email <email> (and --yes, where nobody can be asked).");
  }
  const { email } = await ask((api) => api.account.me.query({}));
  return (await promptsOf(cli)).text(`To delete it, type the address of your account (${safeText(email)}):`);
}
