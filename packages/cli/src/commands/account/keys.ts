import { ApiKey, ApiKeyIdInput, CreateApiKeyInput } from "@cryptodesk/shared/identity/api-key.contract";
import { KeyScope, PERMISSIONS } from "@cryptodesk/shared/identity/permission";
import { Argument, type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { list, oneOf, wholeNumber } from "../../input/values.ts";
import { count } from "../../output/numbers.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRecord } from "../../output/record.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { age, clockTime, timeWithAge } from "../../output/times.ts";
import { askConfirmed, confirmationOptions } from "../confirmed.ts";
import { defineCommand } from "../define-command.ts";
import { onePage } from "../paging.ts";
import { printDone } from "../print-done.ts";

const COLUMNS: readonly Column<ApiKey>[] = [
  { field: "id", header: "Id", show: ({ id }) => id },
  { field: "name", header: "Name", shrinkTo: 12, show: ({ name }) => safeText(name) },
  { field: "prefix", header: "Key", show: ({ prefix }) => `${safeText(prefix)}…` },
  {
    field: "state",
    header: "State",
    show: ({ state }, { palette }) => (state === "active" ? palette.good(state) : palette.dim(state)),
  },
  { field: "scopes", header: "May", shrinkTo: 12, show: ({ scopes }) => scopes.join(", ") },
  {
    field: "lastUsedAt",
    header: "Used",
    align: "right",
    show: ({ lastUsedAt }, out) => (lastUsedAt === null ? "never" : age(lastUsedAt, out.now())),
  },
  { field: "expiresAt", header: "Ends (UTC)", spare: 1, show: ({ expiresAt }) => clockTime(expiresAt) },
  {
    field: "requestsPerMinute",
    header: "A minute",
    align: "right",
    spare: 2,
    show: ({ requestsPerMinute }) => count(requestsPerMinute),
  },
];

export function addKeyCommands(account: Command, cli: CliContext): void {
  addListCommand(account, cli);
  addCreateCommand(account, cli);
  addRevokeCommand(account, cli);
}

function addListCommand(account: Command, cli: CliContext): void {
  defineCommand(account, cli, {
    name: "keys",
    summary: "Your API keys, newest first",
    examples: [["account keys", "what they may do, and when they were used"]],
    run: async ({ ask, out }) => {
      const { items, ...rest } = await ask((api) => api.account.keys.query({}));
      const empty = "No API keys. Make one: cryptodesk account create-key reporting --scopes market:read";
      await printRows(out, { columns: COLUMNS, fields: Object.keys(ApiKey.shape), empty }, onePage(items, rest));
    },
  });
}

function addCreateCommand(account: Command, cli: CliContext): void {
  const meanings = KeyScope.options.map((scope) => `${scope}: ${PERMISSIONS[scope].allows}`).join("; ");
  defineCommand(account, cli, {
    name: "create-key",
    summary: "Make an API key",
    description: `Prints the key, alone, on standard output; it is shown only now. Scopes: ${meanings}.`,
    arguments: [new Argument("<name>", "what it is for")],
    options: [
      new Option("--scopes <scopes>", "what it may do, never more than you may")
        .argParser(scopes)
        .makeOptionMandatory(),
      new Option("--expires-in-days <days>", "how long it works, at most 365 (default: 90)").argParser(wholeNumber),
      new Option("--requests-per-minute <count>", "how often it may ask (default: 600)").argParser(wholeNumber),
      ...confirmationOptions(),
    ],
    examples: [
      ["account create-key reporting --scopes market:read > key.txt", "the file holds the key alone"],
      ["account create-key ci --scopes market:read,market:operate --expires-in-days 30", "for a month"],
    ],
    run: async (session, [name]) => {
      const { command, out } = session;
      const input = readInput(CreateApiKeyInput, command, { name });
      const made = await askConfirmed(session, (api) => api.account.createKey.mutate(input));
      await printRecord(out, made, () => `${safeText(made.key)}\n`);
      const until = made.expiresAt === null ? "for good" : `until ${timeWithAge(made.expiresAt, out.now())}`;
      out.notice(`The key ${safeText(made.name)} works ${until}, for ${made.scopes.join(", ")}. It is shown only now.`);
    },
  });
}

/** `a,b` and repeated flags; a slip is named. */
function scopes(text: string, before: string[] | undefined): string[] {
  return list(text, before).map(oneOf(KeyScope.options));
}

function addRevokeCommand(account: Command, cli: CliContext): void {
  defineCommand(account, cli, {
    name: "revoke-key",
    summary: "End an API key",
    arguments: [new Argument("<id>", "id of the key, from `cryptodesk account keys`")],
    examples: [["account revoke-key 01900000-0000-7000-8000-000000000000", "it works no longer, within a second"]],
    run: async (session, [id]) => {
      const input = readInput(ApiKeyIdInput, session.command, { id });
      await session.ask((api) => api.account.revokeKey.mutate(input));
      await printDone(session, "The key works no longer.");
    },
  });
}
