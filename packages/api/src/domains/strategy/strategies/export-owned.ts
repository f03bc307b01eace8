import type { Strategy } from "@cryptodesk/shared/strategy/strategy.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { StrategyRepository } from "./strategy.repository.ts";
import { storedRules, toStrategy } from "./strategy-answers.ts";
import { VersionRepository } from "./version.repository.ts";

const PAGE = 250;

/** A strategy with all of its versions; the rules of each read in again. */
export interface OwnedStrategy extends Strategy {
  versions: { version: number; note: string | null; savedAt: string; rules: object }[];
}

/** The asking account's strategies, newest first, without what opens their links; deleted ones are left out. */
export async function exportOwnedStrategies(ctx: ServiceContext): Promise<OwnedStrategy[]> {
  const accountId = accountIdOf(ctx.actor);
  return asOwner(ctx.db.primary, accountId, async (db) => {
    const plan = { accountId, deleted: false, search: null, tag: null, limit: PAGE };
    const strategies = new StrategyRepository(db);
    const versions = new VersionRepository(db);
    const owned: OwnedStrategy[] = [];
    let before: { at: Date; id: string } | null = null;
    for (;;) {
      const rows = await strategies.list({ ...plan, before });
      for (const row of rows) {
        const kept = (await versions.listWhole(accountId, row.id)).map(({ version, note, saved_at, rules }) => ({
          version,
          note,
          savedAt: saved_at.toISOString(),
          rules: storedRules(rules),
        }));
        owned.push({ ...toStrategy(row), versions: kept });
      }
      const last = rows.at(-1);
      if (rows.length < PAGE || last === undefined) return owned;
      before = { at: last.created_at, id: last.id };
    }
  });
}
