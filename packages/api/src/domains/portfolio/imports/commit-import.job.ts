import { setImmediate } from "node:timers/promises";
import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { Db } from "../../../platform/database/database.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { JobDefinition, JobRunContext } from "../../../platform/queue/job-queue.ts";
import { lockPortfolio } from "../portfolios/find-portfolio.ts";
import { PortfolioRepository } from "../portfolios/portfolio.repository.ts";
import { inTurn } from "../transactions/turns.ts";
import { ImportRepository, type ImportRowOfTable } from "./import.repository.ts";
import type { ImportPlace } from "./import-row.repository.ts";
import type { ImportJobParts, ImportJobPayload } from "./import-work.ts";
import { type CommitRun, ImportedTransactionsRepository } from "./imported-transactions.repository.ts";
import { reconcileImport } from "./reconcile-import.ts";
import { COMMIT_IMPORT } from "./start-analysis.ts";

const BATCH = 1_000;

export function commitImportJob(parts: ImportJobParts): JobDefinition<ImportJobPayload> {
  return {
    name: COMMIT_IMPORT,
    description: "Records the rows of an import in its portfolio, all of them or none",
    every: null,
    timeoutSeconds: 900,
    retries: 3,
    key: ({ importId, attempt }) => `${importId} ${attempt}`,
    scheduledPayload: { accountId: "", importId: "", attempt: "" },
    run: (payload, run) => commit(parts, payload, run),
  };
}

async function commit(
  parts: ImportJobParts,
  payload: ImportJobPayload,
  run: JobRunContext,
): Promise<Record<string, unknown>> {
  const { accountId, importId } = payload;
  const { primary } = parts.db;
  const row = await asOwner(primary, accountId, (db) => new ImportRepository(db).findById(accountId, importId));
  if (!isDue(row, payload)) return { superseded: true };
  try {
    return await inTurn(primary, [row.portfolio_id], () =>
      asOwner(primary, accountId, (db) =>
        commitWhole(db, parts, payload, { place: { accountId, importId, portfolioId: row.portfolio_id }, run }),
      ),
    );
  } catch (error) {
    if (!run.signal.aborted || run.signal.reason === "timeout") await backToReady(parts, payload, error);
    if (error instanceof DomainError) return { failed: error.message };
    throw error;
  }
}

/** A try that failed left the import ready; its next one takes it up again. */
function isDue(row: ImportRowOfTable | null, { attempt }: ImportJobPayload): row is ImportRowOfTable {
  return row?.attempt === attempt && (row.state === "committing" || row.state === "ready");
}

/** In the one transaction that holds on to the portfolio: compares anew, records, counts the revision up once. */
async function commitWhole(
  db: Db,
  { clock }: ImportJobParts,
  payload: ImportJobPayload,
  { place, run }: { place: ImportPlace; run: JobRunContext },
): Promise<Record<string, unknown>> {
  const { accountId, importId, attempt } = payload;
  const imports = new ImportRepository(db);
  await lockPortfolio(db, accountId, place.portfolioId);
  const row = await imports.lock(accountId, importId);
  if (!isDue(row, payload)) return { superseded: true };
  const counts = await reconcileImport(db, place);
  const revision = await new PortfolioRepository(db).nextRevision(accountId, place.portfolioId);
  const now = clock();
  const commitRun: CommitRun = { attempt, revision, now, newestFirst: row.findings.newestFirst ?? false };
  const transactions = new ImportedTransactionsRepository(db);
  const linked = await transactions.linkStored(place, commitRun);
  let after: number | null = 0;
  for (let done = 0; after !== null; done += BATCH) {
    run.signal.throwIfAborted();
    after = await transactions.record(place, commitRun, { after, limit: BATCH });
    run.progress(Math.min(done, counts.new), counts.new, "recording");
    await setImmediate();
  }
  const findings = { ...row.findings, counts, linked };
  await imports.update(accountId, importId, {
    state: "committed",
    findings,
    progress: null,
    problem: null,
    committed_at: now,
    undone_at: null,
  });
  return { ...counts, revision };
}

async function backToReady(
  { db }: ImportJobParts,
  { accountId, importId, attempt }: ImportJobPayload,
  error: unknown,
): Promise<void> {
  const why =
    error instanceof DomainError ? error.message : "Recording it failed, and nothing of it was kept. Commit it again.";
  const problem = { detail: why, line: null, cells: null };
  await asOwner(db.primary, accountId, (own) =>
    new ImportRepository(own).update(accountId, importId, { state: "ready", progress: null, problem }, attempt),
  );
}
