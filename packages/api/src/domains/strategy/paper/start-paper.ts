import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import { bucketStart, TIMEFRAME_MS } from "@cryptodesk/shared/market/timeframe";
import type { PaperAccount, StartPaperInput } from "@cryptodesk/shared/strategy/paper.contract";
import { v7 as uuidv7 } from "uuid";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { findStrategy, findVersion } from "../strategies/find-strategy.ts";
import { storedRules } from "../strategies/strategy-answers.ts";
import type { StrategyRuntime } from "../strategy-runtime.ts";
import { findPaper } from "./find-paper.ts";
import { PaperRepository } from "./paper.repository.ts";
import { valuePaper } from "./paper-answers.ts";
import { requireCandles } from "./paper-market.ts";
import { emptyState } from "./paper-state.ts";

const MAX_PAPER_ACCOUNTS = 100;

/**
 * Begins to follow a version of a strategy on paper, from the next close on. Nothing is ever ordered anywhere.
 * @throws DomainError NOT_FOUND, INVALID_INPUT where the market lacks candles for the rules, CONFLICT where the id stands for
 * something else or past 100 paper accounts
 */
export async function startPaper(
  runtime: StrategyRuntime,
  ctx: ServiceContext,
  input: StartPaperInput,
): Promise<PaperAccount> {
  const accountId = accountIdOf(ctx.actor);
  const { strategyId, capital } = input;
  const id = input.id ?? uuidv7();
  const { rules, version } = await asOwner(ctx.db.primary, accountId, async (db) => {
    const found = await findVersion(db, await findStrategy(db, accountId, strategyId), input.version);
    return { rules: storedRules(found.rules), version: found.version };
  });
  await requireCandles(runtime, ctx, rules);
  const now = ctx.clock();
  const row = await asOwner(ctx.db.primary, accountId, async (db) => {
    const paper = new PaperRepository(db);
    const there = await paper.find(accountId, id);
    if (there) {
      const isSame = there.strategy_id === strategyId && there.version === version && there.capital === capital;
      if (isSame) return there;
      throw new DomainError("CONFLICT", `The id ${id} is that of another paper account.`);
    }
    if ((await paper.count(accountId)) >= MAX_PAPER_ACCOUNTS) {
      throw new DomainError(
        "CONFLICT",
        `An account has at most ${MAX_PAPER_ACCOUNTS} paper accounts. Remove one first.`,
      );
    }
    const nextCandleAt = new Date(bucketStart(now.getTime(), rules.timeframe) + TIMEFRAME_MS[rules.timeframe]);
    const draft = { id, accountId, strategyId, version, rules, capital, book: emptyState(capital), nextCandleAt };
    if (!(await paper.insert(draft, now)))
      throw new DomainError("CONFLICT", `The id ${id} is taken: choose another one.`);
    return findPaper(db, accountId, id);
  });
  return valuePaper(runtime, row, now);
}
