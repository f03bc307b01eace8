import { DomainError, notFound } from "@cryptodesk/shared/errors/domain-error";
import type { CalculationState } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { LRUCache } from "lru-cache";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { type LivePrices, type MarketRuntime, readDayCloses, readDayRates } from "../../market/market.public.ts";
import { CalculationRepository, type FiguresRow, type RowSink } from "./calculation.repository.ts";
import type { ComputationAnswer, ComputationInput, ComputationName } from "./computations.ts";
import { FewAtOnce } from "./few-at-once.ts";
import type { StoredFigures } from "./stored-figures.ts";
import type { Calculated, PriceNeeds } from "./thread-messages.ts";
import { CalculationProblem, type ThreadPool } from "./thread-pool.ts";
import type { HeldRecord } from "./transaction-row.ts";

/** As much of a context as a calculation uses, also after the request that began it. */
export type Asking = Pick<ServiceContext, "db" | "clock" | "queue" | "requestId">;

export interface CalculationParts {
  pool: Pick<ThreadPool, "ask" | "logger">;
  market: MarketRuntime;
  livePrices: LivePrices;
}

/** Whose ledger is asked, and which prices are wanted for the answer. */
export interface LedgerQuestion {
  accountId: string;
  portfolioId: string;
  /** `history`: closing prices of every day of everything, unless only transactions without a value need some. */
  scope?: "figures" | "history";
  /** Coins whose prices are wanted beside. */
  coins?: readonly string[];
  /** Transactions that are to be read as if they were recorded. */
  drafts?: readonly HeldRecord[];
}

/** Why there are no newer figures, and for which revision that was found. */
interface Problem {
  revision: number;
  day: string;
  problem: NonNullable<CalculationState["problem"]>;
}

/** A calculation's outcome: figures, or why there are none. */
export type Outcome = FiguresRow | Problem;

/** What is going on with one portfolio. */
interface Work {
  tail: Promise<unknown>;
  /** The calculation that has not begun yet: everybody who asks now is served by it. */
  waiting: Promise<Outcome> | null;
  progress: number | null;
  jobs: number;
}

// Parts of a calculation, for its progress: rows, prices, figures.
const ROWS_DONE = 0.5;
const PRICES_DONE = 0.7;
const MAX_KNOWN = 500;
// Reading a whole portfolio keeps a connection of the database for its time; others need some too.
const WHOLE_READS = 2;

/**
 * The calculations of this process. Those of one portfolio run one after the other in its thread; any number of wishes
 * that come while one runs are served by one more.
 */
export class Calculations {
  readonly #parts: CalculationParts;
  readonly #work = new Map<string, Work>();
  readonly #problems = new LRUCache<string, Problem>({ max: MAX_KNOWN });
  readonly #latest = new LRUCache<string, FiguresRow>({ max: MAX_KNOWN });
  readonly #wholeReads = new FewAtOnce(WHOLE_READS);
  /** The revisions that threads were told last. */
  readonly #held = new Map<string, number>();

  constructor(parts: CalculationParts) {
    this.#parts = parts;
  }

  /** Figures of everything that is recorded when this is called, calculated now or together with other wishes. */
  calculate(ctx: Asking, accountId: string, portfolioId: string): Promise<Outcome> {
    const work = this.#workOf(portfolioId);
    work.waiting ??= this.#enqueue(portfolioId, work, () => {
      work.waiting = null;
      return this.#run(ctx, accountId, portfolioId, work);
    });
    return work.waiting;
  }

  /**
   * Computes something in the thread that holds the portfolio, from everything that is recorded now.
   * @throws DomainError NOT_FOUND; CONFLICT where transactions contradict each other; UNAVAILABLE
   */
  async compute<N extends ComputationName>(
    ctx: Asking,
    { accountId, portfolioId, scope = "history", coins = [], drafts = [] }: LedgerQuestion,
    name: N,
    input: ComputationInput<N>,
  ): Promise<ComputationAnswer<N>> {
    const work = this.#workOf(portfolioId);
    const answer = await this.#enqueue(portfolioId, work, async () => {
      await this.#bringUpToDate(ctx, accountId, portfolioId, { scope, coins, drafts, work: null });
      const now = ctx.clock().toISOString();
      return this.#parts.pool.ask(portfolioId, "compute", { portfolioId, name, input: JSON.stringify(input), now });
    }).catch((error: unknown) => {
      if (error instanceof CalculationProblem) throw new DomainError("CONFLICT", error.message, { cause: error });
      throw error;
    });
    return JSON.parse(answer) as ComputationAnswer<N>;
  }

  /** How far the calculation is that runs; null: none does. */
  progressOf(portfolioId: string): number | null {
    return this.#work.get(portfolioId)?.progress ?? null;
  }

  /** Why the figures of this revision cannot be calculated; null where nothing is known against it. */
  problemOf(portfolioId: string, revision: number, day: string): Problem["problem"] | null {
    const known = this.#problems.get(portfolioId);
    return known !== undefined && known.revision === revision && known.day === day ? known.problem : null;
  }

  #workOf(portfolioId: string): Work {
    const work = this.#work.get(portfolioId) ?? { tail: Promise.resolve(), waiting: null, progress: null, jobs: 0 };
    this.#work.set(portfolioId, work);
    return work;
  }

  #enqueue<T>(portfolioId: string, work: Work, job: () => Promise<T>): Promise<T> {
    work.jobs += 1;
    const running = work.tail.then(job).finally(() => {
      work.jobs -= 1;
      if (work.jobs === 0) this.#work.delete(portfolioId);
    });
    work.tail = running.catch(() => undefined);
    return running;
  }

  async #run(ctx: Asking, accountId: string, portfolioId: string, work: Work): Promise<Outcome> {
    work.progress = 0;
    try {
      const wanted = { scope: "figures", coins: [], drafts: [] } as const;
      const { revision, calculated } = await this.#bringUpToDate(ctx, accountId, portfolioId, { ...wanted, work });
      const now = ctx.clock();
      const ask = { portfolioId, now: now.toISOString() };
      const found = calculated ?? (await this.#parts.pool.ask(portfolioId, "calculate", ask));
      const outcome = this.#keep(portfolioId, { revision, found, now });
      const write = () => this.#write(ctx, accountId, portfolioId, found, now);
      // Who receives a transfer has to know before anybody looks; figures are known here until they are written down.
      if (found.carried !== null) await write();
      else if (found.figures !== null) {
        this.#enqueue(portfolioId, work, write).catch((error: unknown) =>
          this.#warn(error, portfolioId, "figures were not written down"),
        );
      }
      return outcome;
    } finally {
      work.progress = null;
    }
  }

  /** What was found counts at once in this process. */
  #keep(portfolioId: string, { revision, found, now }: { revision: number; found: Calculated; now: Date }): Outcome {
    if (found.figures === null || found.problem !== null) {
      const problem = found.problem ?? { detail: "The figures cannot be calculated.", transactionId: null };
      const known = { revision, day: now.toISOString().slice(0, 10), problem };
      this.#problems.set(portfolioId, known);
      return known;
    }
    this.#problems.delete(portfolioId);
    const figures = JSON.parse(found.figures) as StoredFigures;
    const outcome = { revision: found.revision, figures, calculatedAt: now };
    this.#latest.set(portfolioId, outcome);
    return outcome;
  }

  async #write(ctx: Asking, accountId: string, portfolioId: string, found: Calculated, now: Date): Promise<void> {
    const repository = new CalculationRepository(ctx.db, accountId);
    if (found.figures !== null) await repository.saveFigures(portfolioId, found.revision, found.figures, now);
    if (found.carried === null) return;
    for (const id of await repository.saveCarried(portfolioId, found.carried)) {
      this.calculate(ctx, accountId, id).catch((error: unknown) =>
        this.#warn(error, id, "a portfolio that receives a transfer was not calculated"),
      );
    }
  }

  /** The figures that this process calculated last; null where it did not of late. */
  latestOf(portfolioId: string): FiguresRow | null {
    return this.#latest.get(portfolioId) ?? null;
  }

  /**
   * Tells the thread what it lacks of a portfolio.
   * @returns the revision that it holds then, and the figures where they were wanted and nothing was lacking
   */
  async #bringUpToDate(
    ctx: Asking,
    accountId: string,
    portfolioId: string,
    { work, ...wanted }: Required<Pick<LedgerQuestion, "scope" | "coins" | "drafts">> & { work: Work | null },
  ): Promise<{ revision: number; calculated: Calculated | null }> {
    const { pool } = this.#parts;
    const now = ctx.clock().toISOString();
    const since = this.#held.get(portfolioId) ?? null;
    this.#held.delete(portfolioId);
    const { header, rows } = await this.#feed(ctx, accountId, portfolioId, { since, work });
    if (header === null) {
      await pool.ask(portfolioId, "drop", { portfolioId });
      throw notFound("portfolio", portfolioId);
    }
    const settling = { header, since, rows, ...wanted, calculates: work !== null, now };
    const settled = header.revision < 0 ? null : await pool.ask(portfolioId, "settle", settling);
    if (settled === null || settled.kind === "stale") {
      await pool.ask(portfolioId, "drop", { portfolioId });
      return this.#bringUpToDate(ctx, accountId, portfolioId, { ...wanted, work });
    }
    this.#held.set(portfolioId, header.revision);
    if (work !== null) work.progress = ROWS_DONE;
    if (settled.kind === "needs") {
      await this.#bringPrices(ctx, portfolioId, settled.needs, now).catch(async (error: unknown) => {
        this.#held.delete(portfolioId);
        await pool.ask(portfolioId, "drop", { portfolioId });
        throw error;
      });
    }
    if (work !== null) work.progress = PRICES_DONE;
    return { revision: header.revision, calculated: settled.kind === "calculated" ? settled.calculated : null };
  }

  async #feed(
    ctx: Asking,
    accountId: string,
    portfolioId: string,
    { since, work }: { since: number | null; work: Work | null },
  ) {
    const handed: Promise<null>[] = [];
    let [total, done] = [0, 0];
    try {
      const sink: RowSink = {
        begin: (rows) => {
          total = rows;
        },
        rows: (rows, count) => {
          // Not waited for here: the database is not kept while a thread has other things to do.
          handed.push(this.#parts.pool.ask(portfolioId, "rows", { portfolioId, rows }));
          done += count;
          if (work !== null && total > 0) work.progress = Math.min(1, done / total) * ROWS_DONE;
        },
      };
      const read = () => new CalculationRepository(ctx.db, accountId).feed(portfolioId, since, sink);
      const header = since === null ? await this.#wholeReads.run(read) : await read();
      await Promise.all(handed);
      return { header, rows: done };
    } catch (error) {
      await Promise.allSettled([...handed, this.#parts.pool.ask(portfolioId, "drop", { portfolioId })]);
      throw error;
    }
  }

  async #bringPrices(ctx: Asking, portfolioId: string, needs: PriceNeeds, now: string): Promise<void> {
    const { market, livePrices, pool } = this.#parts;
    const { coins, currencies, names, live } = needs;
    if (coins.length + currencies.length + names.length + live.length === 0) return;
    const closes = coins.length === 0 ? null : await readDayCloses(ctx, market, idsOf(coins), earliest(coins));
    const rates =
      currencies.length === 0 ? null : await readDayRates(ctx, market, idsOf(currencies), earliest(currencies));
    const priced = await livePrices.of([...names, ...live]);
    const namedCoins = names.map((id) => ({
      id,
      symbol: priced.get(id)?.symbol ?? id,
      name: priced.get(id)?.name ?? id,
    }));
    const quotes = live.flatMap((id) => {
      const price = priced.get(id);
      return price === undefined ? [] : [{ id, priceUsd: price.priceUsd, source: price.source, asOf: price.asOf }];
    });
    await pool.ask(portfolioId, "prices", {
      closes: closes === null ? null : { text: closes, wanted: from(coins) },
      rates: rates === null ? null : { text: rates, wanted: from(currencies) },
      names: namedCoins,
      live: quotes,
      now,
    });
  }

  #warn(error: unknown, portfolioId: string, what: string): void {
    this.#parts.pool.logger.warn({ err: error, portfolioId }, what);
  }
}

function idsOf(wanted: PriceNeeds["coins"]): string[] {
  return wanted.map(({ id }) => id);
}

function earliest(wanted: PriceNeeds["coins"]): string {
  return wanted.map(({ fromDay }) => fromDay).sort()[0] ?? "9999-12-31";
}

/** All were read from the earliest day on. */
function from(wanted: PriceNeeds["coins"]): PriceNeeds["coins"] {
  const fromDay = earliest(wanted);
  return wanted.map(({ id }) => ({ id, fromDay }));
}
