import { basename, resolve } from "node:path";
import {
  BeginImportInput,
  type ImportRow,
  MAX_IMPORT_BYTES,
  type PortfolioImport,
} from "@cryptodesk/shared/portfolio/import.contract";
import { Argument, type Command, Option } from "commander";
import type { CliContext } from "../../../cli-context.ts";
import { ReportedFailure, UsageError } from "../../../failures.ts";
import { agreeOrStop, isAgreed, yesOption } from "../../../input/agree.ts";
import { canPrompt } from "../../../input/prompts.ts";
import { readBytes } from "../../../input/read-bytes.ts";
import { readInput } from "../../../input/read-input.ts";
import { count } from "../../../output/numbers.ts";
import { safeText } from "../../../output/plain-text.ts";
import { printRecord } from "../../../output/record.ts";
import type { Session } from "../../../session.ts";
import { chosenId, createOnce, idOption } from "../../create-once.ts";
import { definePortfolioCommand } from "../define-portfolio-command.ts";
import { drawImport, problemText } from "./draw-import.ts";
import { partOf, sendRest, settled } from "./follow-import.ts";
import { importOptions, importOptionsOf } from "./import-options.ts";
import { answersTo } from "./import-questions.ts";
import { sampleOf } from "./import-rows.ts";
import { undoImport } from "./undo-import.ts";

export function addImportCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "import",
    summary: "Import the file of an exchange or of another tool",
    description:
      "Reads it without changing anything, asks what it leaves open, shows what would be recorded, and records that\nonce it is agreed to. Every row that is not recorded is there with its reason: portfolio import-rows.",
    arguments: [new Argument("[file]", "CSV file; `portfolio import-formats` lists what is known")],
    options: [
      ...importOptions(),
      new Option("--dry-run", "show what would be recorded and leave it at that"),
      new Option("--undo <import>", "take a whole import back instead"),
      new Option("--allow-edited", "with --undo: also what was changed by hand since"),
      idOption(),
      yesOption(),
    ],
    examples: [
      ["portfolio import kraken.csv --wallet Kraken", "with questions and a look before anything is recorded"],
      ["portfolio import trades.csv --date-order dmy --decimal , --asset LUNA=terra-luna --yes", "without a question"],
      ["portfolio import --undo 01900000-0000-7000-8000-000000000000", "as if it had never been"],
    ],
    run: async (session, portfolioId, [file]) => {
      const undo: unknown = session.command.getOptionValue("undo");
      if (typeof undo === "string") {
        if (file !== undefined) throw new UsageError("--undo takes an import back: leave the file away.");
        return undoImport(session, portfolioId, undo);
      }
      if (typeof file !== "string") throw new UsageError("Name the file to import, or an import with --undo.");
      await importFile(session, portfolioId, file);
    },
  });
}

async function importFile(session: Session, portfolioId: string, file: string): Promise<void> {
  const { command, out } = session;
  const bytes = readImportFile(resolve(session.cli.cwd, file));
  const id = chosenId(session);
  const input = readInput(BeginImportInput, command, {
    portfolioId,
    id,
    fileName: basename(file),
    size: bytes.length,
    data: partOf(bytes, 0),
    options: await importOptionsOf(session, portfolioId),
  });
  const begun = await createOnce(session, id, (api) => api.portfolioImport.begin.mutate(input));
  const which = { portfolioId, importId: begun.id };
  await sendRest(session, which, bytes, begun.received);
  const found = await answered(session, which, await settled(session, which));
  if (!canBeRecorded(found)) {
    await printRecord(out, found, () => drawImport(found, out));
    throw new ReportedFailure(problemText(found) || "There is nothing to record.");
  }
  if (command.getOptionValue("dryRun") === true) {
    await printRecord(out, found, () => drawImport(found, out));
    await noticeSamples(session, which);
    return out.notice(`Record it: cryptodesk portfolio import-commit ${found.id} --portfolio ${portfolioId}`);
  }
  await recordAgreed(session, which, found);
}

/** The bytes of the file. @throws UsageError */
export function readImportFile(path: string): Buffer {
  const bytes = readBytes(path);
  if (bytes.length === 0) throw new UsageError(`${path} is empty.`);
  if (bytes.length > MAX_IMPORT_BYTES) {
    throw new UsageError(`${path} holds more than ${count(MAX_IMPORT_BYTES)} bytes. Import it in parts.`);
  }
  if (/^\s*\{\s*"kind"\s*:\s*"cryptodesk-portfolio"/.test(bytes.toString("utf8", 0, 200))) {
    throw new UsageError(`${path} is a whole portfolio.`, [
      `Read it in: cryptodesk portfolio read-document --file ${path}`,
    ]);
  }
  return bytes;
}

interface Which {
  portfolioId: string;
  importId: string;
}

/** Asks what is open until nothing is. */
async function answered(session: Session, which: Which, first: PortfolioImport): Promise<PortfolioImport> {
  let found = first;
  while (found.state === "asking") {
    const options = await answersTo(session, found);
    await session.ask((api) => api.portfolioImport.analyse.mutate({ ...which, options }));
    found = await settled(session, which);
  }
  return found;
}

function canBeRecorded({ state, counts }: PortfolioImport): boolean {
  return state === "ready" && counts.new > 0;
}

const SAMPLED: readonly ImportRow["state"][] = ["refused", "new"];

/** What is refused and the first of what is new, on stderr: they belong to the question. */
async function noticeSamples(session: Session, which: Which, states = SAMPLED): Promise<void> {
  if (session.out.format !== "table") return;
  for (const state of states) {
    const text = await sampleOf(session, which, state);
    if (text !== "") session.out.notice(text.trimEnd());
  }
}

/** Shows what would be recorded, asks, records, and prints what became of it. */
export async function recordAgreed(session: Session, which: Which, found: PortfolioImport): Promise<void> {
  const { out } = session;
  if (!isAgreed(session)) {
    out.notice(drawImport(found, out).trimEnd());
    await noticeSamples(session, which);
    if (!canPrompt(session.cli)) out.notice(`Later: cryptodesk portfolio import-commit ${found.id}`);
  }
  const { transactions, refused } = found.counts;
  if (isAgreed(session) && refused > 0) await noticeSamples(session, which, ["refused"]);
  const without = refused === 0 ? "" : ` (${refused === 1 ? "1 row is" : `${count(refused)} rows are`} refused)`;
  await agreeOrStop(session, `Record ${count(transactions)} transactions of ${safeText(found.fileName)}${without}?`);
  await session.ask((api) => api.portfolioImport.commit.mutate(which));
  const recorded = await settled(session, which);
  await printRecord(out, recorded, () => drawImport(recorded, out));
  if (recorded.state !== "committed") throw new ReportedFailure(problemText(recorded) || "It was not recorded.");
  out.notice(`Take it back: cryptodesk portfolio import --undo ${recorded.id} --portfolio ${which.portfolioId}`);
}
