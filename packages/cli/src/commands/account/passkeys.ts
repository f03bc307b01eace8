import { AddPasskeyInput, PasskeyIdInput } from "@cryptodesk/shared/identity/second-factor.contract";
import { Argument, type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { UsageError } from "../../failures.ts";
import { fileOption, readJson } from "../../input/json-input.ts";
import { readInput } from "../../input/read-input.ts";
import { jsonText } from "../../output/json.ts";
import { printRecord } from "../../output/record.ts";
import type { Session } from "../../session.ts";
import { askConfirmed, confirmationOptions } from "../confirmed.ts";
import { defineCommand } from "../define-command.ts";
import { printDone } from "../print-done.ts";

/** Passkeys are made by a browser or an authenticator; these commands carry its JSON to and fro. */
export function addPasskeyCommands(account: Command, cli: CliContext): void {
  defineCommand(account, cli, {
    name: "passkey-options",
    summary: "Begin adding a passkey",
    description: "Prints the options for navigator.credentials.create as JSON.",
    options: confirmationOptions(),
    examples: [["account passkey-options > options.json", "for an authenticator"]],
    run: async (session) => {
      const answer = await askConfirmed(session, (api) => api.account.beginPasskey.mutate({}));
      await printRecord(session.out, answer, () => `${jsonText(answer)}\n`);
    },
  });
  defineCommand(account, cli, {
    name: "add-passkey",
    summary: "Add a passkey",
    options: [
      fileOption("challenge, response of the authenticator, and name"),
      new Option("--name <name>", "name of the passkey, where the JSON holds none"),
      ...confirmationOptions(),
    ],
    examples: [['account add-passkey --file attestation.json --name "This laptop"', "after passkey-options"]],
    run: async (session) => {
      const document = await readObject(session);
      const input = readInput(AddPasskeyInput, session.command, document);
      await askConfirmed(session, (api) => api.account.addPasskey.mutate(input));
      await printDone(session, "The passkey is added.");
    },
  });
  defineCommand(account, cli, {
    name: "remove-passkey",
    summary: "Remove a passkey",
    arguments: [new Argument("<id>", "id of the passkey, from `cryptodesk account second-factors`")],
    options: confirmationOptions(),
    examples: [["account remove-passkey AAAA", "it no longer signs in"]],
    run: async (session, [id]) => {
      const input = readInput(PasskeyIdInput, session.command, { id });
      await askConfirmed(session, (api) => api.account.removePasskey.mutate(input));
      await printDone(session, "The passkey is removed.");
    },
  });
}

async function readObject(session: Session): Promise<Record<string, unknown>> {
  const document = await readJson(session);
  if (typeof document === "object" && document !== null && !Array.isArray(document)) return { ...document };
  throw new UsageError("The JSON must be an object with challenge and response.");
}
