import { SaveWorkspaceInput, WorkspaceDocument, WorkspaceName } from "@cryptodesk/shared/identity/workspace.contract";
import { Argument, type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { fileOption, readJson } from "../../input/json-input.ts";
import { readInput } from "../../input/read-input.ts";
import { oneOf, wholeNumber } from "../../input/values.ts";
import { count } from "../../output/numbers.ts";
import { figureText, printRecord } from "../../output/record.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { timeWithAge } from "../../output/times.ts";
import { defineCommand } from "../define-command.ts";
import { onePage } from "../paging.ts";

const NAMES = WorkspaceName.options;

/** A document as it comes over the wire, where an unknown value may be absent. */
type Document = Omit<WorkspaceDocument, "body"> & { body?: unknown };

const COLUMNS: readonly Column<Document>[] = [
  { field: "name", header: "Document", show: ({ name }) => name },
  { field: "version", header: "Version", align: "right", show: ({ version }) => count(version) },
  {
    field: "body",
    header: "Characters",
    align: "right",
    show: ({ body }) => count(JSON.stringify(body ?? null).length),
  },
  { field: "updatedAt", header: "Changed", show: ({ updatedAt }, out) => timeWithAge(updatedAt, out.now()) },
];

export function addWorkspaceCommands(program: Command, cli: CliContext): void {
  const workspace = program
    .command("workspace")
    .summary("your watchlists, views and preferences")
    .description("Your watchlists, views and preferences, which follow your account from browser to browser.")
    .helpCommand(false);
  defineCommand(workspace, cli, {
    name: "show",
    summary: "Your watchlists, views and preferences",
    description: "A table of them; --json holds their bodies.",
    examples: [
      ["workspace show", "what there is, and its versions"],
      ["workspace show --json > workspace.json", "with everything in it"],
    ],
    run: async ({ ask, out }) => {
      const { items, ...rest } = await ask((api) => api.workspace.read.query({}));
      const empty = "Nothing is saved with your account yet.";
      await printRows(
        out,
        { columns: COLUMNS, fields: Object.keys(WorkspaceDocument.shape), empty },
        onePage(items, rest),
      );
    },
  });
  defineCommand(workspace, cli, {
    name: "save",
    summary: "Replace one of them",
    description: "Refused where it was changed since --base-version: nothing that was saved is overwritten unseen.",
    arguments: [new Argument("<name>", "which one").choices(NAMES).argParser(oneOf(NAMES))],
    options: [
      fileOption("the new body"),
      new Option(
        "--base-version <version>",
        "the version that was changed, from `workspace show`; 0 where there was none",
      )
        .argParser(wholeNumber)
        .makeOptionMandatory(),
    ],
    examples: [["workspace save watchlists --base-version 3 --file watchlists.json", "as version 4"]],
    run: async (session, [name]) => {
      const { command, out, ask } = session;
      const input = readInput(SaveWorkspaceInput, command, { name, body: await readJson(session) });
      const saved = await ask((api) => api.workspace.save.mutate(input));
      const figures = [
        ["Document", saved.name],
        ["Version", count(saved.version)],
        ["Changed", timeWithAge(saved.updatedAt, out.now())],
      ] as const;
      await printRecord(out, saved, () => figureText([{ figures }], out));
    },
  });
}
