import { DAY_MS } from "@cryptodesk/quant/calendar/utc-day";
import { fromScaled, multiplyScaled, toScaled } from "@cryptodesk/quant/decimals/scaled";
import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { CreateDemoInput } from "@cryptodesk/shared/portfolio/export.contract";
import { DEFAULT_RULES, type Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { v7 as uuidv7 } from "uuid";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import type { Db } from "../../../platform/database/database.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import {
  type DaySeries,
  largestCoins,
  type MarketRuntime,
  readDayCloses,
  readDayRates,
} from "../../market/market.public.ts";
import { findPortfolio } from "../portfolios/find-portfolio.ts";
import { PortfolioRepository } from "../portfolios/portfolio.repository.ts";
import { toPortfolio } from "../portfolios/portfolio-answers.ts";
import { type DemoCoin, planDemo } from "./demo-plan.ts";
import { PortfolioDocumentRepository, type WholeTransaction } from "./portfolio-document.repository.ts";
import { writePortfolio } from "./write-portfolio.ts";

const YEARS_MS = 3 * 365 * DAY_MS;
const LARGEST = 15;
const COINS = 5;
const LEAST_DAYS = 30;
// A coin whose price hardly moves is one that is tied to money: it makes no gains to look at.
const LEAST_MOVE = 1.2;

/** Days without a hole, and closing prices of coins on them. */
interface DemoHistory {
  currency: string;
  days: string[];
  coins: DemoCoin[];
}

/**
 * Makes a portfolio to look around in, or answers the one there is.
 * @throws DomainError CONFLICT while too little price history is stored, or where the id stands for another portfolio
 */
export async function createDemo(
  market: MarketRuntime,
  ctx: ServiceContext,
  input: CreateDemoInput,
): Promise<Portfolio> {
  const accountId = accountIdOf(ctx.actor);
  const now = ctx.clock();
  const there = await asOwner(ctx.db.primary, accountId, (db) => demoOf(db, accountId, now));
  if (there) return there;
  const history = await readHistory(market, ctx, input.currency);
  const id = input.id ?? uuidv7();
  return asOwner(ctx.db.primary, accountId, async (db) => {
    // Two presses at once come here one after the other.
    await new PortfolioDocumentRepository(db).holdDemo(accountId);
    const meanwhile = await demoOf(db, accountId, now);
    if (meanwhile) return meanwhile;
    const taken = await new PortfolioRepository(db).find(accountId, id, now);
    if (taken) throw new DomainError("CONFLICT", `The id ${id} is that of another portfolio, "${taken.name}".`);
    await writeDemo(db, { id, accountId }, history, now);
    return toPortfolio(await findPortfolio(db, accountId, id, now));
  });
}

async function demoOf(db: Db, accountId: string, now: Date): Promise<Portfolio | null> {
  const id = await new PortfolioDocumentRepository(db).findDemo(accountId);
  return id === null ? null : toPortfolio(await findPortfolio(db, accountId, id, now));
}

async function writeDemo(
  db: Db,
  { id, accountId }: { id: string; accountId: string },
  { currency, days, coins }: DemoHistory,
  now: Date,
): Promise<void> {
  const [exchangeId, coldId] = [uuidv7(), uuidv7()];
  const plan = planDemo(days, coins, { currency, exchangeId, coldId });
  const links = new Map(plan.flatMap(({ move }) => (move === null ? [] : [[move, uuidv7()] as const])));
  const transactions: WholeTransaction[] = plan.map(({ draft, move }) => ({
    id: uuidv7(),
    linkId: move === null ? null : (links.get(move) ?? null),
    draft,
  }));
  const whole = {
    id,
    accountId,
    name: "Demo",
    description: "Made-up transactions at the prices of the stored history. Change it as you like, or delete it.",
    currency,
    rules: DEFAULT_RULES,
    benchmark: { kind: "coin", coinId: coins[0]?.id ?? "bitcoin" } as const,
    isDemo: true,
    wallets: [
      { id: exchangeId, name: "Exchange", kind: "exchange" as const, note: null },
      { id: coldId, name: "Hardware wallet", kind: "wallet" as const, note: null },
    ],
  };
  await writePortfolio(db, whole, transactions, now);
}

/** Closing prices of the largest coins over the longest span without a hole, in the currency where its rates are known. */
async function readHistory(market: MarketRuntime, ctx: ServiceContext, currency: string): Promise<DemoHistory> {
  const now = ctx.clock();
  const fromDay = new Date(now.getTime() - YEARS_MS).toISOString().slice(0, 10);
  const ids = await largestCoins(ctx, LARGEST);
  const closes = seriesOf(await readDayCloses(ctx, market, ids, fromDay));
  const coins = ids.flatMap((id) => {
    const series = closes.get(id);
    return series && moves(series) ? [{ id, series }] : [];
  });
  const rates =
    currency === "usd" ? null : seriesOf(await readDayRates(ctx, market, [currency], fromDay)).get(currency);
  // Without rates of past days amounts in another currency would all be unknown: the demo is in dollars then.
  const converted = rates && spanOf([rates]).length >= LEAST_DAYS ? rates : null;
  const chosen = longest(coins, converted ? [converted] : []);
  if (chosen.days.length < LEAST_DAYS || chosen.coins.length < 2) {
    const detail =
      "Too little price history is stored yet to make a demo from. It is being loaded: try again in a few minutes.";
    throw new DomainError("CONFLICT", detail, { retryAfterSeconds: 120 });
  }
  return {
    currency: converted ? currency : "usd",
    days: chosen.days.map(dayOf),
    coins: chosen.coins.map(({ id, series }) => ({
      id,
      closes: chosen.days.map((day) => product(series.get(day) ?? "0", converted?.get(day))),
    })),
  };
}

type Series = ReadonlyMap<number, string>;

function seriesOf(text: string): Map<string, Series> {
  const list = JSON.parse(text) as DaySeries[];
  return new Map(
    list.map(({ id, days, values }) => {
      const known = values.split(",");
      const entries = days.split(",").map((day, index) => [Number(day), known[index] ?? "0"] as const);
      return [id, new Map(entries.filter(([, value]) => /[1-9]/.test(value)))];
    }),
  );
}

/** Coins that are known as long as the largest ones are, at most five, and the days on which all of them are. */
function longest(coins: readonly { id: string; series: Series }[], others: readonly Series[]) {
  const reach = Math.max(0, ...coins.slice(0, 2).map(({ series }) => spanOf([series, ...others]).length));
  const known = coins.filter(({ series }) => spanOf([series, ...others]).length >= reach * 0.9).slice(0, COINS);
  return { coins: known, days: spanOf([...known.map(({ series }) => series), ...others]) };
}

/** The days up to the last one that all series have, back to the first hole in any of them; as days since 1970. */
function spanOf(all: readonly Series[]): number[] {
  const [first, ...others] = all;
  if (!first) return [];
  const days: number[] = [];
  for (const day of [...first.keys()].toSorted((left, right) => right - left)) {
    if (!others.every((series) => series.has(day))) {
      if (days.length > 0) break;
      continue;
    }
    if (days.length > 0 && days.at(-1) !== day + 1) break;
    days.push(day);
  }
  return days.toReversed();
}

function moves(series: Series): boolean {
  const prices = [...series.values()].map(Number);
  return (
    prices.reduce((a, b) => Math.max(a, b), 0) / prices.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY) >=
    LEAST_MOVE
  );
}

function product(price: string, rate: string | undefined): string {
  return rate === undefined ? price : fromScaled(multiplyScaled(toScaled(price), toScaled(rate)));
}

function dayOf(dayNumber: number): string {
  return new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);
}
