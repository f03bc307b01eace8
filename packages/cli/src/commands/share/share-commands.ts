import { CreateShareInput, Share, ShareRef } from "@cryptodesk/shared/portfolio/share.contract";
import { Argument, type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { agreeOrStop, yesOption } from "../../input/agree.ts";
import { chooseNewPassword, passwordOption, pipedPasswords } from "../../input/passwords.ts";
import { readInput } from "../../input/read-input.ts";
import { pointInTime } from "../../input/values.ts";
import { count } from "../../output/numbers.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRecord } from "../../output/record.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { age, clockTime, timeWithAge } from "../../output/times.ts";
import { chosenId, createOnce, idOption } from "../create-once.ts";
import { onePage } from "../paging.ts";
import { definePortfolioCommand } from "../portfolio/define-portfolio-command.ts";
import { drawShare, stateText } from "./draw-share.ts";
import { addOpenCommand } from "./open-link.ts";

const COLUMNS: readonly Column<Share>[] = [
  { field: "name", header: "Name", shrinkTo: 12, show: ({ name }) => safeText(name) },
  { field: "state", header: "State", show: ({ state, blockedReason }, out) => stateText(state, blockedReason, out) },
  { field: "hidesAmounts", header: "Shows", show: ({ hidesAmounts }) => (hidesAmounts ? "percentages" : "amounts") },
  { field: "hasPassword", header: "Password", spare: 3, show: ({ hasPassword }) => (hasPassword ? "yes" : "no") },
  {
    field: "expiresAt",
    header: "Ends (UTC)",
    spare: 2,
    show: ({ expiresAt }) => (expiresAt === null ? "never" : clockTime(expiresAt)),
  },
  { field: "views", header: "Views", align: "right", show: ({ views }) => count(views) },
  {
    field: "lastViewedAt",
    header: "Viewed",
    align: "right",
    spare: 4,
    show: ({ lastViewedAt }, out) => (lastViewedAt === null ? "never" : age(lastViewedAt, out.now())),
  },
  { field: "id", header: "Id", spare: 1, show: ({ id }) => id },
];

export function addShareCommands(program: Command, cli: CliContext): void {
  const share = program
    .command("share")
    .summary("links with which others see a portfolio")
    .description("Links with which others see a portfolio.")
    .helpCommand(false);
  addCreateCommand(share, cli);
  addListCommand(share, cli);
  addRevokeCommand(share, cli);
  addOpenCommand(share, cli);
}

function addCreateCommand(share: Command, cli: CliContext): void {
  definePortfolioCommand(share, cli, {
    name: "create",
    summary: "Make a link with which others see a portfolio",
    description:
      "Prints the link, alone, on standard output; it is shown only now. It shows percentages only, unless told.",
    namesPortfolio: true,
    options: [
      new Option("--name <name>", "whom it is for"),
      new Option("--hides-amounts", "percentages only (default)"),
      new Option("--no-hides-amounts", "amounts, too"),
      new Option("--expires-at <time>", "a date, a UTC time, or from now: 30d, 12h (default: never)").argParser(
        timeAhead(cli.now),
      ),
      passwordOption("it takes a password, read from standard input"),
      new Option("--ask-password", "it takes a password, which is asked for now").conflicts("passwordStdin"),
      idOption(),
    ],
    examples: [
      ["share create Savings --name 'For the family' --expires-at 30d", "percentages, for a month"],
      ["share create Savings --no-hides-amounts --ask-password > link.txt", "amounts, behind a password"],
    ],
    run: async (session, portfolioId) => {
      const { command, out } = session;
      const id = chosenId(session);
      const [piped] = await pipedPasswords(session);
      const password = command.getOptionValue("askPassword") === true ? await chooseNewPassword(session) : piped;
      const hidesAmounts: unknown = command.getOptionValue("hidesAmounts");
      const input = readInput(CreateShareInput, command, { portfolioId, id, password, hidesAmounts });
      const made = await createOnce(session, id, (api) => api.share.create.mutate(input));
      await printRecord(out, made, () => `${safeText(made.url)}\n`);
      const until =
        made.share.expiresAt === null ? "until it is revoked" : `until ${timeWithAge(made.share.expiresAt, out.now())}`;
      out.notice(
        `Whoever has the link sees ${made.share.hidesAmounts ? "percentages" : "amounts"}, ${until}. It is shown only now.`,
      );
    },
  });
}

/** A time to come: as written, or so long from now. */
function timeAhead(now: () => Date): (text: string) => string {
  const parse = pointInTime(now);
  return (text) => {
    const at = parse(text);
    if (/^\d{4}/.test(text)) return at;
    const nowMs = now().getTime();
    return new Date(nowMs + (nowMs - Date.parse(at))).toISOString();
  };
}

function addListCommand(share: Command, cli: CliContext): void {
  definePortfolioCommand(share, cli, {
    name: "list",
    summary: "Links to a portfolio, ended ones too",
    namesPortfolio: true,
    examples: [["share list Savings", "who may look, and how often they did"]],
    run: async ({ ask, out }, portfolioId) => {
      const { items, ...rest } = await ask((api) => api.share.list.query({ portfolioId }));
      const empty = "No link. Make one: cryptodesk share create";
      await printRows(out, { columns: COLUMNS, fields: Object.keys(Share.shape), empty }, onePage(items, rest));
    },
  });
}

function addRevokeCommand(share: Command, cli: CliContext): void {
  definePortfolioCommand(share, cli, {
    name: "revoke",
    summary: "End a link for good",
    arguments: [new Argument("<share>", "id, from `cryptodesk share list`")],
    options: [yesOption()],
    examples: [["share revoke 01900000-0000-7000-8000-000000000000", "nobody sees anything with it any more"]],
    run: async (session, portfolioId, [shareId]) => {
      const { ask, command, out } = session;
      const input = readInput(ShareRef, command, { portfolioId, shareId });
      await agreeOrStop(session, "End the link for good?");
      const ended = await ask((api) => api.share.revoke.mutate(input));
      await printRecord(out, ended, () => drawShare(ended, out));
    },
  });
}
