import type { BacktestTrade } from "@cryptodesk/shared/strategy/backtest.contract";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { type Selectable, type SqlBool, sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import type { Db } from "../../../platform/database/database.ts";
import type { PaperAccountTable, PaperSignalTable } from "../strategy.tables.ts";
import type { SignalOutcome } from "./paper-candle.ts";
import type { PaperState } from "./paper-state.ts";

export interface PaperRow extends Omit<Selectable<PaperAccountTable>, "book"> {
  book: PaperState;
  strategy_name: string;
}

export type SignalRow = Selectable<PaperSignalTable>;

export interface PaperDraft {
  id: string;
  accountId: string;
  strategyId: string;
  version: number;
  rules: StrategyRules;
  capital: number;
  book: PaperState;
  nextCandleAt: Date;
}

export interface PaperChange {
  state?: "running" | "paused" | "failed";
  problem?: string | null;
  book?: PaperState;
  lastCandleAt?: Date;
  nextCandleAt?: Date;
}

interface Page {
  before: { at: Date; id: string } | null;
  limit: number;
}

/** Paper accounts of one owner, their signals, trades and equity. Owned rows: use it inside `asOwner`. */
export class PaperRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Newest first. */
  async list(
    accountId: string,
    { strategyId, before, limit }: Page & { strategyId: string | null },
  ): Promise<PaperRow[]> {
    let query = this.#rows().where("p.account_id", "=", accountId);
    if (strategyId !== null) query = query.where("p.strategy_id", "=", strategyId);
    if (before) query = query.where(sql<SqlBool>`(p.started_at, p.id) < (${before.at}, ${before.id}::uuid)`);
    const rows = await query.orderBy("p.started_at", "desc").orderBy("p.id", "desc").limit(limit).execute();
    return rows.map(toRow);
  }

  async find(accountId: string, id: string): Promise<PaperRow | null> {
    const row = await this.#rows().where("p.account_id", "=", accountId).where("p.id", "=", id).executeTakeFirst();
    return row === undefined ? null : toRow(row);
  }

  /** How many the account has; whoever counts too waits until this transaction ends. */
  async count(accountId: string): Promise<number> {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`paper accounts ${accountId}`}, 0))`.execute(this.#db);
    const { n } = await this.#db
      .selectFrom("paper_account")
      .select(({ fn }) => fn.countAll<number>().as("n"))
      .where("account_id", "=", accountId)
      .executeTakeFirstOrThrow();
    return Number(n);
  }

  /** Running ones of everybody that a look would find something to do for: run it as the system. */
  async listDue(now: Date): Promise<{ id: string; accountId: string }[]> {
    const rows = await this.#db
      .selectFrom("paper_account as p")
      .innerJoin("strategy as s", "s.id", "p.strategy_id")
      .select(["p.id", "p.account_id as accountId"])
      .where("p.state", "=", "running")
      .where("s.deleted_at", "is", null)
      .where(sql<SqlBool>`(p.next_candle_at <= ${now} OR p.book->'tranches' <> '[]'::jsonb)`)
      .orderBy("p.next_candle_at")
      .orderBy("p.id")
      .execute();
    return rows;
  }

  /** What running ones of everybody whose candle has closed read of the market: run it as the system. */
  async listWaiting(now: Date): Promise<{ rules: StrategyRules; held: string[]; closedAt: Date }[]> {
    const rows = await this.#db
      .selectFrom("paper_account as p")
      .innerJoin("strategy as s", "s.id", "p.strategy_id")
      .select(["p.rules", "p.book", "p.next_candle_at as closedAt"])
      .where("p.state", "=", "running")
      .where("s.deleted_at", "is", null)
      .where("p.next_candle_at", "<=", now)
      .execute();
    return rows.map(({ rules, book, closedAt }) => ({
      rules,
      held: (book as PaperState).tranches.map(({ coin }) => coin),
      closedAt: closedAt ?? now,
    }));
  }

  /** Holds on to a running account until the transaction ends. @returns null where somebody else does, or it does not run */
  async lockRunning(accountId: string, id: string): Promise<PaperRow | null> {
    const locked = await this.#db
      .selectFrom("paper_account")
      .select("id")
      .where("account_id", "=", accountId)
      .where("id", "=", id)
      .where("state", "=", "running")
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    return locked === undefined ? null : this.find(accountId, id);
  }

  /** @returns false where the id is taken, whoever has it */
  async insert(draft: PaperDraft, now: Date): Promise<boolean> {
    const { id, accountId, strategyId, version, rules, capital, book, nextCandleAt } = draft;
    const { numInsertedOrUpdatedRows } = await this.#db
      .insertInto("paper_account")
      .values({
        id,
        account_id: accountId,
        strategy_id: strategyId,
        version,
        rules: JSON.stringify(rules),
        state: "running",
        problem: null,
        capital,
        book: JSON.stringify(book),
        started_at: now,
        last_candle_at: null,
        next_candle_at: nextCandleAt,
      })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .executeTakeFirst();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  }

  async update(accountId: string, id: string, change: PaperChange): Promise<void> {
    const { state, problem, book, lastCandleAt, nextCandleAt } = change;
    await this.#db
      .updateTable("paper_account")
      .set({
        ...(state !== undefined && { state }),
        ...(problem !== undefined && { problem }),
        ...(book !== undefined && { book: JSON.stringify(book) }),
        ...(lastCandleAt !== undefined && { last_candle_at: lastCandleAt }),
        ...(nextCandleAt !== undefined && { next_candle_at: nextCandleAt }),
      })
      .where("account_id", "=", accountId)
      .where("id", "=", id)
      .execute();
  }

  async delete(accountId: string, id: string): Promise<void> {
    await this.#db.deleteFrom("paper_account").where("account_id", "=", accountId).where("id", "=", id).execute();
  }

  /** Signals of one close; one that is there already stays as it is. */
  async addSignals(
    { accountId, paperId, candleAt }: { accountId: string; paperId: string; candleAt: Date },
    outcomes: readonly SignalOutcome[],
    now: Date,
  ): Promise<void> {
    if (outcomes.length === 0) return;
    await this.#db
      .insertInto("paper_signal")
      .values(
        outcomes.map(({ coin, action, closePrice, fillPrice, note, trace }) => ({
          id: uuidv7(),
          paper_id: paperId,
          account_id: accountId,
          coin,
          action,
          candle_at: candleAt,
          recorded_at: now,
          close_price: closePrice,
          fill_price: fillPrice,
          filled_at: fillPrice === null ? null : now,
          note,
          trace,
        })),
      )
      .onConflict((conflict) => conflict.columns(["paper_id", "candle_at", "coin", "action"]).doNothing())
      .execute();
  }

  /** Newest first. */
  async signals(accountId: string, paperId: string, { before, limit }: Page): Promise<SignalRow[]> {
    let query = this.#db
      .selectFrom("paper_signal")
      .selectAll()
      .where("account_id", "=", accountId)
      .where("paper_id", "=", paperId);
    if (before) query = query.where(sql<SqlBool>`(candle_at, id) < (${before.at}, ${before.id}::uuid)`);
    return query.orderBy("candle_at", "desc").orderBy("id", "desc").limit(limit).execute();
  }

  async addTrades(accountId: string, paperId: string, trades: readonly BacktestTrade[]): Promise<void> {
    if (trades.length === 0) return;
    const rows = trades.map((trade) => ({
      paper_id: paperId,
      account_id: accountId,
      number: trade.number,
      trade: JSON.stringify(trade),
    }));
    await this.#db.insertInto("paper_trade").values(rows).execute();
  }

  /** Newest first. */
  async trades(accountId: string, paperId: string, limit: number): Promise<BacktestTrade[]> {
    const rows = await this.#db
      .selectFrom("paper_trade")
      .select("trade")
      .where("account_id", "=", accountId)
      .where("paper_id", "=", paperId)
      .orderBy("number", "desc")
      .limit(limit)
      .execute();
    return rows.map(({ trade }) => trade as BacktestTrade);
  }

  async addEquity(accountId: string, paperId: string, at: Date, equity: number): Promise<void> {
    await this.#db
      .insertInto("paper_equity")
      .values({ paper_id: paperId, account_id: accountId, at, equity })
      .onConflict((conflict) => conflict.columns(["paper_id", "at"]).doNothing())
      .execute();
  }

  /** The newest points, in order of time. */
  async equity(accountId: string, paperId: string, limit: number): Promise<{ at: Date; equity: number }[]> {
    const rows = await this.#db
      .selectFrom("paper_equity")
      .select(["at", "equity"])
      .where("account_id", "=", accountId)
      .where("paper_id", "=", paperId)
      .orderBy("at", "desc")
      .limit(limit)
      .execute();
    return rows.reverse();
  }

  #rows() {
    return this.#db
      .selectFrom("paper_account as p")
      .innerJoin("strategy as s", "s.id", "p.strategy_id")
      .selectAll("p")
      .select("s.name as strategy_name");
  }
}

/** The book's shape is settled by who writes it: this repository alone. */
function toRow(row: Omit<PaperRow, "book"> & { book: object }): PaperRow {
  return { ...row, book: row.book as PaperState };
}
