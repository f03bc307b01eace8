import { ExternalIdentity, ExternalIdentityIdInput } from "@cryptodesk/shared/identity/external-identity.contract";
import { Argument, type Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { UNKNOWN } from "../../output/numbers.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRecord } from "../../output/record.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { age } from "../../output/times.ts";
import { askConfirmed, confirmationOptions } from "../confirmed.ts";
import { defineCommand } from "../define-command.ts";
import { onePage } from "../paging.ts";
import { printDone } from "../print-done.ts";

const COLUMNS: readonly Column<ExternalIdentity>[] = [
  { field: "id", header: "Id", show: ({ id }) => id },
  { field: "email", header: "As", shrinkTo: 14, show: ({ email }) => safeText(email ?? UNKNOWN) },
  { field: "issuer", header: "At", shrinkTo: 14, show: ({ issuer }) => safeText(issuer) },
  { field: "subject", header: "Known as", spare: 2, show: ({ subject }) => safeText(subject) },
  {
    field: "lastUsedAt",
    header: "Used",
    align: "right",
    show: ({ lastUsedAt }, out) => (lastUsedAt === null ? UNKNOWN : age(lastUsedAt, out.now())),
  },
  {
    field: "createdAt",
    header: "Since",
    align: "right",
    spare: 1,
    show: ({ createdAt }, out) => age(createdAt, out.now()),
  },
];

/** Single sign-on. Linking takes a browser, and the answer says so to everything else. */
export function addExternalIdentityCommands(account: Command, cli: CliContext): void {
  defineCommand(account, cli, {
    name: "external-identities",
    summary: "Sign-ons at a provider that open your account",
    examples: [["account external-identities", "who opens it by single sign-on"]],
    run: async ({ ask, out }) => {
      const { items, ...rest } = await ask((api) => api.account.externalIdentities.query({}));
      const view = { columns: COLUMNS, fields: Object.keys(ExternalIdentity.shape), empty: "No linked sign-ons." };
      await printRows(out, view, onePage(items, rest));
    },
  });
  defineCommand(account, cli, {
    name: "link-external",
    summary: "Begin linking a sign-on at the provider",
    description: "Works for the session of a browser only; elsewhere the answer says where to do it.",
    options: confirmationOptions(),
    examples: [["account link-external", "the address to open"]],
    run: async (session) => {
      const answer = await askConfirmed(session, (api) => api.account.beginOidcLink.mutate({}));
      await printRecord(session.out, answer, () => `${safeText(answer.url)}\n`);
    },
  });
  defineCommand(account, cli, {
    name: "unlink-external",
    summary: "Unlink a sign-on at the provider",
    description: "Ends other sessions that were opened with it.",
    arguments: [new Argument("<id>", "id of the sign-on, from `cryptodesk account external-identities`")],
    options: confirmationOptions(),
    examples: [["account unlink-external 01900000-0000-7000-8000-000000000000", "it no longer opens the account"]],
    run: async (session, [id]) => {
      const input = readInput(ExternalIdentityIdInput, session.command, { id });
      await askConfirmed(session, (api) => api.account.unlinkExternal.mutate(input));
      await printDone(session, "The sign-on is unlinked.");
    },
  });
}
