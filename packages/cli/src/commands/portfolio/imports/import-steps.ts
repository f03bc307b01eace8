import { resolve } from "node:path";
import { AnalyseImportInput, ImportRef, UploadPartInput } from "@cryptodesk/shared/portfolio/import.contract";
import { Argument, type Command, Option } from "commander";
import type { CliContext } from "../../../cli-context.ts";
import { UsageError } from "../../../failures.ts";
import { agreeOrStop, yesOption } from "../../../input/agree.ts";
import { readInput } from "../../../input/read-input.ts";
import { wholeNumber } from "../../../input/values.ts";
import { printRecord } from "../../../output/record.ts";
import { printDone } from "../../print-done.ts";
import { definePortfolioCommand } from "../define-portfolio-command.ts";
import { drawImport } from "./draw-import.ts";
import { partOf, sendRest, settled } from "./follow-import.ts";
import { readImportFile, recordAgreed } from "./import-file.ts";
import { importOptions, importOptionsOf } from "./import-options.ts";
import { importArgument } from "./import-rows.ts";

/** What `portfolio import` does in one go, step by step. */
export function addImportStepCommands(portfolio: Command, cli: CliContext): void {
  addPartCommand(portfolio, cli);
  addAnalyseCommand(portfolio, cli);
  addCommitCommand(portfolio, cli);
  addDiscardCommand(portfolio, cli);
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
