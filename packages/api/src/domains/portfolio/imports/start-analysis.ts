import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { JobTicket } from "@cryptodesk/shared/jobs/job.contract";
import type { AnalyseImportInput, ImportTicket } from "@cryptodesk/shared/portfolio/import.contract";
import { v7 as uuidv7 } from "uuid";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { findImport, type ImportOwner, requireKnownOptions } from "./find-import.ts";
import { ImportRepository } from "./import.repository.ts";
import { toImport } from "./import-answers.ts";
import type { ImportJobPayload } from "./import-work.ts";

/** Names of the jobs that read a file, and that record what it says. */
export const ANALYSE_IMPORT = "analyse-import";
export const COMMIT_IMPORT = "commit-import";

/**
 * Reads the file anew with other options. Nothing of the portfolio changes: it is the dry run.
 * @throws DomainError NOT_FOUND, INVALID_INPUT, or CONFLICT where the file is not whole yet or is recorded already
 */
export async function analyseImport(ctx: ServiceContext, input: AnalyseImportInput): Promise<ImportTicket> {
  const accountId = accountIdOf(ctx.actor);
  const owner = { accountId, portfolioId: input.portfolioId, importId: input.importId };
  await asOwner(ctx.db.primary, accountId, async (db) => {
    const row = await findImport(db, owner, ctx.clock());
    if (row.received < row.size) {
      throw new DomainError(
        "CONFLICT",
        `${row.received} of ${row.size} bytes are here. Send the rest of the file first.`,
      );
    }
    if (row.state === "committing" || row.state === "committed") {
      throw new DomainError(
        "CONFLICT",
        "The import is recorded already. Undo it first, then it can be analysed again.",
      );
    }
    await requireKnownOptions(db, owner, input.options);
    await new ImportRepository(db).update(accountId, owner.importId, { options: input.options });
  });
  const job = await startAnalysis(ctx, owner);
  return { import: await importOf(ctx, owner), job };
}

/** Queues the analysis of a file that is whole; what an older one still writes does not count any more. */
export async function startAnalysis(ctx: ServiceContext, owner: ImportOwner): Promise<JobTicket> {
  return startWork(ctx, owner, ANALYSE_IMPORT, "analysing");
}

/** Queues work on an import under an attempt of its own. */
export async function startWork(
  ctx: ServiceContext,
  { accountId, importId }: ImportOwner,
  name: string,
  state: "analysing" | "committing",
): Promise<JobTicket> {
  const attempt = uuidv7();
  const payload: ImportJobPayload = { accountId, importId, attempt };
  await asOwner(ctx.db.primary, accountId, (db) =>
    new ImportRepository(db).update(accountId, importId, { state, attempt, progress: 0, problem: null }),
  );
  const ticket = await ctx.queue.request({ name }, `${importId} ${attempt}`, payload, {
    trigger: "manual",
    requestId: ctx.requestId,
    subject: importId,
  });
  await asOwner(ctx.db.primary, accountId, (db) =>
    new ImportRepository(db).update(accountId, importId, { job_id: ticket.jobId }, attempt),
  );
  return ticket;
}

export async function importOf(ctx: ServiceContext, owner: ImportOwner) {
  return toImport(await asOwner(ctx.db.primary, owner.accountId, (db) => findImport(db, owner, ctx.clock())));
}
