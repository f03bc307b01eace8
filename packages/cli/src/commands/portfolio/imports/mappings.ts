import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  ColumnMapping,
  MappingRef,
  SavedMapping,
  SaveMappingInput,
} from "@cryptodesk/shared/portfolio/import.contract";
import { Argument, type Command } from "commander";
import type { CliContext } from "../../../cli-context.ts";
import { UsageError } from "../../../failures.ts";
import { fileOption, readJson } from "../../../input/json-input.ts";
import { readInput } from "../../../input/read-input.ts";
import { safeText } from "../../../output/plain-text.ts";
import { figureText, printRecord } from "../../../output/record.ts";
import { printRows } from "../../../output/rows.ts";
import type { Column } from "../../../output/table.ts";
import { clockTime } from "../../../output/times.ts";
import type { Session } from "../../../session.ts";
import { chosenId, createOnce, idOption } from "../../create-once.ts";
import { defineCommand } from "../../define-command.ts";
import { onePage } from "../../paging.ts";
import { printDone } from "../../print-done.ts";
import { chooseNamed } from "../choose-portfolio.ts";

const COLUMNS: readonly Column<SavedMapping>[] = [
  { field: "name", header: "Name", shrinkTo: 12, show: ({ name }) => safeText(name) },
  { field: "mapping", header: "Columns", shrinkTo: 20, show: ({ mapping }) => safeText(mappingText(mapping)) },
  { field: "createdAt", header: "Since (UTC)", spare: 2, show: ({ createdAt }) => clockTime(createdAt) },
  { field: "id", header: "Id", spare: 1, show: ({ id }) => id },
];

function mappingText(mapping: ColumnMapping): string {
  return Object.entries(mapping)
    .flatMap(([field, column]) => (typeof column === "string" ? [`${field}: ${column}`] : []))
    .join(", ");
}

export function addMappingCommands(portfolio: Command, cli: CliContext): void {
  defineCommand(portfolio, cli, {
    name: "import-mappings",
    summary: "Mappings of columns that are kept",
    examples: [["portfolio import-mappings", "for `portfolio import --mapping`"]],
    run: async ({ ask, out }) => {
      const { items, ...rest } = await ask((api) => api.portfolioImport.mappings.query({}));
      const view = { columns: COLUMNS, fields: Object.keys(SavedMapping.shape), empty: "No mapping is kept." };
      await printRows(out, view, onePage(items, rest));
    },
  });
  defineCommand(portfolio, cli, {
    name: "import-save-mapping",
    summary: "Keep a mapping of columns",
    description: `As JSON: which column is what. Fields: ${Object.keys(ColumnMapping.shape).join(", ")}.`,
    arguments: [new Argument("<name>", "what it is called")],
    options: [fileOption("the mapping"), idOption()],
    examples: [["portfolio import-save-mapping broker --file broker.json", 'with {"date":"Datum","asset":"Coin",…}']],
    run: async (session, [name]) => {
      const id = chosenId(session);
      const mapping = await readJson(session);
      const input = readInput(SaveMappingInput, session.command, { id, name, mapping });
      const saved = await createOnce(session, id, (api) => api.portfolioImport.saveMapping.mutate(input));
      const figures = [
        ["Mapping", safeText(saved.name)],
        ["Columns", safeText(mappingText(saved.mapping))],
        ["Id", saved.id],
      ] as const;
      await printRecord(session.out, saved, () => figureText([{ figures }], session.out));
    },
  });
  defineCommand(portfolio, cli, {
    name: "import-delete-mapping",
    summary: "Forget a mapping of columns",
    arguments: [new Argument("<mapping>", "name, its beginning, or id")],
    examples: [["portfolio import-delete-mapping broker", "files of that make have to be mapped anew"]],
    run: async (session, [mapping]) => {
      const { id } = await savedMapping(session, String(mapping));
      const input = readInput(MappingRef, session.command, { mappingId: id });
      await session.ask((api) => api.portfolioImport.deleteMapping.mutate(input));
      await printDone(session, "The mapping is forgotten.");
    },
  });
}

/** The mapping that `--mapping` names: a saved one, or that of a JSON file. @throws UsageError */
export async function mappingOf(session: Session, given: unknown): Promise<ColumnMapping | undefined> {
  if (typeof given !== "string") return undefined;
  const path = resolve(session.cli.cwd, given);
  if (!given.endsWith(".json") && !existsSync(path)) return (await savedMapping(session, given)).mapping;
  const parsed = ColumnMapping.safeParse(documentIn(path));
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(
    ({ path: field, message }) => `${field.join(".") || "the mapping"}: ${message}`,
  );
  throw new UsageError(`${given} holds no mapping.\n${lines.join("\n")}`, [
    `Fields: ${Object.keys(ColumnMapping.shape).join(", ")}`,
  ]);
}

function documentIn(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new UsageError(`${path} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function savedMapping({ ask }: Session, text: string): Promise<SavedMapping> {
  const { items } = await ask((api) => api.portfolioImport.mappings.query({}));
  const byId = items.find(({ id }) => id === text.trim());
  return byId ?? chooseNamed(items, text, { what: "mapping", see: "cryptodesk portfolio import-mappings" });
}
