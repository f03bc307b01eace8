import type { TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "../support/eventually.ts";
import type { Answer, Sending } from "../support/identity-answer.ts";
import {
  type IdentityDesk,
  type IdentityInstance,
  openIdentityDesk,
  PASSWORD,
  type Person,
} from "../support/identity-desk.ts";
import { NOON } from "../support/listing-drafts.ts";

const DAY = 86_400;

let desk: IdentityDesk;
let second: IdentityInstance;
let person: Person;

beforeAll(async () => {
  desk = await openIdentityDesk();
  second = await desk.another();
  person = await desk.person("analyst");
});
afterAll(() => desk.close());
beforeEach(() => {
  desk.now = NOON;
});

describe("a refresh token", () => {
  it("gives a session's next tokens, once each, on either instance", async () => {
    let { refreshToken, me } = await desk.signIn(person);
    const seen = new Set<string | null>([refreshToken]);
    for (const instance of [desk, second, desk, second]) {
      desk.pass(60);
      const next = await refreshed(instance, refreshToken);
      expect(next.me.sessionId).toBe(me.sessionId);
      expect(await statusOf(second, next.accessToken)).toBe(200);
      expect(seen.has(next.refreshToken)).toBe(false);
      seen.add(next.refreshToken);
      ({ refreshToken, me } = next);
    }
  });

  it("ends the session everywhere within a second when it comes back after three rotations", async () => {
    const first = await desk.signIn(person);
    let latest = first;
    for (const instance of [desk, second, desk]) {
      desk.pass(60);
      latest = await refreshed(instance, latest.refreshToken);
    }
    expect(await statusOf(second, latest.accessToken)).toBe(200);
    expect((await refresh(desk, first.refreshToken)).status).toBe(401);
    const replayed = Date.now();
    expect(await statusOf(desk, latest.accessToken)).toBe(401);
    await eventually(
      "the other instance refuses it too",
      async () => (await statusOf(second, latest.accessToken)) === 401,
    );
    expect(Date.now() - replayed).toBeLessThanOrEqual(1000);
    for (const instance of [desk, second]) expect((await refresh(instance, latest.refreshToken)).status).toBe(401);
    const again = await desk.signIn(person);
    const notices = await desk.send("GET", "/account/notices", { token: again.accessToken });
    expect(notices.text).toContain("refreshReuse");
    const audit = await desk.send("GET", "/account/audit?action=session.refreshReuse", { token: again.accessToken });
    expect(audit.json<{ items: unknown[] }>().items).toHaveLength(1);
  });

  it("ends the session also when it comes back at once, once its successor was used", async () => {
    const first = await desk.signIn(person);
    const next = await refreshed(desk, first.refreshToken);
    const last = await refreshed(desk, next.refreshToken);
    expect((await refresh(second, first.refreshToken)).status).toBe(401);
    expect((await refresh(desk, last.refreshToken)).status).toBe(401);
  });

  it("leaves one live chain after a race of ten over two instances", async () => {
    const { refreshToken, me } = await desk.signIn(person);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, turn) => refresh(turn % 2 === 0 ? desk : second, refreshToken)),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const successors = new Set(answers.map((answer) => answer.json<TokenAnswer>().refreshToken));
    expect(successors.size).toBe(1);
    expect(await liveTokens(me.sessionId)).toBe(1);
    const [successor] = successors;
    desk.pass(60);
    const next = await refreshed(desk, successor ?? null);
    expect(await liveTokens(me.sessionId)).toBe(1);
    expect(await statusOf(desk, next.accessToken)).toBe(200);
  });

  it("works a second time within ten seconds, for the other tab, and not later", async () => {
    const { refreshToken } = await desk.signIn(person);
    const one = await refreshed(desk, refreshToken);
    desk.pass(9);
    const other = await refreshed(second, refreshToken);
    expect(other.refreshToken).toBe(one.refreshToken);
    desk.pass(2);
    expect((await refresh(desk, refreshToken)).status).toBe(401);
    expect((await refresh(desk, one.refreshToken)).status).toBe(401);
  });

  it("slides with use for seven days and stops at thirty, however much it is used", async () => {
    let { refreshToken } = await desk.signIn(person);
    const began = desk.now.getTime();
    for (let day = 6; day < 30; day += 6) {
      desk.now = new Date(began + day * DAY * 1000);
      ({ refreshToken } = await refreshed(desk, refreshToken));
    }
    desk.now = new Date(began + (30 * DAY - 1) * 1000);
    const last = await refreshed(desk, refreshToken);
    expect(Date.parse(last.refreshExpiresAt)).toBe(began + 30 * DAY * 1000);
    desk.pass(2);
    expect(await statusOf(desk, last.accessToken)).toBe(401);
    expect((await refresh(desk, last.refreshToken)).status).toBe(401);
  });

  it("is dead after seven days without use", async () => {
    const { refreshToken } = await desk.signIn(person);
    desk.pass(7 * DAY - 1);
    const next = await refreshed(desk, refreshToken);
    desk.pass(7 * DAY + 1);
    expect((await refresh(desk, next.refreshToken)).status).toBe(401);
  });

  it("is stored as a hash", async () => {
    const { refreshToken } = await desk.signIn(person);
    const rows = await desk.db.selectFrom("refresh_token").selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(refreshToken);
  });

  it("of nobody changes nothing for those who are signed in", async () => {
    const { accessToken } = await desk.signIn(person);
    expect(await statusOf(desk, accessToken)).toBe(200);
    expect(desk.identity.actors.peek(accessToken)).not.toBeNull();
    expect((await refresh(desk, "nobody's")).status).toBe(401);
    expect((await desk.post("/auth/logout", { refreshToken: "nobody's" })).status).toBe(204);
    expect(desk.identity.actors.peek(accessToken)).not.toBeNull();
  });
});

describe("a browser's session", () => {
  it("lives in an HttpOnly cookie that no other site can send", async () => {
    const { answer } = await browser();
    expect(answer.json<TokenAnswer>()).toMatchObject({ refreshToken: null, refresh_token: null });
    const cookie = answer.cookies.get("cryptodesk-refresh");
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: "strict", path: "/", secure: false });
    expect(answer.text).not.toContain(cookie?.value);
    expect(answer.cookies.get("cryptodesk-csrf")).toMatchObject({ httpOnly: false, sameSite: "strict" });
    expect(answer.cookies.get("cryptodesk-csrf")?.value).toBe(answer.json<TokenAnswer>().csrfToken);
  });

  it("goes by __Host- names, and Secure, under TLS", async () => {
    const { answer } = await browser({ "x-forwarded-proto": "https" });
    expect([...answer.cookies.keys()].sort()).toEqual([
      "__Host-cryptodesk-csrf",
      "__Host-cryptodesk-device",
      "__Host-cryptodesk-refresh",
    ]);
    for (const cookie of answer.cookies.values()) expect(cookie).toMatchObject({ secure: true, path: "/" });
    const plain = { "cryptodesk-refresh": answer.cookies.get("__Host-cryptodesk-refresh")?.value ?? "" };
    const headers = { "x-forwarded-proto": "https", "x-csrf-token": answer.json<TokenAnswer>().csrfToken ?? "" };
    expect((await desk.post("/auth/refresh", {}, { cookies: plain, headers })).status).toBe(401);
  });

  it("is refreshed and ended with its CSRF token only, and from its own site only", async () => {
    const { cookies, csrf } = await browser();
    const other = await browser();
    const refused: Sending["headers"][] = [
      {},
      { "x-csrf-token": "" },
      { "x-csrf-token": "wrong" },
      { "x-csrf-token": other.csrf },
      { "x-csrf-token": csrf, "sec-fetch-site": "cross-site" },
      { "x-csrf-token": csrf, "sec-fetch-site": "same-site" },
      { "x-csrf-token": csrf, origin: "https://evil.example" },
      { "x-csrf-token": csrf, origin: "null" },
      { "x-csrf-token": csrf, origin: `${desk.url}.evil.example` },
      { "x-csrf-token": csrf, origin: desk.url.replace("http:", "https:") },
    ];
    for (const headers of refused) {
      for (const path of ["/auth/refresh", "/auth/logout"]) {
        const answer = await desk.post(path, {}, { cookies, ...(headers && { headers }) });
        expect([path, headers, answer.status]).toEqual([path, headers, 403]);
        expect(answer.cookies.size).toBe(0);
      }
    }
    const headers = { "x-csrf-token": csrf, origin: desk.url, "sec-fetch-site": "same-origin" };
    const done = await desk.post("/auth/refresh", {}, { cookies, headers });
    expect(done.status).toBe(200);
    const next = { "cryptodesk-refresh": done.cookies.get("cryptodesk-refresh")?.value ?? "" };
    const left = await desk.post("/auth/logout", {}, { cookies: next, headers });
    expect(left.status).toBe(204);
    expect(left.cookies.get("cryptodesk-refresh")).toMatchObject({ value: "", maxAge: 0 });
    expect((await desk.post("/auth/refresh", {}, { cookies: next, headers })).status).toBe(401);
  });

  it("signs nobody in at an operation: the cookie alone is anonymous", async () => {
    const { cookies, csrf } = await browser();
    for (const headers of [{}, { "x-csrf-token": csrf }, { accept: "text/event-stream" }] as Record<string, string>[]) {
      expect((await desk.send("GET", "/account", { cookies, headers })).status).toBeGreaterThanOrEqual(401);
      expect((await desk.send("GET", "//trpc/account.me?input=%7B%7D", { cookies, headers })).status).toBe(401);
      expect((await desk.send("POST", "//trpc/account.update", { cookies, headers, body: { name: "x" } })).status).toBe(
        401,
      );
    }
  });

  it("signs nobody in at an operation either where reading takes a sign-in, but lets a stream be read", async () => {
    const closed = await desk.another({ ANONYMOUS_READING: "off" });
    const { cookies } = await browser();
    const headers = { accept: "text/event-stream" };
    expect((await closed.send("GET", "//trpc/account.me?input=%7B%7D", { cookies, headers })).status).toBe(401);
    expect((await closed.send("POST", "//trpc/account.update", { cookies, headers, body: { name: "x" } })).status).toBe(
      401,
    );
    expect((await closed.send("GET", "//trpc/market.list?input=%7B%7D", { cookies, headers })).status).toBe(401);
    expect((await closed.send("GET", "/market/stream")).status).toBe(401);
    const cookie = Object.entries(cookies)
      .map(([name, value]) => `${name}=${value}`)
      .join("; ");
    const leaving = new AbortController();
    const stream = await fetch(`${closed.url}/api/v1/market/stream`, { headers: { cookie }, signal: leaving.signal });
    expect(stream.status).toBe(200);
    leaving.abort();
  });

  it("is not begun by another site's form, nor does one leave tokens behind", async () => {
    const form = new URLSearchParams({ username: person.email, password: PASSWORD, client: "browser" });
    const foreign = [
      { origin: "https://evil.example" },
      { "sec-fetch-site": "cross-site" },
      { origin: "null" },
    ] as Record<string, string>[];
    for (const headers of foreign) {
      const answer = await fetch(`${desk.url}/api/v1/auth/login`, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded", "x-forwarded-for": "10.1.1.1", ...headers },
        body: form,
      });
      expect(answer.status).toBe(403);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    const text = JSON.stringify(Object.fromEntries(form));
    const plain = await fetch(`${desk.url}/api/v1/auth/login`, {
      method: "POST",
      headers: { "content-type": "text/plain" },
      body: text,
    });
    expect(plain.status).toBe(415);
  });
});

describe("the OAuth2 form", () => {
  it("signs in and refreshes generic clients, once each field", async () => {
    const send = (fields: string) =>
      fetch(`${desk.url}/api/v1/auth/login`, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded", "x-forwarded-for": "10.1.1.2" },
        body: fields,
      });
    const good = `grant_type=password&username=${encodeURIComponent(person.email)}&password=${encodeURIComponent(PASSWORD)}`;
    const answer = await send(good);
    expect(answer.status).toBe(200);
    const body = (await answer.json()) as TokenAnswer;
    expect(body).toMatchObject({ token_type: "Bearer", expires_in: 900 });
    expect(await statusOf(desk, body.access_token)).toBe(200);
    expect((await send(`${good}&username=other%40example.com`)).status).toBe(422);
    expect((await send(`${good}&role=admin`)).status).toBe(422);
    expect((await send(good.replace("grant_type=password", "grant_type=client_credentials"))).status).toBe(422);
  });
});

describe("signing out everywhere", () => {
  it("takes effect on another instance within a second, and leaves the one who asked", async () => {
    const here = await desk.signIn(person);
    const there = [await second.signIn(person), await desk.signIn(person)];
    for (const { accessToken } of there) expect(await statusOf(second, accessToken)).toBe(200);
    const answer = await desk.post("/account/sessions/revoke-others", {}, { token: here.accessToken });
    const answered = Date.now();
    expect(answer.json<{ revoked: number }>().revoked).toBeGreaterThanOrEqual(2);
    for (const { accessToken, refreshToken } of there) {
      expect(await statusOf(desk, accessToken)).toBe(401);
      await eventually("the other instance refuses it", async () => (await statusOf(second, accessToken)) === 401);
      expect((await refresh(second, refreshToken)).status).toBe(401);
    }
    expect(Date.now() - answered).toBeLessThanOrEqual(1000);
    expect(await statusOf(second, here.accessToken)).toBe(200);
  });

  it("reaches open streams where reading takes a sign-in", async () => {
    const closed = await desk.another({ ANONYMOUS_READING: "off" });
    const { accessToken } = await desk.signIn(person);
    const response = await fetch(`${closed.url}/api/v1/market/stream`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    expect(response.status).toBe(200);
    const ended = response.text().then(
      () => true,
      () => true,
    );
    await desk.post("/auth/logout", {}, { token: accessToken });
    const answered = Date.now();
    expect(await Promise.race([ended, new Promise((resolve) => setTimeout(() => resolve("still open"), 3_000))])).toBe(
      true,
    );
    expect(Date.now() - answered).toBeLessThanOrEqual(1000);
  });
});

function refresh(instance: IdentityInstance, refreshToken: string | null): Promise<Answer> {
  return instance.post("/auth/refresh", { refreshToken });
}

async function refreshed(instance: IdentityInstance, refreshToken: string | null): Promise<TokenAnswer> {
  const answer = await refresh(instance, refreshToken);
  expect(answer.status).toBe(200);
  return answer.json<TokenAnswer>();
}

async function statusOf(instance: IdentityInstance, token: string): Promise<number> {
  return (await instance.send("GET", "/account", { token })).status;
}

async function liveTokens(sessionId: string | null): Promise<number> {
  const query = desk.db
    .selectFrom("refresh_token")
    .selectAll()
    .where("session_id", "=", sessionId ?? "")
    .where("used_at", "is", null);
  return (await query.execute()).length;
}

/** Signs in as a browser does. */
async function browser(headers: Record<string, string> = {}) {
  const body = { email: person.email, password: PASSWORD, client: "browser" };
  const answer = await desk.post("/auth/login", body, { ip: "10.2.3.4", headers });
  expect(answer.status).toBe(200);
  const refreshCookie = answer.cookies.get("cryptodesk-refresh")?.value ?? "";
  const csrf = answer.json<TokenAnswer>().csrfToken ?? "";
  return { answer, cookies: { "cryptodesk-refresh": refreshCookie, "cryptodesk-csrf": csrf }, csrf };
}
