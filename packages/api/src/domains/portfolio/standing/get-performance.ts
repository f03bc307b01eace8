import type { GetPerformanceInput, Performance } from "@cryptodesk/shared/portfolio/performance.contract";
import type { ServiceContext } from "../../../platform/service-context.ts";
import type { PortfolioRuntime } from "../portfolio-runtime.ts";
import { askLedger } from "./ask-ledger.ts";

/**
 * How a portfolio did over a period, with the prices of what it is measured against.
 * @throws DomainError NOT_FOUND; INVALID_INPUT for days that run backwards
 */
export function getPerformance(
  ctx: ServiceContext,
  runtime: PortfolioRuntime,
  input: GetPerformanceInput,
): Promise<Performance> {
  const { portfolioId, benchmark } = input;
  const coins = benchmark === undefined || benchmark === "none" ? [] : [benchmark];
  return askLedger(ctx, runtime, { portfolioId, coins }, "performance", input);
}
