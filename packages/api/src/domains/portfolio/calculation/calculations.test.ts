import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import { DEFAULT_RULES } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type MarketDesk, openMarketDesk } from "../../../../test/support/market-desk.ts";
import { AccountRepository } from "../../identity/account.repository.ts";
import { LivePrices } from "../../market/market.public.ts";
import { CalculationRepository } from "./calculation.repository.ts";
import { Calculations } from "./calculations.ts";
import { headerOf, NOW, recordOf, rowOf } from "./held-records.fixture.ts";
import { ThreadDesk } from "./thread-desk.ts";
import type { Answer, Ask, RequestKind } from "./thread-messages.ts";

const logger = { warn: () => undefined };

/** Threads that answer at once, until the test holds them back or ends them. */
class TestThreads {
  readonly logger = logger;
  readonly asked: RequestKind[] = [];
  gate: Promise<void> = Promise.resolve();
  breaks = false;
  #desk = new ThreadDesk();

  async ask<K extends RequestKind>(_: string, kind: K, ask: Ask<K>): Promise<Answer<K>> {
    this.asked.push(kind);
    await this.gate;
    if (this.breaks) throw unavailable("The calculation broke off.");
    const reply = this.#desk.reply(1, kind, ask);
    if ("error" in reply) throw new Error(reply.error.message);
    return reply.answer as Answer<K>;
  }

  /** A thread that died: the next one knows nothing. */
  replace(): void {
    this.#desk = new ThreadDesk();
  }
}

let desk: MarketDesk;
let threads: TestThreads;
let calculations: Calculations;
let accountId: string;
let portfolioId: string;
let walletId: string;

beforeAll(async () => {
  desk = await openMarketDesk();
  accountId = uuidv7();
  const draft = { id: accountId, email: "a@example.com", name: "A", passwordHash: null, role: "analyst" } as const;
  await new AccountRepository(desk.market.db.primary).insert({ ...draft, emailVerifiedAt: null }, desk.now);
});
afterAll(() => desk.close());
beforeEach(async () => {
  threads = new TestThreads();
  const livePrices = new LivePrices(desk.market.db, desk.market.ticks);
  calculations = new Calculations({ pool: threads, market: desk.market, livePrices });
  [portfolioId, walletId] = [uuidv7(), uuidv7()];
  const now = desk.now.toISOString();
  await sql`
    INSERT INTO portfolio (id, account_id, name, currency, rules, created_at, updated_at)
    VALUES (${portfolioId}, ${accountId}, 'p', 'usd', ${JSON.stringify(DEFAULT_RULES)}::jsonb, ${now}, ${now})`.execute(
    desk.market.db.primary,
  );
  await sql`
    INSERT INTO wallet (id, account_id, portfolio_id, name, kind, created_at, updated_at)
    VALUES (${walletId}, ${accountId}, ${portfolioId}, 'w', 'wallet', ${now}, ${now})`.execute(desk.market.db.primary);
});

/** Records purchases of one unit each, as one change. */
async function buy(count: number): Promise<void> {
  await desk.market.db.primary.transaction().execute(async (db) => {
    await sql`UPDATE portfolio SET revision = revision + 1 WHERE id = ${portfolioId}`.execute(db);
    await sql`
      INSERT INTO portfolio_transaction (id, account_id, portfolio_id, wallet_id, type, at, asset_id, quantity, value,
        currency, revision, created_at, updated_at)
      SELECT gen_random_uuid(), account_id, id, ${walletId}, 'buy', ${desk.now.toISOString()}::timestamptz, 'other:X', 1, 2,
        'usd', revision, now(), now() FROM portfolio, generate_series(1, ${count}) WHERE id = ${portfolioId}`.execute(
      db,
    );
  });
}

const calculate = () => calculations.calculate(desk.ctx, accountId, portfolioId);
const quantity = async () => {
  const outcome = await calculate();
  return "figures" in outcome ? (outcome.figures.holdings[0]?.quantity ?? "0") : outcome.problem.detail;
};
const count = (kind: RequestKind) => threads.asked.filter((each) => each === kind).length;

function held(): () => void {
  let open = () => {};
  threads.gate = new Promise((resolve) => {
    open = resolve;
  });
  return () => open();
}

describe("calculations", () => {
  it("serve ten quick writes with two calculations at most, and everybody sees all of theirs", async () => {
    await buy(1);
    const open = held();
    const first = quantity();
    const others: Promise<string>[] = [];
    for (let write = 0; write < 9; write += 1) {
      await buy(1);
      others.push(quantity());
    }
    open();
    expect(Number(await first)).toBeGreaterThanOrEqual(1);
    expect(new Set(await Promise.all(others))).toEqual(new Set(["10"]));
    expect(count("settle")).toBeLessThanOrEqual(2);
  });

  it("hand on what changed and nothing else, in parts where there is much", async () => {
    await buy(4_001);
    expect(await quantity()).toBe("4001");
    expect(count("rows")).toBe(2);
    await buy(1);
    expect(await quantity()).toBe("4002");
    expect(count("rows")).toBe(3);
    expect(await quantity()).toBe("4002");
    expect(count("rows")).toBe(3);
  });

  it("begin anew with a thread that knows nothing any more", async () => {
    await buy(3);
    expect(await quantity()).toBe("3");
    threads.replace();
    await buy(1);
    expect(await quantity()).toBe("4");
  });

  it("keep what they are in the middle of when others fill the memory", () => {
    const small = new ThreadDesk(1);
    const ask = (kind: RequestKind, said: object) => small.reply(1, kind, said);
    const rows = rowOf(recordOf({ type: "buy", assetId: "bitcoin", quantity: "2", value: "9" }));
    for (const portfolioId of ["a", "b", "c"]) {
      const settling = { header: headerOf(1, { portfolioId }), since: null, rows: 1, scope: "figures" };
      ask("rows", { portfolioId, rows });
      expect(ask("settle", { ...settling, coins: [], drafts: [], calculates: false, now: NOW })).toMatchObject({
        answer: { kind: "ready" },
      });
    }
    for (const portfolioId of ["a", "b", "c"]) {
      expect(ask("calculate", { portfolioId, now: NOW })).toMatchObject({ answer: { revision: 1, problem: null } });
    }
  });

  it("fail where the thread breaks, and work again after it", async () => {
    await buy(2);
    threads.breaks = true;
    await expect(calculate()).rejects.toMatchObject({ code: "UNAVAILABLE" });
    expect(calculations.progressOf(portfolioId)).toBeNull();
    threads.breaks = false;
    threads.replace();
    expect(await quantity()).toBe("2");
  });

  it("take away what was deleted, and know nothing of a portfolio of somebody else", async () => {
    await buy(3);
    await calculate();
    await sql`
      WITH gone AS (UPDATE portfolio SET revision = revision + 1 WHERE id = ${portfolioId} RETURNING revision)
      UPDATE portfolio_transaction t SET deleted_at = now(), revision = gone.revision FROM gone
      WHERE t.id = (SELECT id FROM portfolio_transaction WHERE portfolio_id = ${portfolioId} LIMIT 1)`.execute(
      desk.market.db.primary,
    );
    expect(await quantity()).toBe("2");
    await expect(calculations.calculate(desk.ctx, uuidv7(), portfolioId)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("write their figures down, never older ones over newer", async () => {
    await buy(1);
    await calculate();
    const repository = new CalculationRepository(desk.market.db, accountId);
    const stored = async () => (await repository.figured([portfolioId]))[0]?.figures?.revision;
    await expect.poll(stored, { timeout: 10_000 }).toBe(2);
    await repository.saveFigures(portfolioId, 1, "{}", desk.now);
    expect(await stored()).toBe(2);
  });

  it("tell how far they are", async () => {
    await buy(1);
    expect(calculations.progressOf(portfolioId)).toBeNull();
    const open = held();
    const running = calculate();
    await expect.poll(() => calculations.progressOf(portfolioId), { timeout: 10_000 }).not.toBeNull();
    open();
    await running;
    expect(calculations.progressOf(portfolioId)).toBeNull();
  });
});
