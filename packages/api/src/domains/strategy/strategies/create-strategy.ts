import { hashRules } from "@cryptodesk/quant/backtest/run-hashes";
import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { CreateStrategyInput, StrategyDetail } from "@cryptodesk/shared/strategy/strategy.contract";
import { v7 as uuidv7 } from "uuid";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import type { Db } from "../../../platform/database/database.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { findStrategy, findVersion } from "./find-strategy.ts";
import { requireRules } from "./given-rules.ts";
import { StrategyRepository } from "./strategy.repository.ts";
import { toDetail } from "./strategy-answers.ts";
import { insertStrategy, type NewStrategy } from "./write-version.ts";

/**
 * Makes a strategy out of rules or their text.
 * @throws DomainError INVALID_INPUT naming what is wrong with the rules, CONFLICT where the id stands for something else or
 * past 500 strategies
 */
export async function createStrategy(ctx: ServiceContext, input: CreateStrategyInput): Promise<StrategyDetail> {
  const { id, tags, note } = input;
  const rules = await requireRules(ctx.db.primary, input);
  return makeStrategy(ctx, id, { rules, tags, note, forkedFrom: null });
}

/** Writes a strategy of the asking account, once for each id that a client chose. @throws DomainError CONFLICT */
export async function makeStrategy(
  ctx: ServiceContext,
  chosenId: string | undefined,
  draft: Omit<NewStrategy, "id" | "accountId">,
): Promise<StrategyDetail> {
  const accountId = accountIdOf(ctx.actor);
  const id = chosenId ?? uuidv7();
  return asOwner(ctx.db.primary, accountId, async (db) => {
    const there = chosenId === undefined ? null : await new StrategyRepository(db).find(accountId, id);
    if (there) await requireSame(db, accountId, id, draft);
    else await insertStrategy(db, { id, accountId, ...draft }, ctx.clock());
    const made = await findStrategy(db, accountId, id);
    return toDetail(made, await findVersion(db, made));
  });
}

async function requireSame(
  db: Db,
  accountId: string,
  id: string,
  { rules, forkedFrom }: Pick<NewStrategy, "rules" | "forkedFrom">,
): Promise<void> {
  const there = await findStrategy(db, accountId, id);
  const first = await findVersion(db, there, 1);
  const isSame = first.rules_hash === hashRules(rules) && there.forked_from === (forkedFrom?.strategyId ?? null);
  if (!isSame) throw new DomainError("CONFLICT", `The id ${id} is that of another strategy, "${there.name}".`);
}
