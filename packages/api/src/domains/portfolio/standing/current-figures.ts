import { notFound } from "@cryptodesk/shared/errors/domain-error";
import type { CalculationState } from "@cryptodesk/shared/portfolio/portfolio.contract";
import {
  CalculationRepository,
  type FiguredPortfolio,
  type FiguresRow,
} from "../calculation/calculation.repository.ts";
import type { Asking, Outcome } from "../calculation/calculations.ts";
import type { PortfolioRuntime } from "../portfolio-runtime.ts";

/** The last figures of a portfolio and how old they are. */
export interface CurrentFigures {
  portfolio: FiguredPortfolio;
  /** Null: there are none yet. */
  figures: FiguresRow | null;
  calculation: CalculationState;
}

type Runtime = Pick<PortfolioRuntime, "calculations" | "market">;

// Figures that lack prices are looked at again after so long, in case a source has them now.
const LOOK_AGAIN_MS = 600_000;

/**
 * The figures of a portfolio, calculated anew where something changed: the last ones while that takes longer than one
 * wants to wait.
 * @throws DomainError NOT_FOUND
 */
export async function currentFigures(
  ctx: Asking,
  runtime: Runtime,
  accountId: string,
  { portfolioId, waitMs }: { portfolioId: string; waitMs: number },
): Promise<CurrentFigures> {
  const [portfolio] = await new CalculationRepository(ctx.db, accountId).figured([portfolioId]);
  if (portfolio === undefined || portfolio.isDeleted) throw notFound("portfolio", portfolioId);
  return bringCurrent(ctx, runtime, accountId, { portfolio, waitMs });
}

/** The same of a portfolio that was read before. */
export async function bringCurrent(
  ctx: Asking,
  runtime: Runtime,
  accountId: string,
  { portfolio, waitMs }: { portfolio: FiguredPortfolio; waitMs: number },
): Promise<CurrentFigures> {
  const { calculations, market } = runtime;
  const { id, revision } = portfolio;
  const figures = newer(portfolio, calculations.latestOf(id));
  const today = ctx.clock().toISOString().slice(0, 10);
  const isCurrent = (row: FiguresRow) => row.revision >= revision && row.figures.day >= today;
  if (figures !== null && isCurrent(figures)) {
    const age = ctx.clock().getTime() - figures.calculatedAt.getTime();
    if (figures.figures.isProvisional && age > LOOK_AGAIN_MS) {
      calculations.calculate(ctx, accountId, id).catch((error: unknown) => warn(market, id, error));
    }
    return { portfolio, figures, calculation: stateOf("fresh", figures) };
  }
  const problem = calculations.problemOf(id, revision, today);
  if (problem !== null) return { portfolio, figures, calculation: { ...stateOf("failed", figures), problem } };
  const outcome = await within(waitMs, calculations.calculate(ctx, accountId, id), (error) => warn(market, id, error));
  if (outcome === "late") {
    const progress = calculations.progressOf(id) ?? 0;
    return { portfolio, figures, calculation: { ...stateOf("recomputing", figures), progress } };
  }
  if (outcome === "failed") {
    const detail = "The figures could not be calculated; the next look tries again.";
    return {
      portfolio,
      figures,
      calculation: { ...stateOf("failed", figures), problem: { detail, transactionId: null } },
    };
  }
  if ("problem" in outcome) {
    return { portfolio, figures, calculation: { ...stateOf("failed", figures), problem: outcome.problem } };
  }
  return { portfolio, figures: outcome, calculation: stateOf("fresh", outcome) };
}

/** What was calculated here a moment ago may not be written down yet; what another process wrote may be newer. */
function newer({ figures: stored, revision }: FiguredPortfolio, latest: FiguresRow | null): FiguresRow | null {
  if (latest === null || latest.revision > revision) return stored;
  return stored !== null && stored.calculatedAt > latest.calculatedAt ? stored : latest;
}

function stateOf(state: CalculationState["state"], figures: FiguresRow | null): CalculationState {
  return {
    state,
    revision: figures?.revision ?? null,
    calculatedAt: figures?.calculatedAt.toISOString() ?? null,
    progress: null,
    problem: null,
  };
}

/** What a calculation brings in time. It goes on when nobody waits for it any more. */
function within(
  waitMs: number,
  running: Promise<Outcome>,
  onError: (error: unknown) => void,
): Promise<Outcome | "late" | "failed"> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve("late"), waitMs);
    running
      .then(resolve, (error: unknown) => {
        onError(error);
        resolve("failed");
      })
      .finally(() => clearTimeout(timer));
  });
}

function warn(market: Runtime["market"], portfolioId: string, error: unknown): void {
  market.logger.warn({ err: error, portfolioId }, "the figures of a portfolio were not calculated");
}
