import { invalidInput, notFound } from "@cryptodesk/shared/errors/domain-error";
import type { BacktestReport } from "@cryptodesk/shared/strategy/backtest.contract";
import type { CompareRunsInput, RunComparison } from "@cryptodesk/shared/strategy/run.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { RunRepository, type WholeRunRow } from "./run.repository.ts";
import { toRun } from "./run-answers.ts";

type Compared = WholeRunRow & { report: BacktestReport };

/**
 * Several backtests side by side, each curve 100 at its beginning.
 * @throws DomainError NOT_FOUND, or INVALID_INPUT for the same run twice, a search, or a run without a result
 */
export async function compareRuns(ctx: ServiceContext, { runIds }: CompareRunsInput): Promise<RunComparison> {
  const accountId = accountIdOf(ctx.actor);
  for (const [index, id] of runIds.entries()) {
    if (runIds.indexOf(id) !== index) throw invalidInput(`/runIds/${index}`, "is there twice: name each run once");
  }
  const rows = await asOwner(ctx.db.primary, accountId, async (db) => {
    const repository = new RunRepository(db);
    const found: Compared[] = [];
    for (const [index, id] of runIds.entries()) {
      const row = await repository.findWhole(accountId, id);
      if (!row) throw notFound("strategy run", id);
      found.push(withReport(row, index));
    }
    return found;
  });
  return {
    items: rows.map((row) => ({
      run: toRun(row),
      from: row.report.from,
      to: row.report.to,
      curve: curveOf(row.report),
    })),
    notes: notesOn(rows.map(({ report }) => report)),
    nextCursor: null,
  };
}

function withReport(row: WholeRunRow, index: number): Compared {
  const { report } = row;
  if (report !== null) return { ...row, report };
  const why = row.kind === "backtest" ? `has no result: it is ${row.state}` : "is a search: compare backtests";
  throw invalidInput(`/runIds/${index}`, why);
}

function curveOf({ capital, curve }: BacktestReport): { at: string; index: number }[] {
  return curve.at.map((at, index) => ({ at, index: (100 * (curve.equity[index] ?? 0)) / capital }));
}

function notesOn(reports: readonly BacktestReport[]): string[] {
  const differ = (value: (report: BacktestReport) => string) => new Set(reports.map(value)).size > 1;
  const notes: string[] = [];
  if (differ(({ from, to }) => `${from} ${to}`))
    notes.push("The runs are of different spans: compare figures a year, not totals.");
  if (differ(({ timeframe }) => timeframe)) {
    notes.push("The runs are of different timeframes: volatility and drawdown are seen at different intervals.");
  }
  if (
    differ(({ periodsPerYear, timeframe }) => `${periodsPerYear} ${timeframe}`) &&
    !differ(({ timeframe }) => timeframe)
  ) {
    notes.push("The runs count different numbers of candles to a year: their yearly figures do not compare.");
  }
  if (differ(({ dataHash }) => dataHash)) notes.push("The runs read different candles.");
  if (differ(({ engine }) => engine)) notes.push("The runs were made by different versions of the engine.");
  if (differ(({ simulated }) => String(simulated)))
    notes.push("Some runs are of simulated prices, others of real ones.");
  return notes;
}
