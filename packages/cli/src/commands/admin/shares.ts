import {
  BlockShareInput,
  ListModeratedSharesInput,
  type ModeratedShare,
} from "@cryptodesk/shared/portfolio/share.contract";
import { Argument, type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { count } from "../../output/numbers.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRecord } from "../../output/record.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { defineCommand } from "../define-command.ts";
import { pagesOf, pagingOptions } from "../paging.ts";
import { drawShare, stateText } from "../share/draw-share.ts";

const COLUMNS: readonly Column<ModeratedShare>[] = [
  { field: "ownerEmail", header: "Owner", shrinkTo: 14, show: ({ ownerEmail }) => safeText(ownerEmail) },
  { field: "portfolioName", header: "Portfolio", shrinkTo: 12, show: ({ portfolioName }) => safeText(portfolioName) },
  { field: "share", header: "Link", shrinkTo: 10, show: ({ share }) => safeText(share.name) },
  { field: "state", header: "State", show: ({ share }, out) => stateText(share.state, share.blockedReason, out) },
  { field: "views", header: "Views", align: "right", spare: 2, show: ({ share }) => count(share.views) },
  { field: "id", header: "Id", spare: 1, show: ({ share }) => share.id },
];

export function addModerationCommands(admin: Command, cli: CliContext): void {
  defineCommand(admin, cli, {
    name: "shares",
    summary: "Links of all accounts, newest first",
    description: "Whose they are and what they are called; nothing of what they show.",
    options: pagingOptions(),
    examples: [["admin shares --limit 20", "the newest links to portfolios"]],
    run: async (session) => {
      const input = readInput(ListModeratedSharesInput, session.command);
      const pages = pagesOf(session, input, (page) => session.ask((api) => api.share.listAll.query(page)));
      const view = { columns: COLUMNS, fields: ["share", "portfolioName", "ownerEmail"], empty: "There are no links." };
      await printRows(session.out, view, pages);
    },
  });
  defineCommand(admin, cli, {
    name: "block-share",
    summary: "Block a link, or open it again",
    description: "The owner gets a notice with the reason.",
    arguments: [new Argument("<share>", "id, from `cryptodesk admin shares`")],
    options: [
      new Option("--blocked", "block it (default)"),
      new Option("--no-blocked", "open it again"),
      new Option("--reason <text>", "shown to the owner"),
    ],
    examples: [
      [
        "admin block-share 01900000-0000-7000-8000-000000000000 --reason 'Advertises a scam'",
        "nobody sees it any more",
      ],
      ["admin block-share 01900000-0000-7000-8000-000000000000 --no-blocked", "it works again"],
    ],
    run: async ({ ask, command, out }, [shareId]) => {
      const blocked: unknown = command.getOptionValue("blocked") ?? true;
      const input = readInput(BlockShareInput, command, { shareId, blocked });
      const answer = await ask((api) => api.share.block.mutate(input));
      await printRecord(out, answer, () => drawShare(answer.share, out));
    },
  });
}
