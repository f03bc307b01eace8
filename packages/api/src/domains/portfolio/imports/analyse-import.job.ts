import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { JobDefinition, JobRunContext } from "../../../platform/queue/job-queue.ts";
import { coinsBySymbol, readCoinNames } from "../../market/market.public.ts";
import { PortfolioRepository } from "../portfolios/portfolio.repository.ts";
import { WalletRepository } from "../portfolios/wallet.repository.ts";
import type { AnalysisPorts, AnalysisResult, AnalysisTask } from "./analysis/analysis-task.ts";
import { analyseInThread } from "./analysis/run-in-thread.ts";
import { type AssetMeaning, meaningOf } from "./booking/asset-meaning.ts";
import { ImportRepository, type ImportRowOfTable } from "./import.repository.ts";
import { type ImportPlace, ImportRowRepository } from "./import-row.repository.ts";
import { type ImportJobParts, type ImportJobPayload, Superseded } from "./import-work.ts";
import { reconcileImport } from "./reconcile-import.ts";
import { ANALYSE_IMPORT } from "./start-analysis.ts";

/** Of the way, the last step compares with the portfolio. */
const READ_SHARE = 0.9;
const TOLD_EVERY = 0.02;

export function analyseImportJob(parts: ImportJobParts): JobDefinition<ImportJobPayload> {
  return {
    name: ANALYSE_IMPORT,
    description: "Reads an imported file and says what would become of each row",
    every: null,
    timeoutSeconds: 900,
    retries: 3,
    key: ({ importId, attempt }) => `${importId} ${attempt}`,
    scheduledPayload: { accountId: "", importId: "", attempt: "" },
    run: (payload, run) => analyse(parts, payload, run),
  };
}

async function analyse(
  parts: ImportJobParts,
  payload: ImportJobPayload,
  run: JobRunContext,
): Promise<Record<string, unknown>> {
  const { accountId, importId, attempt } = payload;
  const row = await asOwner(parts.db.primary, accountId, (db) =>
    new ImportRepository(db).findById(accountId, importId),
  );
  if (row?.attempt !== attempt || (row.state !== "analysing" && row.state !== "failed")) return { superseded: true };
  const place = { accountId, portfolioId: row.portfolio_id, importId };
  try {
    await update(parts, payload, { state: "analysing", progress: 0, problem: null });
    const task = await taskOf(parts, place, row);
    if (task === null) return { gone: true };
    await asOwner(parts.db.primary, accountId, (db) => new ImportRowRepository(db).clear(place));
    const result = await analyseInThread(task, portsOf(parts, payload, place, { row, run }), run.signal);
    return await settle(parts, payload, place, result);
  } catch (error) {
    if (error instanceof Superseded) return { superseded: true };
    if (!run.signal.aborted || run.signal.reason === "timeout") {
      const detail =
        "The file could not be read to its end. Analyse it again; if that fails too, it is a fault of CryptoDesk.";
      await update(parts, payload, { state: "failed", progress: null, problem: { detail, line: null, cells: null } });
    }
    throw error;
  }
}

function update(
  { db }: ImportJobParts,
  { accountId, importId, attempt }: ImportJobPayload,
  change: Parameters<ImportRepository["update"]>[2],
) {
  return asOwner(db.primary, accountId, (own) =>
    new ImportRepository(own).update(accountId, importId, change, attempt),
  );
}

/** @returns null where the portfolio is gone */
async function taskOf(
  { db, clock }: ImportJobParts,
  place: ImportPlace,
  row: ImportRowOfTable,
): Promise<AnalysisTask | null> {
  const { accountId, portfolioId } = place;
  return asOwner(db.primary, accountId, async (own) => {
    const portfolio = await new PortfolioRepository(own).find(accountId, portfolioId, clock());
    const wallets = await new WalletRepository(own).list(accountId, portfolioId);
    const walletId = row.options.walletId ?? wallets[0]?.id;
    if (!portfolio || walletId === undefined) return null;
    return {
      size: row.size,
      options: row.options,
      walletId,
      wallets: wallets.map(({ id, name }) => ({ id, name })),
      currency: portfolio.currency,
      now: clock().toISOString(),
    };
  });
}

function portsOf(
  parts: ImportJobParts,
  payload: ImportJobPayload,
  place: ImportPlace,
  { row, run }: { row: ImportRowOfTable; run: JobRunContext },
): AnalysisPorts {
  const { accountId, importId, attempt } = payload;
  const { primary } = parts.db;
  let told = 0;
  return {
    part: (offset) => asOwner(primary, accountId, (db) => new ImportRepository(db).partAt(accountId, importId, offset)),
    meanings: (symbols) => meaningsOf(parts, symbols, row.options.assets ?? {}),
    write: async (rows) => {
      const isCurrent = await asOwner(primary, accountId, (db) =>
        new ImportRowRepository(db).write(place, rows, attempt),
      );
      if (!isCurrent) throw new Superseded();
    },
    progress: (share) => {
      const way = share * READ_SHARE;
      run.progress(Math.round(way * 100), 100);
      if (way - told < TOLD_EVERY) return;
      told = way;
      // That progress is not told once costs nothing.
      update(parts, payload, { progress: way }).catch(() => {});
    },
  };
}

async function meaningsOf(
  { db }: ImportJobParts,
  symbols: readonly string[],
  given: Readonly<Record<string, string | null>>,
): Promise<AssetMeaning[]> {
  const coins = await coinsBySymbol(db.primary, symbols);
  const said = new Map(Object.entries(given).map(([symbol, id]) => [symbol.toUpperCase(), id]));
  const named = await readCoinNames(
    db.primary,
    [...said.values()].filter((id) => id !== null),
  );
  return symbols.map((symbol) => {
    const meaning = meaningOf(symbol, coins.get(symbol.toLowerCase()) ?? [], said.get(symbol.toUpperCase()));
    return meaning.decided === "given"
      ? { ...meaning, name: named.get(meaning.assetId ?? "")?.name ?? meaning.name }
      : meaning;
  });
}

/** Compares what was read with the portfolio, and says what comes next. */
async function settle(
  parts: ImportJobParts,
  payload: ImportJobPayload,
  place: ImportPlace,
  { sha256, format, findings, problem }: AnalysisResult,
): Promise<Record<string, unknown>> {
  if (findings === null) {
    await update(parts, payload, { state: "refused", sha256, format, findings: {}, progress: null, problem });
    return { refused: problem?.detail ?? null };
  }
  const asks = findings.questions.some(({ isRequired }) => isRequired);
  const wasRead =
    findings.counts.new + findings.counts.duplicate + findings.counts.refused + findings.counts.ignored > 0;
  return asOwner(parts.db.primary, payload.accountId, async (db) => {
    const counts = wasRead ? await reconcileImport(db, place) : findings.counts;
    const done = { sha256, format, findings: { ...findings, counts }, progress: null, problem: null };
    await new ImportRepository(db).update(
      payload.accountId,
      payload.importId,
      { ...done, state: asks ? "asking" : "ready" },
      payload.attempt,
    );
    return { ...counts, asks };
  });
}
