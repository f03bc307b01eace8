import { basename } from "node:path";
import {
  GetImportFileInput,
  type ImportFormatList,
  ImportRef,
  ListImportsInput,
  PortfolioImport,
} from "@cryptodesk/shared/portfolio/import.contract";
import { type Command, Option } from "commander";
import type { CliContext } from "../../../cli-context.ts";
import { readInput } from "../../../input/read-input.ts";
import { wholeNumber } from "../../../input/values.ts";
import { count } from "../../../output/numbers.ts";
import { safeText } from "../../../output/plain-text.ts";
import { outputOption, writeReceived } from "../../../output/received-file.ts";
import { printRecord } from "../../../output/record.ts";
import { printRows } from "../../../output/rows.ts";
import type { Column } from "../../../output/table.ts";
import { clockTime } from "../../../output/times.ts";
import { defineCommand } from "../../define-command.ts";
import { onePage, pagesOf, pagingOptions } from "../../paging.ts";
import { definePortfolioCommand } from "../define-portfolio-command.ts";
import { drawImport } from "./draw-import.ts";
import { addImportCommand } from "./import-file.ts";
import { addImportRowsCommand, importArgument } from "./import-rows.ts";
import { addImportStepCommands } from "./import-steps.ts";
import { addMappingCommands } from "./mappings.ts";
import { addUndoImportCommand } from "./undo-import.ts";

const COLUMNS: readonly Column<PortfolioImport>[] = [
  { field: "createdAt", header: "When (UTC)", show: ({ createdAt }) => clockTime(createdAt).slice(0, 16) },
  { field: "fileName", header: "File", shrinkTo: 14, show: ({ fileName }) => safeText(fileName) },
  { field: "formatName", header: "Made by", spare: 2, show: ({ formatName }) => safeText(formatName ?? "not known") },
  { field: "state", header: "State", show: ({ state }) => state },
  {
    field: "counts",
    header: "Transactions",
    align: "right",
    show: ({ counts }) => count(counts.transactions),
  },
  {
    field: "refused",
    header: "Refused",
    align: "right",
    spare: 3,
    show: ({ counts }) => count(counts.refused),
  },
  { field: "id", header: "Id", spare: 1, show: ({ id }) => id },
];

export function addImportCommands(portfolio: Command, cli: CliContext): void {
  addImportCommand(portfolio, cli);
  addListCommand(portfolio, cli);
  addStatusCommand(portfolio, cli);
  addImportRowsCommand(portfolio, cli);
  addImportStepCommands(portfolio, cli);
  addUndoImportCommand(portfolio, cli);
  addFileCommand(portfolio, cli);
  addFormatsCommand(portfolio, cli);
  addMappingCommands(portfolio, cli);
}

function addListCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "imports",
    summary: "Files that were imported into a portfolio, newest first",
    namesPortfolio: true,
    options: pagingOptions(),
    examples: [["portfolio imports", "what came when out of which file"]],
    run: async (session, portfolioId) => {
      const input = readInput(ListImportsInput, session.command, { portfolioId });
      const pages = pagesOf(session, input, (page) => session.ask((api) => api.portfolioImport.list.query(page)));
      const view = { columns: COLUMNS, fields: Object.keys(PortfolioImport.shape), empty: "Nothing was imported." };
      await printRows(session.out, view, pages);
    },
  });
}

function addStatusCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "import-status",
    summary: "How far an import is, what was found and what is asked",
    arguments: [importArgument()],
    examples: [["portfolio import-status 01900000-0000-7000-8000-000000000000", "counts, symbols, questions"]],
    run: async ({ ask, command, out }, portfolioId, [importId]) => {
      const input = readInput(ImportRef, command, { portfolioId, importId });
      const found = await ask((api) => api.portfolioImport.get.query(input));
      await printRecord(out, found, () => drawImport(found, out));
    },
  });
}

function addFileCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "import-file",
    summary: "The file as it came",
    arguments: [importArgument()],
    options: [new Option("--offset <bytes>", "from here on (default: 0)").argParser(wholeNumber), outputOption()],
    examples: [["portfolio import-file <import> --output kraken.csv", "byte by byte the same"]],
    run: async (session, portfolioId, [importId]) => {
      const { command, out } = session;
      const input = readInput(GetImportFileInput, command, { portfolioId, importId });
      const first = await session.ask((api) => api.portfolioImport.file.query(input));
      if (out.format === "json") return printRecord(out, first, () => "");
      const parts = [Buffer.from(first.data, "base64")];
      let at = first;
      while (at.more) {
        const offset = at.offset + (parts.at(-1)?.length ?? 0);
        at = await session.ask((api) => api.portfolioImport.file.query({ ...input, offset }));
        parts.push(Buffer.from(at.data, "base64"));
      }
      writeReceived(session, Buffer.concat(parts), basename(first.fileName));
    },
  });
}

function addFormatsCommand(portfolio: Command, cli: CliContext): void {
  type Row = ReturnType<typeof ImportFormatList.parse>["items"][number];
  const columns: Column<Row>[] = [
    { field: "format", header: "Format", show: ({ format }) => format },
    { field: "name", header: "Made by", show: ({ name }) => safeText(name) },
    { field: "detail", header: "Where to get it", spare: 1, shrinkTo: 30, show: ({ detail }) => safeText(detail) },
  ];
  defineCommand(portfolio, cli, {
    name: "import-formats",
    summary: "What files are known and how they are recognised",
    examples: [["portfolio import-formats", "exchanges and tools, and where they give their files"]],
    run: async ({ ask, out }) => {
      const { items, ...rest } = await ask((api) => api.portfolioImport.formats.query({}));
      await printRows(
        out,
        { columns, fields: ["format", "name", "headers", "detail"], empty: "" },
        onePage(items, rest),
      );
    },
  });
}
