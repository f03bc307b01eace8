import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { Transaction, TransactionPage } from "@cryptodesk/shared/portfolio/transaction.contract";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type IdentityDesk, type IdentityInstance, openIdentityDesk } from "../../../../test/support/identity-desk.ts";
import { createMigratedPostgres, type MigratedPostgres } from "../../../../test/support/migrated-postgres.ts";
import { postgresAbsence } from "../../../../test/support/servers.ts";

const missing = postgresAbsence();
const title = `many writers of one portfolio on two processes${missing === null ? "" : `: skipped, ${missing}`}`;

describe.skipIf(missing !== null)(title, () => {
  let postgres: MigratedPostgres;
  let desk: IdentityDesk;
  let processes: IdentityInstance[];
  let token: string;
  let portfolio: Portfolio;

  beforeAll(async () => {
    postgres = await createMigratedPostgres();
    desk = await openIdentityDesk({ database: await postgres.open(8) });
    processes = [desk, await desk.another()];
    token = (await desk.signIn(await desk.person("analyst"))).accessToken;
    const bitcoin = {
      id: "bitcoin",
      symbol: "BTC",
      name: "Bitcoin",
      image_url: null,
      categories: [],
      listed_at: desk.now,
    };
    await desk.db.insertInto("coin").values(bitcoin).execute();
    portfolio = (await desk.post("/portfolios", { name: "Shared" }, { token })).json<Portfolio>();
  });
  afterAll(async () => {
    await desk?.close();
    await postgres?.drop();
  });

  function post(at: number, draft: Record<string, unknown>) {
    const instance = processes[at % processes.length];
    if (!instance) throw new Error("no process");
    const fields = { assetId: "bitcoin", date: "2026-02-01T00:00:00.000Z", price: "100", ...draft };
    return instance.post(`/portfolios/${portfolio.id}/transactions`, fields, { token });
  }

  async function listed(query: string): Promise<TransactionPage> {
    const answer = await desk.send("GET", `/portfolios/${portfolio.id}/transactions?${query}`, { token });
    return answer.json<TransactionPage>();
  }

  it("counts each of 100 purchases once, each under a revision of its own", async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, at) => post(at, { type: "buy", quantity: "0.01", id: uuidv7() })),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    const { items, total } = await listed("limit=250");
    expect(total).toBe(100);
    expect(new Set(items.map(({ id }) => id)).size).toBe(100);
    const { rows } = { rows: await desk.db.selectFrom("portfolio_transaction").select("revision").execute() };
    expect(new Set(rows.map(({ revision }) => revision)).size).toBe(100);
    const after = (await desk.send("GET", `/portfolios/${portfolio.id}`, { token })).json<Portfolio>();
    expect(after.revision).toBe(portfolio.revision + 100);
  });

  it("lets one of 50 sales of the last unit win, and tells the others why not", async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        post(at, { type: "sell", quantity: "1", date: "2026-02-02T00:00:00.000Z", id: uuidv7() }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(49);
    for (const { body } of refused) expect((body as { detail: string }).detail).toContain("1 BTC more would have gone");
    expect((await listed("types=sell")).total).toBe(1);
  });

  it("makes one transaction of 20 tries with the same id, and of 20 with the same Idempotency-Key", async () => {
    const id = uuidv7();
    const draft = { type: "buy", quantity: "2", date: "2026-02-03T00:00:00.000Z" };
    const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => post(at, { ...draft, id })));
    expect(new Set(answers.map((answer) => answer.json<Transaction>().id))).toEqual(new Set([id]));
    const keyed = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        processes[at % 2]?.post(
          `/portfolios/${portfolio.id}/transactions`,
          { assetId: "bitcoin", ...draft },
          { token, headers: { "idempotency-key": "once" } },
        ),
      ),
    );
    // Those that come while the first is under way are told to wait.
    expect(keyed.map((answer) => answer?.status).filter((status) => status !== 409)).toContain(201);
    expect((await listed("from=2026-02-03&to=2026-02-03")).total).toBe(2);
  });
});
