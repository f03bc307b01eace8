import {
  ActiveLimit,
  ChangePolicyInput,
  type SignInPolicy,
  SigningKey,
  type SigningKeyList,
} from "@cryptodesk/shared/identity/admin.contract";
import { ListAuditInput } from "@cryptodesk/shared/identity/audit.contract";
import { Role } from "@cryptodesk/shared/identity/permission";
import { type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { UsageError } from "../../failures.ts";
import { agreeOrStop, yesOption } from "../../input/agree.ts";
import { readInput } from "../../input/read-input.ts";
import { list, oneOf, pointInTime } from "../../input/values.ts";
import { count, UNKNOWN } from "../../output/numbers.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { figureText, printRecord } from "../../output/record.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { age, clockTime, timeWithAge } from "../../output/times.ts";
import type { Session } from "../../session.ts";
import { AUDIT_VIEW } from "../audit/audit-columns.ts";
import { askConfirmed, confirmationOptions } from "../confirmed.ts";
import { defineCommand } from "../define-command.ts";
import { onePage, pagesOf, pagingOptions } from "../paging.ts";
import { shellOption } from "./shell-option.ts";

const LIMIT_COLUMNS: readonly Column<ActiveLimit>[] = [
  { field: "kind", header: "Counts", show: ({ kind }) => safeText(kind) },
  { field: "key", header: "Of", shrinkTo: 20, show: ({ key }) => safeText(key) },
  { field: "failures", header: "Tries", align: "right", show: ({ failures }) => count(failures) },
  {
    field: "blockedUntil",
    header: "Blocked until",
    show: ({ blockedUntil }, out) => (blockedUntil === null ? UNKNOWN : timeWithAge(blockedUntil, out.now())),
  },
  { field: "updatedAt", header: "Last", align: "right", show: ({ updatedAt }, out) => age(updatedAt, out.now()) },
];

const KEY_COLUMNS: readonly Column<SigningKey>[] = [
  { field: "kid", header: "Key", show: ({ kid }) => safeText(kid) },
  { field: "createdAt", header: "Made (UTC)", show: ({ createdAt }) => clockTime(createdAt) },
  { field: "signsUntil", header: "Signs until (UTC)", show: ({ signsUntil }) => clockTime(signsUntil) },
  { field: "verifiesUntil", header: "Holds until (UTC)", show: ({ verifiesUntil }) => clockTime(verifiesUntil) },
];

/** What an admin sees and sets of the desk as a whole. */
export function addDeskCommands(admin: Command, cli: CliContext): void {
  addAuditCommand(admin, cli);
  addLimitsCommand(admin, cli);
  addPolicyCommands(admin, cli);
  addSigningKeyCommands(admin, cli);
}

function addAuditCommand(admin: Command, cli: CliContext): void {
  const outcomes = ["done", "refused"];
  defineCommand(admin, cli, {
    name: "audit",
    summary: "The audit log, newest first",
    options: [
      new Option("--action <action>", "only this, e.g. session.login, or what is before the dot, e.g. session"),
      new Option("--outcome <outcome>", "only what ended so").choices(outcomes).argParser(oneOf(outcomes)),
      new Option("--user-id <id>", "only entries of this account"),
      new Option("--search <text>", "part of who, what, detail or address"),
      new Option("--from <time>", "since: a date, a UTC time or an age such as 7d").argParser(pointInTime(cli.now)),
      new Option("--to <time>", "until").argParser(pointInTime(cli.now)),
      ...pagingOptions(),
      shellOption(),
    ],
    examples: [
      ["admin audit --outcome refused --from 1d", "what was refused since yesterday"],
      ["admin audit --search ada@example.com", "of one account"],
      ["admin audit --all --format csv > audit.csv", "everything, for a spreadsheet"],
    ],
    run: async (session) => {
      const input = readInput(ListAuditInput, session.command);
      const pages = pagesOf(session, input, (page) => session.ask((api) => api.audit.list.query(page)));
      await printRows(session.out, AUDIT_VIEW, pages);
    },
  });
}

function addLimitsCommand(admin: Command, cli: CliContext): void {
  defineCommand(admin, cli, {
    name: "limits",
    summary: "Tries that were counted within the last hour",
    options: [shellOption()],
    examples: [["admin limits", "who has to wait, and until when"]],
    run: async ({ ask, out }) => {
      const { items, ...rest } = await ask((api) => api.admin.limits.query({}));
      const empty = "Nobody runs into a limit.";
      await printRows(
        out,
        { columns: LIMIT_COLUMNS, fields: Object.keys(ActiveLimit.shape), empty },
        onePage(items, rest),
      );
    },
  });
}

function addPolicyCommands(admin: Command, cli: CliContext): void {
  defineCommand(admin, cli, {
    name: "policy",
    summary: "What the desk asks of accounts",
    options: [shellOption()],
    examples: [["admin policy", "which roles need a second factor"]],
    run: async ({ ask, out }) => {
      const policy = await ask((api) => api.admin.policy.query({}));
      await printRecord(out, policy, () => drawPolicy(policy, out));
    },
  });
  defineCommand(admin, cli, {
    name: "change-policy",
    summary: "Set which roles need a second factor",
    options: [
      new Option("--second-factor-roles <roles>", "roles that need one, or none")
        .argParser(roles)
        .makeOptionMandatory(),
      yesOption(),
      ...confirmationOptions(),
      shellOption(),
    ],
    examples: [
      ["admin change-policy --second-factor-roles admin", "admins only"],
      ["admin change-policy --second-factor-roles none", "nobody"],
    ],
    run: async (session) => {
      const input = readInput(ChangePolicyInput, session.command);
      const named = input.secondFactorRoles.join(", ") || "no role";
      await agreeOrStop(session, `From now on a second factor is needed by: ${named}. Set it?`);
      const policy = await askConfirmed(session, (api) => api.admin.changePolicy.mutate(input));
      await printRecord(session.out, policy, () => drawPolicy(policy, session.out));
    },
  });
}

function drawPolicy({ secondFactorRoles }: SignInPolicy, out: Output): string {
  return figureText([{ figures: [["Second factor needed by", secondFactorRoles.join(", ") || "nobody"]] }], out);
}

function roles(text: string, before: string[] | undefined): string[] {
  const names = list(text, before).map(oneOf([...Role.options, "none"]));
  if (!names.includes("none")) return [...new Set(names)];
  if (names.length > 1) throw new UsageError("--second-factor-roles: none stands alone");
  return [];
}

function addSigningKeyCommands(admin: Command, cli: CliContext): void {
  defineCommand(admin, cli, {
    name: "signing-keys",
    summary: "Keys of access tokens",
    options: [shellOption()],
    examples: [["admin signing-keys", "which one signs, and how long the others hold"]],
    run: async ({ ask, out }) => printKeys(out, await ask((api) => api.admin.signingKeys.query({}))),
  });
  defineCommand(admin, cli, {
    name: "rotate-keys",
    summary: "Let a new key sign from now on",
    description: "Tokens of the old key hold until they expire; nobody is signed out.",
    options: [yesOption(), ...confirmationOptions(), shellOption()],
    examples: [["admin rotate-keys", "asks first"]],
    run: async (session: Session) => {
      await agreeOrStop(session, "Let a new key sign access tokens from now on?");
      await printKeys(session.out, await askConfirmed(session, (api) => api.admin.rotateSigningKeys.mutate({})));
    },
  });
}

async function printKeys(out: Output, { items, ...rest }: SigningKeyList): Promise<void> {
  const view = { columns: KEY_COLUMNS, fields: Object.keys(SigningKey.shape), empty: "There are no keys." };
  await printRows(out, view, onePage(items, rest));
}
