import type { TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DeskProcess, startDeskProcess } from "../support/desk-process.ts";
import { type Answer, type Sending, sendTo } from "../support/identity-answer.ts";
import { startLimitedPostgres } from "../support/limited-postgres.ts";
import { postgresAbsence, redisAbsence, startRedis, type TestServer } from "../support/servers.ts";
import { untilSeen } from "../support/until-seen.ts";

const PASSWORD = "correct horse battery staple";
const SECOND_MS = 1_000;
const HOT = "/cryptocurrencies?limit=50";
const missing = postgresAbsence() ?? redisAbsence();
const title = `accounts on two processes${missing === null ? "" : `: skipped, ${missing}`}`;

interface Person {
  readonly id: string;
  readonly email: string;
}

describe.skipIf(missing !== null)(title, () => {
  let postgres: TestServer;
  let redis: TestServer;
  let desks: DeskProcess[];
  let settings: Record<string, string>;
  let admin: Person;
  let people = 0;

  beforeAll(async () => {
    [postgres, redis] = await Promise.all([
      startLimitedPostgres(),
      startRedis().then(({ server }) => server as TestServer),
    ]);
    settings = {
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      MARKET_SOURCE: "sandbox",
      TRUST_PROXY: "1",
      LOG_LEVEL: "warn",
      LIMIT_SIGN_INS_PER_MINUTE: "0",
      LIMIT_WRITES_PER_MINUTE: "0",
    };
    // The first one settles the schema and prints the token with which the first account is made.
    const first = await startDeskProcess({ ...settings, CRYPTODESK_ROLE: "api" });
    desks = [first, await startDeskProcess({ ...settings, CRYPTODESK_ROLE: "api" })];
    const setupToken = /setup token: (\S+)/.exec(first.output())?.[1];
    const email = "admin@example.com";
    const made = await ask(1, "POST", "/auth/register", { body: { email, password: PASSWORD, setupToken } });
    expect([made.status, made.text]).toEqual([202, expect.any(String)]);
    admin = { email, id: (await signIn(0, { email })).me.id };
  });
  afterAll(async () => {
    await Promise.all((desks ?? []).map((desk) => desk.kill()));
    await Promise.all([postgres?.stop(), redis?.stop()]);
  });

  it("keep their promises as a role that row-level security binds", async () => {
    expect(postgres.url).toContain("limited@");
  });

  describe.each(["up", "frozen", "down"] as const)("with Redis %s", (state) => {
    beforeAll(async () => {
      if (state === "frozen") redis.freeze();
      if (state === "down") await redis.down();
    });
    afterAll(async () => {
      if (state === "frozen") redis.thaw();
      if (state === "down") await redis.up();
    });

    it("take on either what was signed in on one", async () => {
      const person = await newcomer();
      const { accessToken: token, refreshToken } = await signIn(0, person);
      expect((await ask(1, "GET", "/account", { token })).status).toBe(200);
      const next = await ask(1, "POST", "/auth/refresh", { body: { refreshToken } });
      expect(next.status).toBe(200);
      const again = next.json<TokenAnswer>();
      expect((await ask(0, "GET", "/account", { token: again.accessToken })).status).toBe(200);
    });

    it("follow a sign-out, a disabled account, a revoked key and a changed role within a second", async () => {
      const boss = (await signIn(0, admin)).accessToken;
      const one = await newcomer();
      const { accessToken: token } = await signIn(0, one);
      await believed(token);
      await within("signed out", () => ask(0, "POST", "/auth/logout", { token, body: {} }), { token }, 401);

      const other = await newcomer();
      const { accessToken: second } = await signIn(0, other);
      const made = await ask(0, "POST", "/account/keys", {
        token: second,
        body: { name: "k", scopes: ["account:read"] },
      });
      const { key, id } = made.json<{ key: string; id: string }>();
      expect((await ask(1, "GET", "/account", { key })).status).toBe(200);
      await within("revoked", () => ask(0, "DELETE", `/account/keys/${id}`, { token: second }), { key }, 401);

      await believed(second);
      const change = (body: object) => ask(0, "PATCH", `/admin/accounts/${other.id}`, { token: boss, body });
      const operate = () => ask(1, "POST", "/cryptocurrencies/sync", { token: second, body: { coins: 0 } });
      expect((await operate()).status).toBe(422);
      expect((await change({ role: "viewer" })).status).toBe(200);
      await seenWithinASecond("a viewer refused", [1], async () => (await operate()).status === 403);
      await within("disabled", () => change({ isActive: false }), { token: second }, 401);
    });

    it("end a family on both when a used refresh token comes back", async () => {
      const first = await signIn(0, await newcomer());
      let latest = first;
      for (const at of [1, 0, 1]) {
        const next = await ask(at, "POST", "/auth/refresh", { body: { refreshToken: latest.refreshToken } });
        latest = next.json<TokenAnswer>();
      }
      await believed(latest.accessToken);
      const replay = () => ask(0, "POST", "/auth/refresh", { body: { refreshToken: first.refreshToken } });
      await within("replayed", replay, { token: latest.accessToken }, 401);
      const last = await ask(1, "POST", "/auth/refresh", { body: { refreshToken: latest.refreshToken } });
      expect(last.status).toBe(401);
    });

    it("leave one live chain after a race of ten over both", async () => {
      const { refreshToken } = await signIn(0, await newcomer());
      const race = Array.from({ length: 10 }, (_, turn) =>
        ask(turn % 2, "POST", "/auth/refresh", { body: { refreshToken } }),
      );
      const answers = await Promise.all(race);
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      expect(new Set(answers.map((answer) => answer.json<TokenAnswer>().refreshToken)).size).toBe(1);
    });

    it("count guesses together, many at once", async () => {
      const { email } = await newcomer();
      const guesses = Array.from({ length: 50 }, (_, turn) =>
        ask(turn % 2, "POST", "/auth/login", { body: { email, password: "wrong" }, ip: `198.18.${people}.${turn}` }),
      );
      const answers = await Promise.all(guesses);
      expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
      expect(answers.filter(({ status }) => status === 429)).toHaveLength(45);
    });

    it("make one account of many registrations at once", async () => {
      const email = `race-${state}@example.com`;
      const register = (turn: number) =>
        ask(turn % 2, "POST", "/auth/register", {
          body: { email, password: PASSWORD },
          ip: `198.19.0.${state.length}`,
        });
      const answers = await Promise.all(Array.from({ length: 6 }, (_, turn) => register(turn)));
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
      const boss = (await signIn(0, admin)).accessToken;
      const found = await ask(0, "GET", `/admin/accounts?search=${encodeURIComponent(email)}`, { token: boss });
      expect(found.json<{ items: unknown[] }>().items).toHaveLength(1);
    });
  });

  describe("without Postgres", () => {
    let token: string;
    let key: string;

    beforeAll(async () => {
      ({ accessToken: token } = await signIn(0, admin));
      const made = await ask(0, "POST", "/account/keys", {
        token,
        body: { name: "k", scopes: ["market:read", "admin:read"] },
      });
      key = made.json<{ key: string }>().key;
      for (const at of [0, 1]) expect((await ask(at, "GET", HOT)).status).toBe(200);
      await believed(token);
    });

    describe.each(["frozen", "down"] as const)("(%s)", (state) => {
      beforeAll(async () => {
        if (state === "frozen") postgres.freeze();
        else await postgres.down();
        // What was looked up before is believed for half a second more.
        for (const at of [0, 1]) {
          await untilSeen("the outage", async () => (await ask(at, "GET", HOT, { token })).status === 503);
        }
      });
      afterAll(async () => {
        if (state === "frozen") postgres.thaw();
        else await postgres.up();
        for (const at of [0, 1]) {
          await untilSeen("Postgres again", async () => (await ask(at, "GET", "/account", { token })).status === 200);
        }
      });

      it.each([
        ["GET", "/account", undefined],
        ["GET", "/admin/accounts", undefined],
        ["GET", "/workspace", undefined],
        ["POST", "/cryptocurrencies/sync", { coins: 5 }],
        ["PUT", "/workspace/preferences", { body: {}, baseVersion: 0 }],
        ["GET", HOT, undefined],
      ])("nobody is let in with credentials: %s %s", async (method, path, body) => {
        const sent = body === undefined ? {} : { body };
        for (const credential of [{ token }, { key }, { key: "cdk_made-up" }]) {
          const answer = await ask(0, method, path, { ...credential, ...sent });
          expect([Object.keys(credential), answer.status]).toEqual([Object.keys(credential), 503]);
          expect(answer.headers.get("retry-after")).not.toBeNull();
        }
        expect((await ask(0, method, path, sent)).status).toBe(path === HOT ? 200 : 401);
      });

      it("nobody signs in, and what is forged stays so", async () => {
        expect([401, 503]).toContain((await ask(0, "GET", "/account", { token: "rubbish" })).status);
        const login = await ask(1, "POST", "/auth/login", { body: { email: admin.email, password: PASSWORD } });
        expect(login.status).toBe(503);
      });

      it("the public reads that lie ready stay", async () => {
        for (const at of [0, 1]) {
          const answer = await ask(at, "GET", HOT);
          expect(answer.status).toBe(200);
        }
      });
    });
  });

  it("keep sessions, keys and limits over a restart", async () => {
    const person = await newcomer();
    const { accessToken: token, refreshToken } = await signIn(0, person);
    const { email } = await newcomer();
    for (let turn = 0; turn < 5; turn += 1) await guess(email, turn);
    expect((await guess(email, 6)).status).toBe(429);
    await desks[0]?.stop();
    desks[0] = await startDeskProcess({ ...settings, CRYPTODESK_ROLE: "api" });
    expect((await ask(0, "GET", "/account", { token })).status).toBe(200);
    expect((await ask(0, "POST", "/auth/refresh", { body: { refreshToken } })).status).toBe(200);
    expect((await guess(email, 7)).status).toBe(429);
    expect(desks[0]?.output()).not.toContain("setup token");
  });

  function guess(email: string, turn: number): Promise<Answer> {
    return ask(0, "POST", "/auth/login", { body: { email, password: "wrong" }, ip: `198.51.100.${turn}` });
  }

  function ask(at: number, method: string, path: string, sending: Sending = {}): Promise<Answer> {
    return sendTo(desks[at]?.url ?? "", method, path, { ip: "10.0.0.1", ...sending });
  }

  async function signIn(at: number, { email }: Pick<Person, "email">): Promise<TokenAnswer> {
    const answer = await ask(at, "POST", "/auth/login", { body: { email, password: PASSWORD } });
    if (answer.status !== 200) throw new Error(`no sign-in: ${answer.text}`);
    return answer.json<TokenAnswer>();
  }

  async function newcomer(): Promise<Person> {
    people += 1;
    const email = `person-${people}@example.com`;
    const made = await ask(0, "POST", "/auth/register", {
      body: { email, password: PASSWORD },
      ip: `10.1.${people}.1`,
    });
    expect([made.status, made.text]).toEqual([202, made.text]);
    return { email, id: (await signIn(1, { email })).me.id };
  }

  /** Both processes know the caller, so that what follows is no first look. */
  async function believed(token: string): Promise<void> {
    for (const at of [0, 1, 1]) expect((await ask(at, "GET", "/account", { token })).status).toBe(200);
  }

  /** Does something on one process: whoever asks either of them a second after its answer is treated accordingly. */
  async function within(what: string, act: () => Promise<Answer>, sending: Sending, status: number): Promise<void> {
    expect((await act()).status).toBeLessThan(402);
    await seenWithinASecond(what, [0, 1], async (at) => (await ask(at, "GET", "/account", sending)).status === status);
  }
});

/** From now on; a request that was sent earlier may still have been answered as before. */
async function seenWithinASecond(
  what: string,
  desks: readonly number[],
  look: (at: number) => Promise<boolean>,
): Promise<void> {
  const began = Date.now();
  let lastNot = began;
  for (const at of desks) {
    const once = async () => {
      const asked = Date.now();
      const seen = await look(at);
      if (!seen) lastNot = asked;
      return seen;
    };
    await untilSeen(what, once, { everyMs: 20 });
  }
  expect([what, lastNot - began <= SECOND_MS]).toEqual([what, true]);
}
