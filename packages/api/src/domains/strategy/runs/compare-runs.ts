import { describeRemark, remarkOf } from "@cryptodesk/quant/remarks/remark";
import { invalidInput, notFound } from "@cryptodesk/shared/errors/domain-error";
import type { BacktestReport, Remark } from "@cryptodesk/shared/strategy/backtest.contract";
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
  const remarks = remarksOn(rows.map(({ report }) => report));
  return {
    items: rows.map((row) => ({
      run: toRun(row),
      from: row.report.from,
      to: row.report.to,
      curve: curveOf(row.report),
    })),
    notes: remarks.map(describeRemark),
    remarks,
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

function remarksOn(reports: readonly BacktestReport[]): Remark[] {
  const differ = (value: (report: BacktestReport) => string) => new Set(reports.map(value)).size > 1;
  const isOtherTimeframe = differ(({ timeframe }) => timeframe);
  const differences = {
    "other-spans": differ(({ from, to }) => `${from} ${to}`),
    "other-timeframes": isOtherTimeframe,
    "other-years": !isOtherTimeframe && differ(({ periodsPerYear }) => `${periodsPerYear}`),
    "other-candles": differ(({ dataHash }) => dataHash),
    "other-engines": differ(({ engine }) => engine),
    "other-markets": differ(({ simulated }) => `${simulated}`),
  };
  const codes = Object.keys(differences) as (keyof typeof differences)[];
  return codes.filter((code) => differences[code]).map((code) => remarkOf(code, {}));
}
