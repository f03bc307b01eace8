import {
  type ImportRow,
  ImportRow as ImportRowSchema,
  ImportRowState,
  ListImportRowsInput,
} from "@cryptodesk/shared/portfolio/import.contract";
import { Argument, type Command, Option } from "commander";
import type { CliContext } from "../../../cli-context.ts";
import { readInput } from "../../../input/read-input.ts";
import { oneOf } from "../../../input/values.ts";
import type { Output } from "../../../output/output.ts";
import { printRows } from "../../../output/rows.ts";
import { type Column, createTable } from "../../../output/table.ts";
import type { Session } from "../../../session.ts";
import { pagesOf, pagingOptions } from "../../paging.ts";
import { definePortfolioCommand } from "../define-portfolio-command.ts";
import { cellsText, rowText } from "./draw-import.ts";

const SHOWN_OF_A_STATE = 10;

const COLUMNS: readonly Column<ImportRow>[] = [
  { field: "line", header: "Line", align: "right", show: ({ line }) => String(line) },
  { field: "state", header: "State", show: ({ state }, out) => stateText(state, out) },
  { field: "drafts", header: "What becomes of it", show: (row) => rowText(row) },
  { field: "cells", header: "Cells", spare: 1, shrinkTo: 16, show: ({ cells }) => cellsText(cells) },
];

function stateText(state: ImportRow["state"], { palette }: Output): string {
  if (state === "new") return palette.good(state);
  return state === "refused" ? palette.bad(state) : palette.dim(state);
}

export function importArgument(): Argument {
  return new Argument("<import>", "id, from `cryptodesk portfolio imports`");
}

export function addImportRowsCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "import-rows",
    summary: "Every row of the file and what becomes of it",
    arguments: [importArgument()],
    options: [
      new Option("--state <state>", "only these rows")
        .choices(ImportRowState.options)
        .argParser(oneOf(ImportRowState.options)),
      ...pagingOptions(),
    ],
    examples: [["portfolio import-rows <import> --state refused --all", "what cannot be used, and why"]],
    run: async (session, portfolioId, [importId]) => {
      const input = readInput(ListImportRowsInput, session.command, { portfolioId, importId });
      const pages = pagesOf(session, input, (page) => session.ask((api) => api.portfolioImport.rows.query(page)));
      const view = { columns: COLUMNS, fields: Object.keys(ImportRowSchema.shape), empty: "No such row." };
      await printRows(session.out, view, pages);
    },
  });
}

/** The first rows of a state under a heading; empty where there are none. */
export async function sampleOf(
  { ask, out }: Session,
  which: { portfolioId: string; importId: string },
  state: ImportRow["state"],
): Promise<string> {
  const { items } = await ask((api) => api.portfolioImport.rows.query({ ...which, state, limit: SHOWN_OF_A_STATE }));
  if (items.length === 0) return "";
  return `\n${createTable(COLUMNS, out)(items)}`;
}
