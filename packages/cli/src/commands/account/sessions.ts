import { SessionIdInput, Session as SignIn } from "@cryptodesk/shared/identity/session.contract";
import { Argument, type Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { agreeOrStop, yesOption } from "../../input/agree.ts";
import { readInput } from "../../input/read-input.ts";
import { count, UNKNOWN } from "../../output/numbers.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRecord } from "../../output/record.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { age, clockTime } from "../../output/times.ts";
import { defineCommand } from "../define-command.ts";
import { onePage } from "../paging.ts";
import { printDone } from "../print-done.ts";

const COLUMNS: readonly Column<SignIn>[] = [
  { field: "id", header: "Id", show: ({ id }) => id },
  { field: "current", header: "This", show: ({ current }, { palette }) => (current ? palette.good("yes") : UNKNOWN) },
  { field: "device", header: "Where", shrinkTo: 14, show: ({ device }) => safeText(device) },
  { field: "ip", header: "Address", spare: 3, show: ({ ip, place }) => safeText(place ?? ip ?? UNKNOWN) },
  { field: "lastUsedAt", header: "Used", align: "right", show: ({ lastUsedAt }, out) => age(lastUsedAt, out.now()) },
  { field: "createdAt", header: "Since", align: "right", show: ({ createdAt }, out) => age(createdAt, out.now()) },
  { field: "expiresAt", header: "Ends (UTC)", spare: 2, show: ({ expiresAt }) => clockTime(expiresAt) },
  {
    field: "factors",
    header: "Proved by",
    spare: 1,
    shrinkTo: 10,
    show: ({ factors }) => safeText(factors.join(", ")),
  },
  {
    field: "impersonatedBy",
    header: "Acted by",
    spare: 4,
    show: ({ impersonatedBy }) => safeText(impersonatedBy ?? UNKNOWN),
  },
];

export function addSessionCommands(account: Command, cli: CliContext): void {
  defineCommand(account, cli, {
    name: "sessions",
    summary: "Where your account is signed in",
    examples: [["account sessions", "each browser and program"]],
    run: async ({ ask, out }) => {
      const { items, ...rest } = await ask((api) => api.account.sessions.query({}));
      const view = { columns: COLUMNS, fields: Object.keys(SignIn.shape), empty: "No sessions." };
      await printRows(out, view, onePage(items, rest));
    },
  });
  defineCommand(account, cli, {
    name: "revoke-session",
    summary: "End one session",
    arguments: [new Argument("<id>", "id of the session, from `cryptodesk account sessions`")],
    examples: [["account revoke-session 01900000-0000-7000-8000-000000000000", "that place has to sign in again"]],
    run: async (session, [id]) => {
      const input = readInput(SessionIdInput, session.command, { id });
      await session.ask((api) => api.account.revokeSession.mutate(input));
      await printDone(session, "The session has ended.");
    },
  });
  defineCommand(account, cli, {
    name: "revoke-others",
    summary: "End every other session",
    options: [yesOption()],
    examples: [["account revoke-others", "only this sign-in stays"]],
    run: async (session) => {
      await agreeOrStop(session, "End every session of your account but this one?");
      const answer = await session.ask((api) => api.account.revokeOtherSessions.mutate({}));
      await printRecord(session.out, answer, () => `Ended: ${count(answer.revoked)}\n`);
    },
  });
}
