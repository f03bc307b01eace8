import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { ImportRef, ImportTicket } from "@cryptodesk/shared/portfolio/import.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { findImport } from "./find-import.ts";
import { COMMIT_IMPORT, importOf, startWork } from "./start-analysis.ts";

const NOT_READY: Readonly<Record<string, string>> = {
  uploading: "The file is not whole yet. Send the rest of it.",
  analysing: "The file is being read. Wait until it is ready.",
  asking: "There are questions that must be answered first: analyse it again with the answers among the options.",
  refused: "Nothing of the file can be used.",
  failed: "The file could not be read. Analyse it again.",
  committed: "The import is recorded already.",
  undone: "The import was undone. Analyse it again to record it anew.",
  committing: "The import is being recorded already.",
};

/** Records the new rows of a dry run. @throws DomainError NOT_FOUND, or CONFLICT where it is not ready or has nothing new */
export async function commitImport(ctx: ServiceContext, { portfolioId, importId }: ImportRef): Promise<ImportTicket> {
  const owner = { accountId: accountIdOf(ctx.actor), portfolioId, importId };
  await asOwner(ctx.db.primary, owner.accountId, async (db) => {
    const row = await findImport(db, owner, ctx.clock());
    if (row.state !== "ready") throw new DomainError("CONFLICT", NOT_READY[row.state] ?? "The import is not ready.");
    if ((row.findings.counts?.transactions ?? 0) === 0) {
      throw new DomainError(
        "CONFLICT",
        "There is nothing new to record: every row is there already, refused or no transaction.",
      );
    }
  });
  const job = await startWork(ctx, owner, COMMIT_IMPORT, "committing");
  return { import: await importOf(ctx, owner), job };
}
