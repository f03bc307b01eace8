import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { ImportRef, PortfolioImport, UndoImportInput } from "@cryptodesk/shared/portfolio/import.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { lockPortfolio } from "../portfolios/find-portfolio.ts";
import { PortfolioRepository } from "../portfolios/portfolio.repository.ts";
import { inTurn } from "../transactions/turns.ts";
import { findImport } from "./find-import.ts";
import { ImportRepository } from "./import.repository.ts";
import { toImport } from "./import-answers.ts";
import { ImportedTransactionsRepository } from "./imported-transactions.repository.ts";

const TOLD_LINES = 20;

/**
 * Takes a whole import back in one change: its transactions are deleted and may be restored for 30 days, and what it had
 * made the other side of a transfer is what it was.
 * @throws DomainError NOT_FOUND, or CONFLICT where it is not recorded or some of it was changed by hand since
 */
export async function undoImport(ctx: ServiceContext, input: UndoImportInput): Promise<PortfolioImport> {
  const accountId = accountIdOf(ctx.actor);
  const place = { accountId, portfolioId: input.portfolioId, importId: input.importId };
  return inTurn(ctx.db.primary, [input.portfolioId], () =>
    asOwner(ctx.db.primary, accountId, async (db) => {
      await lockPortfolio(db, accountId, place.portfolioId);
      const row = await findImport(db, place, ctx.clock());
      if (row.state !== "committed")
        throw new DomainError("CONFLICT", "Only an import that is recorded can be undone.");
      const transactions = new ImportedTransactionsRepository(db);
      const edited = input.allowEdited ? [] : await transactions.editedLines(place, TOLD_LINES);
      if (edited.length > 0) {
        throw new DomainError(
          "CONFLICT",
          `Some of it was changed by hand since: the transactions of line ${edited.join(", ")}. Allow it (allowEdited) to delete them too.`,
        );
      }
      const now = ctx.clock();
      const revision = await new PortfolioRepository(db).nextRevision(accountId, place.portfolioId);
      await transactions.undo(place, row.findings.linked ?? [], { revision, now });
      const imports = new ImportRepository(db);
      await imports.update(accountId, place.importId, { state: "undone", undone_at: now });
      return toImport(await findImport(db, place, now));
    }),
  );
}

/** Throws an import away that is not recorded, with its file. @throws DomainError NOT_FOUND, or CONFLICT where it is recorded */
export async function discardImport(ctx: ServiceContext, { portfolioId, importId }: ImportRef): Promise<void> {
  const accountId = accountIdOf(ctx.actor);
  await asOwner(ctx.db.primary, accountId, async (db) => {
    const row = await findImport(db, { accountId, portfolioId, importId }, ctx.clock());
    if (row.state === "committed" || row.state === "committing") {
      throw new DomainError(
        "CONFLICT",
        "The import is recorded: undo it first. Its file is kept with what was made of it.",
      );
    }
    await new ImportRepository(db).delete(accountId, importId);
  });
}
