import { ListOwnAuditInput } from "@cryptodesk/shared/identity/audit.contract";
import { type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { printRows } from "../../output/rows.ts";
import { AUDIT_VIEW } from "../audit/audit-columns.ts";
import { defineCommand } from "../define-command.ts";
import { pagesOf, pagingOptions } from "../paging.ts";
import { addAuthenticatorCommands } from "./authenticator.ts";
import { addExternalIdentityCommands } from "./external-identities.ts";
import { addKeyCommands } from "./keys.ts";
import { addLeavingCommands } from "./leave.ts";
import { addNoticeCommands } from "./notices.ts";
import { addPasskeyCommands } from "./passkeys.ts";
import { addProfileCommands } from "./profile.ts";
import { addSessionCommands } from "./sessions.ts";

export function addAccountCommands(program: Command, cli: CliContext): void {
  const account = program
    .command("account")
    .summary("your account: profile, sessions, second factors, keys")
    .description("Your account: profile, sessions, second factors, keys.")
    .helpCommand(false);
  addProfileCommands(account, cli);
  addSessionCommands(account, cli);
  addAuthenticatorCommands(account, cli);
  addPasskeyCommands(account, cli);
  addExternalIdentityCommands(account, cli);
  addKeyCommands(account, cli);
  addNoticeCommands(account, cli);
  addAuditCommand(account, cli);
  addLeavingCommands(account, cli);
}

function addAuditCommand(account: Command, cli: CliContext): void {
  defineCommand(account, cli, {
    name: "audit",
    summary: "What your account did and what was done to it, newest first",
    options: [
      new Option("--action <action>", "only this, e.g. session.login, or what is before the dot, e.g. session"),
      ...pagingOptions(),
    ],
    examples: [
      ["account audit --action session", "sign-ins and sign-outs"],
      ["account audit --all --format csv > audit.csv", "everything, for a spreadsheet"],
    ],
    run: async (session) => {
      const input = readInput(ListOwnAuditInput, session.command);
      const pages = pagesOf(session, input, (page) => session.ask((api) => api.audit.own.query(page)));
      await printRows(session.out, AUDIT_VIEW, pages);
    },
  });
}
