import { writeFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import {
  AnalyseImportInput,
  GetImportFileInput,
  type ImportFormatList,
  ImportRef,
  ListImportsInput,
  PortfolioImport,
  UploadPartInput,
} from "@cryptodesk/shared/portfolio/import.contract";
import { Argument, type Command, Option } from "commander";
import type { CliContext } from "../../../cli-context.ts";
import { UsageError } from "../../../failures.ts";
import { agreeOrStop, yesOption } from "../../../input/agree.ts";
import { readInput } from "../../../input/read-input.ts";
import { wholeNumber } from "../../../input/values.ts";
import { count } from "../../../output/numbers.ts";
import { safeText } from "../../../output/plain-text.ts";
import { printRecord } from "../../../output/record.ts";
import { printRows } from "../../../output/rows.ts";
import type { Column } from "../../../output/table.ts";
import { clockTime } from "../../../output/times.ts";
import type { Session } from "../../../session.ts";
import { defineCommand } from "../../define-command.ts";
import { onePage, pagesOf, pagingOptions } from "../../paging.ts";
import { printDone } from "../../print-done.ts";
import { definePortfolioCommand } from "../define-portfolio-command.ts";
import { drawImport } from "./draw-import.ts";
import { partOf, sendRest, settled } from "./follow-import.ts";
import { addImportCommand, readImportFile, recordAgreed } from "./import-file.ts";
import { importOptions, importOptionsOf } from "./import-options.ts";
import { addImportRowsCommand, importArgument } from "./import-rows.ts";
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
  addPartCommand(portfolio, cli);
  addAnalyseCommand(portfolio, cli);
  addCommitCommand(portfolio, cli);
  addUndoImportCommand(portfolio, cli);
  addDiscardCommand(portfolio, cli);
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

function addPartCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "import-part",
    summary: "Send the rest of a file whose upload was interrupted",
    arguments: [importArgument(), new Argument("<file>", "the same file as before")],
    options: [
      new Option("--offset <bytes>", "from here on (default: from what the server has)").argParser(wholeNumber),
    ],
    examples: [["portfolio import-part 01900000-0000-7000-8000-000000000000 kraken.csv", "go on where it stopped"]],
    run: async (session, portfolioId, [importId, file]) => {
      const { ask, command, out } = session;
      const which = readInput(ImportRef, command, { portfolioId, importId });
      const bytes = readImportFile(resolve(session.cli.cwd, String(file)));
      const begun = await ask((api) => api.portfolioImport.get.query(which));
      if (bytes.length !== begun.size) {
        throw new UsageError(`${String(file)} is not the file: it has ${bytes.length} bytes and not ${begun.size}.`);
      }
      const offset = command.getOptionValue("offset") ?? begun.received;
      const first = readInput(UploadPartInput, command, { ...which, offset, data: partOf(bytes, Number(offset)) });
      await sendRest(session, which, bytes, first.offset);
      const found = await settled(session, which);
      await printRecord(out, found, () => drawImport(found, out));
    },
  });
}

function addAnalyseCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "import-analyse",
    summary: "Read the file anew with other options",
    description: "Options that are not given stay. Nothing of the portfolio changes.",
    arguments: [importArgument()],
    options: importOptions(),
    examples: [
      ["portfolio import-analyse <import> --date-order dmy --asset LUNA=terra-luna", "answers to its questions"],
    ],
    run: async (session, portfolioId, [importId]) => {
      const { ask, command, out } = session;
      const which = readInput(ImportRef, command, { portfolioId, importId });
      const given = await importOptionsOf(session, portfolioId);
      const before = (await ask((api) => api.portfolioImport.get.query(which))).options;
      const assets = { ...before.assets, ...given.assets };
      const options = { ...before, ...given, ...(Object.keys(assets).length > 0 && { assets }) };
      const input = readInput(AnalyseImportInput, command, { ...which, options });
      await ask((api) => api.portfolioImport.analyse.mutate(input));
      const found = await settled(session, which);
      await printRecord(out, found, () => drawImport(found, out));
    },
  });
}

function addCommitCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "import-commit",
    summary: "Record the new rows of a file that was read",
    description: "All of them in one change of the portfolio, or none.",
    arguments: [importArgument()],
    options: [yesOption()],
    examples: [["portfolio import-commit 01900000-0000-7000-8000-000000000000", "after a dry run"]],
    run: async (session, portfolioId, [importId]) => {
      const which = readInput(ImportRef, session.command, { portfolioId, importId });
      const found = await session.ask((api) => api.portfolioImport.get.query(which));
      await recordAgreed(session, which, found);
    },
  });
}

function addDiscardCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "import-discard",
    summary: "Throw an import away that is not recorded",
    arguments: [importArgument()],
    options: [yesOption()],
    examples: [["portfolio import-discard 01900000-0000-7000-8000-000000000000 --yes", "the file goes, too"]],
    run: async (session, portfolioId, [importId]) => {
      const input = readInput(ImportRef, session.command, { portfolioId, importId });
      await agreeOrStop(session, "Throw it away with its file?");
      await session.ask((api) => api.portfolioImport.discard.mutate(input));
      await printDone(session, "It is thrown away.");
    },
  });
}

function addFileCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "import-file",
    summary: "The file as it came",
    arguments: [importArgument()],
    options: [
      new Option("--offset <bytes>", "from here on (default: 0)").argParser(wholeNumber),
      new Option("--output <path>", "where to write it (default: its name, here)"),
    ],
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
      writeFile(session, Buffer.concat(parts), basename(first.fileName));
    },
  });
}

/** Where `--output` says, else here under its own name, where nothing of that name is. */
function writeFile({ cli, command, out }: Session, bytes: Buffer, name: string): void {
  const given: unknown = command.getOptionValue("output");
  const path = resolve(cli.cwd, typeof given === "string" ? given : name);
  try {
    writeFileSync(path, bytes, { flag: typeof given === "string" ? "w" : "wx" });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${path} cannot be written: ${reason}`, ["Name another place with --output."]);
  }
  out.notice(`Written to ${safeText(path)}`);
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
