import { UndoImportInput } from "@cryptodesk/shared/portfolio/import.contract";
import { type Command, Option } from "commander";
import type { CliContext } from "../../../cli-context.ts";
import { agreeOrStop, yesOption } from "../../../input/agree.ts";
import { readInput } from "../../../input/read-input.ts";
import { count } from "../../../output/numbers.ts";
import { safeText } from "../../../output/plain-text.ts";
import { printRecord } from "../../../output/record.ts";
import type { Session } from "../../../session.ts";
import { definePortfolioCommand } from "../define-portfolio-command.ts";
import { drawImport } from "./draw-import.ts";
import { importArgument } from "./import-rows.ts";

export function addUndoImportCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "import-undo",
    summary: "Take a whole import back",
    arguments: [importArgument()],
    options: [new Option("--allow-edited", "also what was changed by hand since"), yesOption()],
    examples: [["portfolio import-undo 01900000-0000-7000-8000-000000000000", "as if it had never been"]],
    run: (session, portfolioId, [importId]) => undoImport(session, portfolioId, String(importId)),
  });
}

/** Asks, and takes everything back that an import recorded. */
export async function undoImport(session: Session, portfolioId: string, importId: string): Promise<void> {
  const { ask, command, out } = session;
  const input = readInput(UndoImportInput, command, { portfolioId, importId });
  const found = await ask((api) => api.portfolioImport.get.query({ portfolioId, importId: input.importId }));
  await agreeOrStop(
    session,
    `Take back ${count(found.counts.transactions)} transactions of ${safeText(found.fileName)}?`,
  );
  const undone = await ask((api) => api.portfolioImport.undo.mutate(input));
  await printRecord(out, undone, () => drawImport(undone, out));
}
