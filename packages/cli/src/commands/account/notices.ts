import { ListNoticesInput, Notice } from "@cryptodesk/shared/identity/account.contract";
import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { count, UNKNOWN } from "../../output/numbers.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRecord } from "../../output/record.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { clockTime } from "../../output/times.ts";
import { defineCommand } from "../define-command.ts";
import { pagesOf, pagingOptions } from "../paging.ts";

const COLUMNS: readonly Column<Notice>[] = [
  { field: "createdAt", header: "At (UTC)", show: ({ createdAt }) => clockTime(createdAt) },
  {
    field: "readAt",
    header: "New",
    show: ({ readAt }, { palette }) => (readAt === null ? palette.warn("new") : UNKNOWN),
  },
  { field: "kind", header: "About", show: ({ kind }) => kind },
  { field: "detail", header: "Notice", shrinkTo: 24, show: ({ detail }) => safeText(detail) },
  { field: "ip", header: "From", spare: 1, show: ({ ip }) => safeText(ip ?? UNKNOWN) },
];

export function addNoticeCommands(account: Command, cli: CliContext): void {
  defineCommand(account, cli, {
    name: "notices",
    summary: "What you should know about your account, newest first",
    options: pagingOptions(),
    examples: [["account notices", "sign-ins from new devices, changed credentials"]],
    run: async (session) => {
      const input = readInput(ListNoticesInput, session.command);
      const pages = pagesOf(session, input, (page) => session.ask((api) => api.account.notices.query(page)));
      await printRows(
        session.out,
        { columns: COLUMNS, fields: Object.keys(Notice.shape), empty: "No notices." },
        pages,
      );
    },
  });
  defineCommand(account, cli, {
    name: "read-notices",
    summary: "Mark all notices as read",
    examples: [["account read-notices", "until there is a new one"]],
    run: async ({ ask, out }) => {
      const answer = await ask((api) => api.account.readNotices.mutate({}));
      await printRecord(out, answer, () => `Marked as read: ${count(answer.read)}\n`);
    },
  });
}
