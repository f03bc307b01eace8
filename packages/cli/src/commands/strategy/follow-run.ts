import { BacktestTrade } from "@cryptodesk/shared/strategy/backtest.contract";
import { ListTradesInput, type StrategyRun, type StrategyRunDetail } from "@cryptodesk/shared/strategy/run.contract";
import { Interrupted, ReportedFailure, ServerUnreachable } from "../../failures.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { figureText, printRecord } from "../../output/record.ts";
import { printRows } from "../../output/rows.ts";
import { clockTime, duration } from "../../output/times.ts";
import type { Session } from "../../session.ts";
import { createJobProgress, type JobProgress } from "../job-progress.ts";
import { drawOptimisation } from "./draw-optimisation.ts";
import { drawReport, verdictText } from "./draw-report.ts";
import { TRADE_COLUMNS } from "./trade-columns.ts";

const POLL_MS = 500;
const PATIENCE_MS = 30_000;
const PAGE = 250;

export function hasEnded({ state }: Pick<StrategyRun, "state">): boolean {
  return state === "succeeded" || state === "failed" || state === "cancelled";
}

/** Waits for a run to end, with a bar on a terminal; with `--no-wait` gives it as it is. Ctrl-C stops the waiting only. */
export async function followRun(session: Session, run: StrategyRun): Promise<StrategyRunDetail> {
  const { ask, cli, command, out } = session;
  if (command.getOptionValue("wait") === false || hasEnded(run)) {
    return ask((api) => api.strategyRun.get.query({ runId: run.id }));
  }
  const progress = await createJobProgress(cli.stderr, run.kind);
  try {
    return await pollUntilEnd(session, run.id, progress);
  } catch (error) {
    progress.stop();
    if (error instanceof Interrupted) {
      out.notice(`Stopped following; the run goes on. Follow it with: cryptodesk strategy watch ${run.id}`);
    }
    throw error;
  } finally {
    progress.stop();
  }
}

async function pollUntilEnd({ ask, cli }: Session, runId: string, progress: JobProgress): Promise<StrategyRunDetail> {
  let lastAnswerMs = cli.now().getTime();
  while (true) {
    try {
      const detail = await ask((api) => api.strategyRun.get.query({ runId }));
      lastAnswerMs = cli.now().getTime();
      if (hasEnded(detail.run)) return detail;
      const { done, total, note } = detail.run.progress;
      progress.show(done, total, safeText(note ?? detail.run.state));
    } catch (error) {
      // The server may be restarting; the run is not lost with it.
      const patient = error instanceof ServerUnreachable && cli.now().getTime() - lastAnswerMs < PATIENCE_MS;
      if (!patient) throw error;
    }
    await cli.pause(POLL_MS);
  }
}

/** Prints a run with its result; a failed or cancelled one fails the command. As CSV a backtest is its trades. */
export async function printRun(session: Session, detail: StrategyRunDetail): Promise<void> {
  const { out } = session;
  if (out.format === "csv" && detail.report !== null) await printTrades(session, detail.run.id);
  else await printRecord(out, detail, () => drawRunDetail(detail, out));
  const { state, error } = detail.run;
  if (state === "failed") throw new ReportedFailure(error ?? "The run failed.");
  if (state === "cancelled") throw new ReportedFailure("The run was cancelled.");
}

/** All trades of a run, page by page. */
async function printTrades({ ask, out }: Session, runId: string): Promise<void> {
  async function* pages() {
    let cursor: string | undefined;
    do {
      const input = ListTradesInput.parse({ runId, limit: PAGE, ...(cursor !== undefined && { cursor }) });
      const { items, ...rest } = await ask((api) => api.strategyRun.trades.query(input));
      yield { rows: items, rest };
      cursor = rest.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
  const view = { columns: TRADE_COLUMNS, fields: Object.keys(BacktestTrade.shape), empty: "Nothing was traded." };
  await printRows(out, view, pages());
}

function drawRunDetail({ run, report, optimisation }: StrategyRunDetail, out: Output): string {
  const result = report ? drawReport(report, out) : optimisation ? drawOptimisation(optimisation, out) : "";
  return `${drawRun(run, out)}${result === "" ? "" : `\n${result}`}`;
}

/** Where a run stands. */
export function drawRun(run: StrategyRun, out: Output): string {
  const { progress, startedAt, finishedAt, error } = run;
  const took = startedAt === null || finishedAt === null ? null : Date.parse(finishedAt) - Date.parse(startedAt);
  return figureText(
    [
      {
        title: `${safeText(run.strategyName)}, version ${run.version}`,
        figures: [
          [run.kind === "backtest" ? "Backtest" : "Search", stateText(run, out)],
          ...(hasEnded(run) ? [] : [["Done", `${progress.done} of ${progress.total ?? "?"}`] as const]),
          ...(error === null ? [] : [["Error", safeText(error)] as const]),
          ...(run.verdict === null ? [] : [["Verdict", verdictText(run.verdict, out)] as const]),
          ["Asked for", clockTime(run.requestedAt)],
          ...(took === null ? [] : [["Took", duration(took)] as const]),
          ["Id", run.id],
        ],
      },
    ],
    out,
  );
}

export function stateText({ state }: Pick<StrategyRun, "state">, { palette }: Output): string {
  if (state === "succeeded") return palette.good(state);
  return state === "failed" || state === "cancelled" ? palette.bad(state) : state;
}
