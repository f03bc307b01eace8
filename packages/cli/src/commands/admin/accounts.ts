import {
  AccountIdInput,
  AccountSummary,
  ChangeAccountInput,
  CreateAccountInput,
  ListAccountsInput,
  type PasswordLink,
} from "@cryptodesk/shared/identity/admin.contract";
import { Role } from "@cryptodesk/shared/identity/permission";
import { Argument, type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { agreeOrStop, yesOption } from "../../input/agree.ts";
import { readInput } from "../../input/read-input.ts";
import { oneOf } from "../../input/values.ts";
import { count, UNKNOWN } from "../../output/numbers.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { figureText, printRecord } from "../../output/record.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { age, timeWithAge } from "../../output/times.ts";
import type { Session } from "../../session.ts";
import { keepSignIn } from "../auth/keep-sign-in.ts";
import { askConfirmed, confirmationOptions } from "../confirmed.ts";
import { defineCommand } from "../define-command.ts";
import { pagesOf, pagingOptions } from "../paging.ts";
import { pageAddress } from "../print-done.ts";
import { accountArgument, accountIdOf } from "./account-argument.ts";
import { shellOption } from "./shell-option.ts";

const COLUMNS: readonly Column<AccountSummary>[] = [
  { field: "id", header: "Id", spare: 1, show: ({ id }) => id },
  { field: "email", header: "Address", shrinkTo: 16, show: ({ email }) => safeText(email) },
  { field: "name", header: "Name", spare: 5, shrinkTo: 10, show: ({ name }) => safeText(name) },
  { field: "role", header: "Role", show: ({ role }) => role },
  {
    field: "isActive",
    header: "State",
    show: ({ isActive }, { palette }) => (isActive ? palette.good("active") : palette.bad("disabled")),
  },
  {
    field: "secondFactors",
    header: "2nd factor",
    spare: 2,
    show: ({ secondFactors }) => secondFactors.join(", ") || UNKNOWN,
  },
  { field: "sessions", header: "Sessions", align: "right", spare: 3, show: ({ sessions }) => count(sessions) },
  { field: "apiKeys", header: "Keys", align: "right", spare: 4, show: ({ apiKeys }) => count(apiKeys) },
  {
    field: "lastLoginAt",
    header: "Signed in",
    align: "right",
    show: ({ lastLoginAt }, out) => (lastLoginAt === null ? "never" : age(lastLoginAt, out.now())),
  },
];

const roleOption = (text: string) =>
  new Option("--role <role>", text).choices(Role.options).argParser(oneOf(Role.options));

export function addAccountCommands(admin: Command, cli: CliContext): void {
  addListCommand(admin, cli);
  addShowCommand(admin, cli);
  addCreateCommand(admin, cli);
  addChangeCommand(admin, cli);
  addResetPasswordCommand(admin, cli);
  addRevokeSessionsCommand(admin, cli);
  addImpersonateCommand(admin, cli);
}

function addListCommand(admin: Command, cli: CliContext): void {
  defineCommand(admin, cli, {
    name: "accounts",
    summary: "Accounts of the desk, newest first",
    options: [
      new Option("--search <text>", "part of the address or the name"),
      roleOption("only this role"),
      new Option("--active", "only accounts that may sign in"),
      new Option("--no-active", "only disabled ones"),
      ...pagingOptions(),
      shellOption(),
    ],
    examples: [
      ["admin accounts --role admin", "who administers"],
      ["admin accounts --all --format csv > accounts.csv", "everybody, for a spreadsheet"],
    ],
    run: async (session) => {
      const input = readInput(ListAccountsInput, session.command);
      const pages = pagesOf(session, input, (page) => session.ask((api) => api.admin.accounts.query(page)));
      const view = { columns: COLUMNS, fields: Object.keys(AccountSummary.shape), empty: "No account matches." };
      await printRows(session.out, view, pages);
    },
  });
}

function addShowCommand(admin: Command, cli: CliContext): void {
  defineCommand(admin, cli, {
    name: "account",
    summary: "One account",
    arguments: [accountArgument()],
    options: [shellOption()],
    examples: [["admin account ada@example.com", "role, state, sessions"]],
    run: async (session, [account]) => {
      const input = readInput(AccountIdInput, session.command, { id: await accountIdOf(session, account) });
      const summary = await session.ask((api) => api.admin.account.query(input));
      await printRecord(session.out, summary, () => drawAccount(summary, session.out));
    },
  });
}

function drawAccount(account: AccountSummary, out: Output): string {
  const figures = [
    ["Account", `${safeText(account.name)} <${safeText(account.email)}>`],
    ["Role", account.role],
    ["State", account.isActive ? out.palette.good("active") : out.palette.bad("disabled")],
    ["Address proved", account.emailVerified ? "yes" : "no"],
    ["Second factor", account.secondFactors.join(", ") || "none"],
    ["Sessions", count(account.sessions)],
    ["API keys", count(account.apiKeys)],
    ["Signed in", account.lastLoginAt === null ? "never" : timeWithAge(account.lastLoginAt, out.now())],
    ["Made", timeWithAge(account.createdAt, out.now())],
    ["Id", account.id],
  ] as const;
  return figureText([{ figures }], out);
}

function addCreateCommand(admin: Command, cli: CliContext): void {
  defineCommand(admin, cli, {
    name: "create-account",
    summary: "Make an account; its owner sets the password",
    description: "Prints the link with which the owner does that. It works once, for a day: hand it over yourself.",
    arguments: [new Argument("<email>", "address to sign in with")],
    options: [
      new Option("--name <name>", "name shown to others (default: the address up to the @)"),
      roleOption("default: analyst"),
      ...confirmationOptions(),
      shellOption(),
    ],
    examples: [["admin create-account grace@example.com --role viewer", "and hand over the link"]],
    run: async (session, [email]) => {
      const input = readInput(CreateAccountInput, session.command, { email });
      const link = await askConfirmed(session, (api) => api.admin.createAccount.mutate(input));
      await printLink(session, link, `The account ${safeText(input.email)} is made.`);
    },
  });
}

function addChangeCommand(admin: Command, cli: CliContext): void {
  defineCommand(admin, cli, {
    name: "change-account",
    summary: "Change role or activity",
    description: "A disabled account is dead at once, with its sessions and keys.",
    arguments: [accountArgument()],
    options: [
      roleOption("the new role"),
      new Option("--active", "let it sign in again"),
      new Option("--no-active", "disable it"),
      yesOption(),
      ...confirmationOptions(),
      shellOption(),
    ],
    examples: [
      ["admin change-account grace@example.com --role viewer", "less to do"],
      ["admin change-account grace@example.com --no-active --yes", "out, without asking"],
    ],
    run: async (session, [account]) => {
      const { command, out } = session;
      const draft = { id: await accountIdOf(session, account) };
      const input = readInput(ChangeAccountInput, command, draft);
      await agreeOrStop(session, `Change ${safeText(String(account))} (${changeText(input)})?`);
      const summary = await askConfirmed(session, (api) => api.admin.changeAccount.mutate(input));
      await printRecord(out, summary, () => drawAccount(summary, out));
    },
  });
}

function changeText({ role, isActive }: ChangeAccountInput): string {
  const parts = [
    ...(role === undefined ? [] : [`role ${role}`]),
    ...(isActive === undefined ? [] : [isActive ? "active" : "disabled, its sessions and keys end"]),
  ];
  return parts.join(", ");
}

function addResetPasswordCommand(admin: Command, cli: CliContext): void {
  defineCommand(admin, cli, {
    name: "reset-password",
    summary: "A link with which an account sets a new password",
    description:
      "Prints the link; it works once, for a day. Where nobody can sign in any more, whoever has the shell of the server\nadds --shell.",
    arguments: [accountArgument()],
    options: [...confirmationOptions(), shellOption()],
    examples: [
      ["admin reset-password ada@example.com", "as a signed-in admin"],
      ["admin reset-password ada@example.com --shell", "on the server, from its directory"],
      ["admin reset-password ada@example.com --shell=/var/lib/cryptodesk", "with another data directory"],
    ],
    run: async (session, [account]) => {
      const input = readInput(AccountIdInput, session.command, { id: await accountIdOf(session, account) });
      const link = await askConfirmed(session, (api) => api.admin.resetPassword.mutate(input));
      await printLink(session, link, "Earlier links of this account no longer work.");
    },
  });
}

/** The link alone on stdout, so that it can be piped. */
async function printLink({ out, settings }: Session, link: PasswordLink, note: string): Promise<void> {
  await printRecord(out, link, () => `${safeText(pageAddress(settings.url.value, link.path))}\n`);
  out.notice(`${note} The link sets a password once, until ${timeWithAge(link.expiresAt, out.now())}.`);
}

function addRevokeSessionsCommand(admin: Command, cli: CliContext): void {
  defineCommand(admin, cli, {
    name: "revoke-sessions",
    summary: "End every session of an account",
    arguments: [accountArgument()],
    options: [yesOption(), shellOption()],
    examples: [["admin revoke-sessions grace@example.com", "it has to sign in again everywhere"]],
    run: async (session, [account]) => {
      const input = readInput(AccountIdInput, session.command, { id: await accountIdOf(session, account) });
      await agreeOrStop(session, `End every session of ${safeText(String(account))}?`);
      const answer = await session.ask((api) => api.admin.revokeSessions.mutate(input));
      await printRecord(session.out, answer, () => `Ended: ${count(answer.revoked)}\n`);
    },
  });
}

function addImpersonateCommand(admin: Command, cli: CliContext): void {
  defineCommand(admin, cli, {
    name: "impersonate",
    summary: "Act as another account for an hour",
    description:
      "Every command is that account's then, and says so, until `cryptodesk logout`: you are yourself again after it.\nIt takes a signed-in admin; --shell cannot do this.",
    arguments: [accountArgument()],
    options: [yesOption(), ...confirmationOptions()],
    examples: [["admin impersonate grace@example.com", "see what she sees"]],
    run: async (session, [account]) => {
      const input = readInput(AccountIdInput, session.command, { id: await accountIdOf(session, account) });
      await agreeOrStop(session, `Act as ${safeText(String(account))} here, for an hour at most? It is written down.`);
      const answer = await askConfirmed(session, (api) => api.admin.impersonate.mutate(input));
      await keepSignIn(session, answer, true);
    },
  });
}
