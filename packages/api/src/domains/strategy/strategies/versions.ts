import { diffLines } from "@cryptodesk/quant/rules/diff-lines";
import { printRules } from "@cryptodesk/quant/rules/print-rules";
import { invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type {
  DiffVersionsInput,
  ListVersionsInput,
  StrategyVersionPage,
  VersionDiff,
} from "@cryptodesk/shared/strategy/strategy.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import { pageOf } from "../../../platform/paging/time-cursor.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { findStrategy, findVersion } from "./find-strategy.ts";
import { storedRules, toVersion } from "./strategy-answers.ts";
import { VersionRepository } from "./version.repository.ts";

/** Versions of a strategy, newest first. @throws DomainError NOT_FOUND */
export async function listVersions(ctx: ServiceContext, input: ListVersionsInput): Promise<StrategyVersionPage> {
  const accountId = accountIdOf(ctx.actor);
  const { strategyId, cursor, limit } = input;
  const before = decodeVersionCursor(cursor);
  const rows = await asOwner(ctx.db.primary, accountId, async (db) => {
    await findStrategy(db, accountId, strategyId);
    return new VersionRepository(db).list(accountId, strategyId, { before, limit: limit + 1 });
  });
  return pageOf(rows.map(toVersion), limit, ({ version }) => String(version));
}

/** Two versions line by line in the readable form. @throws DomainError NOT_FOUND */
export async function diffVersions(ctx: ServiceContext, input: DiffVersionsInput): Promise<VersionDiff> {
  const accountId = accountIdOf(ctx.actor);
  const { strategyId, from, to } = input;
  const [before, after] = await asOwner(ctx.db.primary, accountId, async (db) => {
    const strategy = await findStrategy(db, accountId, strategyId);
    return [await findVersion(db, strategy, from), await findVersion(db, strategy, to)] as const;
  });
  const lines = diffLines(printRules(storedRules(before.rules)), printRules(storedRules(after.rules)));
  return { from, to, lines: [...lines] };
}

function decodeVersionCursor(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  if (/^[1-9]\d{0,4}$/.test(cursor)) return Number(cursor);
  throw invalidInput("/cursor", "is not a cursor of this list: take nextCursor of the page before");
}
