import { accountIdOf } from "../../../platform/access/authorise.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import type { LedgerQuestion } from "../calculation/calculations.ts";
import type { ComputationAnswer, ComputationInput, ComputationName } from "../calculation/computations.ts";
import type { PortfolioRuntime } from "../portfolio-runtime.ts";

/**
 * Asks something of a portfolio's ledger (see `COMPUTATIONS`), computed in its thread from everything that is recorded
 * now.
 * @throws DomainError NOT_FOUND; CONFLICT where transactions contradict each other; UNAVAILABLE
 */
export function askLedger<N extends ComputationName>(
  ctx: ServiceContext,
  runtime: PortfolioRuntime,
  question: Omit<LedgerQuestion, "accountId">,
  name: N,
  input: ComputationInput<N>,
): Promise<ComputationAnswer<N>> {
  return runtime.calculations.compute(ctx, { ...question, accountId: accountIdOf(ctx.actor) }, name, input);
}
