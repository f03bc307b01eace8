import { invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type {
  DayRateList,
  ListDayRatesInput,
  OwnRate,
  SetOwnRatesAnswer,
  SetOwnRatesInput,
} from "@cryptodesk/shared/portfolio/export.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import { pageOf } from "../../../platform/paging/time-cursor.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { PortfolioRepository } from "../portfolios/portfolio.repository.ts";
import { type DayRatePlace, DayRateRepository, type DayRateRow } from "./day-rate.repository.ts";

const OWN = "own";
const CURSOR = /^(\d{4}-\d{2}-\d{2})\.(own|desk)$/;

/** Exchange rates of a currency by day, newest first; the owner's own come before the desk's and count instead of them. */
export async function listDayRates(ctx: ServiceContext, input: ListDayRatesInput): Promise<DayRateList> {
  const accountId = accountIdOf(ctx.actor);
  const { currency, limit } = input;
  const span = { currency, from: input.from ?? null, to: input.to ?? null };
  const after = placeOf(input.cursor);
  const rows = await asOwner(ctx.db.primary, accountId, (db) =>
    new DayRateRepository(db).list(accountId, span, after, limit + 1),
  );
  const page = pageOf(rows, limit, cursorOf);
  return {
    items: page.items.map((row) => ({
      currency,
      day: row.day,
      perUsd: row.per_usd,
      source: row.source ?? OWN,
      asOf: row.as_of?.toISOString() ?? null,
    })),
    nextCursor: page.nextCursor,
  };
}

/** Every rate that the asking account said itself. */
export async function readOwnRates(ctx: ServiceContext): Promise<OwnRate[]> {
  const accountId = accountIdOf(ctx.actor);
  const rows = await asOwner(ctx.db.primary, accountId, (db) => new DayRateRepository(db).listOwn(accountId));
  return rows.map(({ currency, day, per_usd: perUsd, note }) => ({ currency, day, perUsd, note }));
}

/**
 * Sets own rates and takes others away, all of them or none. Every portfolio whose figures may hang on them counts as
 * changed.
 * @throws DomainError INVALID_INPUT where a day of a currency is given twice, or lies in the future
 */
export async function setOwnRates(ctx: ServiceContext, { rates }: SetOwnRatesInput): Promise<SetOwnRatesAnswer> {
  const accountId = accountIdOf(ctx.actor);
  refuseTwice(rates);
  refuseFuture(rates, ctx.clock());
  const set = rates.flatMap((rate) => (rate.perUsd === null ? [] : [{ ...rate, perUsd: rate.perUsd }]));
  const taken = rates.filter(({ perUsd }) => perUsd === null);
  const currencies = [...new Set(rates.map(({ currency }) => currency))];
  return asOwner(ctx.db.primary, accountId, async (db) => {
    const dayRates = new DayRateRepository(db);
    const portfolios = new PortfolioRepository(db);
    const touched = await dayRates.portfoliosTouched(accountId, currencies);
    if (touched.length > 0) {
      for (const id of (await portfolios.lock(accountId, touched)).keys()) await portfolios.nextRevision(accountId, id);
    }
    await dayRates.set(accountId, set);
    return { set: set.length, removed: await dayRates.remove(accountId, taken) };
  });
}

function refuseTwice(rates: SetOwnRatesInput["rates"]): void {
  const seen = new Set<string>();
  for (const [index, { currency, day }] of rates.entries()) {
    if (seen.has(`${currency} ${day}`)) throw invalidInput(`/rates/${index}`, `${currency} of ${day} is given twice`);
    seen.add(`${currency} ${day}`);
  }
}

function refuseFuture(rates: SetOwnRatesInput["rates"], now: Date): void {
  const tomorrow = new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10);
  const index = rates.findIndex(({ day }) => day > tomorrow);
  if (index >= 0) throw invalidInput(`/rates/${index}/day`, "lies in the future");
}

function cursorOf({ day, source }: DayRateRow): string {
  return `${day}.${source === null ? OWN : "desk"}`;
}

function placeOf(cursor: string | undefined): DayRatePlace | null {
  if (cursor === undefined) return null;
  const [, day, whose] = CURSOR.exec(cursor) ?? [];
  if (day === undefined || Number.isNaN(Date.parse(day))) {
    throw invalidInput("/cursor", "is not a cursor of this list: take nextCursor of the page before");
  }
  return { day, isOwn: whose === OWN };
}
