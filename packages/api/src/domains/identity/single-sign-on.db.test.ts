import type { TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Browser, locationOf, type OidcDesk, openOidcDesk, PASSWORD } from "../../../test/support/oidc-desk.ts";
import { AccountRepository } from "./account.repository.ts";
import { newTotpSecret, sealedAs, totpOf } from "./second-factor.ts";

let desk: OidcDesk;
let browser: Browser;

beforeAll(async () => {
  desk = await openOidcDesk({ LIMIT_SIGN_INS_PER_MINUTE: "0" });
});
afterAll(() => desk.close());
beforeEach(async () => {
  for (const table of ["account", "one_time_token", "attempt"] as const) await desk.db.deleteFrom(table).execute();
  // The first account of a desk is never made by single sign-on.
  await desk.person("admin@example.com", "admin");
  desk.provider.people.clear();
  desk.provider.people.set("ada", { email: "ada@example.com", email_verified: true, name: "Ada Lovelace" });
  desk.provider.signedIn = "ada";
  desk.provider.tamper = null;
  browser = desk.browser();
});

const accounts = () => new AccountRepository(desk.db);
async function lastAudit(action: string) {
  const query = desk.db.selectFrom("audit_entry").selectAll().where("action", "=", action).orderBy("id", "desc");
  return query.executeTakeFirst();
}
const refused = (problem: string) => `/sign-in?problem=${problem}`;
/** Signs in with the password, and is confirmed by that. */
async function signedIn(email: string, by: Browser): Promise<string> {
  const answer = await by.ask("POST", "/auth/login", { body: { email, password: PASSWORD, client: "browser" } });
  return ((await answer.json()) as TokenAnswer).accessToken;
}
/** Links whoever is signed in at the provider. @returns the page at the end */
async function link(token: string, by: Browser): Promise<string> {
  const begun = await by.ask("POST", "/account/external-identities/link", { token });
  const { url } = (await begun.json()) as { url: string };
  return by.comeBack(await by.answerOf(url));
}
async function identities(token: string, by: Browser) {
  const answer = await by.ask("GET", "/account/external-identities", { token });
  return ((await answer.json()) as { items: { id: string; subject: string; email: string; lastUsedAt: string }[] })
    .items;
}
/** An address with some of its parameters changed; null takes one away. */
function changed(address: string, change: Record<string, string | null>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(change)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return url.href;
}

describe("somebody whom the provider knows", () => {
  it("gets an account at the first sign-in, and the same one at the next, on the page they wanted", async () => {
    expect(await browser.signIn("/coins/bitcoin?range=30d")).toBe("/coins/bitcoin?range=30d");
    const first = await browser.session();
    expect(first?.me).toMatchObject({
      email: "ada@example.com",
      name: "Ada Lovelace",
      role: "analyst",
      emailVerified: true,
      hasPassword: false,
    });
    expect(await lastAudit("account.register")).toMatchObject({ outcome: "done", target: "ada@example.com" });
    expect(await lastAudit("session.login")).toMatchObject({ outcome: "done", detail: "with oidc" });

    const elsewhere = desk.browser();
    expect(await elsewhere.signIn()).toBe("/");
    expect((await elsewhere.session())?.me.id).toBe(first?.me.id);
  });

  it("is known by issuer and subject, whatever address the provider tells by then", async () => {
    await browser.signIn();
    const before = await browser.session();
    desk.provider.people.set("ada", { email: "admin@example.com", email_verified: true });
    await browser.signIn();
    expect((await browser.session())?.me).toMatchObject({ id: before?.me.id, email: "ada@example.com" });
  });

  it("has session cookies that other sites never send, and a confirmation for ten minutes", async () => {
    await browser.signIn();
    const set = browser.lastCookies.filter((line) => /cryptodesk-(refresh|csrf)=/.test(line));
    expect(set).toHaveLength(2);
    for (const line of set) expect(line).toMatch(/SameSite=Strict/i);
    expect(set.find((line) => line.includes("refresh"))).toMatch(/HttpOnly/i);

    const token = (await browser.session())?.accessToken ?? "";
    expect((await browser.ask("GET", "/account/export", { token })).status).toBe(200);
    const confirm = await browser.ask("POST", "/account/confirm", { token, body: { password: "anything at all" } });
    expect(confirm.status).toBe(422);
    expect(await confirm.text()).toContain("sign in again");
    desk.now = new Date(desk.now.getTime() + 10 * 60_000 + 1);
    expect((await browser.ask("GET", "/account/export", { token })).status).toBe(403);
  });

  it("is told of a device only where it is a new one, though its cookie stays behind on the way back", async () => {
    await browser.signIn();
    await browser.signIn();
    const { items } = (await (
      await browser.ask("GET", "/account/notices", { token: (await browser.session())?.accessToken ?? "" })
    ).json()) as { items: unknown[] };
    expect(items).toEqual([]);
    const elsewhere = desk.browser();
    await elsewhere.signIn();
    expect((await elsewhere.session())?.me.unreadNotices).toBe(1);
  });

  it("is kept out while the account is disabled", async () => {
    await browser.signIn();
    const id = (await browser.session())?.me.id ?? "";
    await accounts().update(id, { is_active: false }, desk.now);
    const again = desk.browser();
    expect(await again.signIn()).toBe(refused("disabled"));
    expect(await again.session()).toBeNull();
    expect(await lastAudit("session.login")).toMatchObject({ outcome: "refused", subject_id: id });
  });

  it("still gives the account's second factor", async () => {
    await browser.signIn();
    const { id, email } = (await browser.session())?.me ?? { id: "", email: "" };
    const secret = newTotpSecret();
    const sealed = desk.identity.secrets.seal(secret, sealedAs(id));
    await accounts().update(id, { totp_secret: sealed, totp_confirmed_at: desk.now }, desk.now);

    const again = desk.browser();
    const page = new URL(await again.signIn("/market"), desk.url);
    expect(page.pathname + page.search).toBe("/sign-in?to=%2Fmarket");
    expect(again.cookie("cryptodesk-refresh")).toBeUndefined();
    const hash = new URLSearchParams(page.hash.slice(1));
    expect(hash.get("methods")).toBe("totp");

    const challenge = hash.get("challenge");
    const code = totpOf(secret, email).generate({ timestamp: desk.now.getTime() });
    const done = await again.ask("POST", "/auth/second-factor", { body: { challenge, code } });
    expect(done.status).toBe(200);
    expect((await again.session())?.me.id).toBe(id);
    expect(await lastAudit("session.login")).toMatchObject({ detail: "with oidc and totp" });
  });
});

describe("somebody new", () => {
  it("gets no account without an address that the provider vouches for", async () => {
    desk.provider.people.set("ada", { email: "ada@example.com", email_verified: false });
    expect(await browser.signIn()).toBe(refused("unverified"));
    desk.provider.people.set("ada", { email: "ada@example.com" });
    expect(await desk.browser().signIn()).toBe(refused("unverified"));
    desk.provider.people.set("ada", { name: "Ada" });
    expect(await desk.browser().signIn()).toBe(refused("unverified"));
    expect(await accounts().findByEmail("ada@example.com")).toBeNull();
  });

  it("never opens an account that only has the same address", async () => {
    await desk.person("Ada@Example.com");
    expect(await browser.signIn("/market")).toBe("/sign-in?problem=link&to=%2Fmarket");
    expect(await browser.session()).toBeNull();
    expect(await lastAudit("session.login")).toMatchObject({ outcome: "refused", target: "Ada@Example.com" });
  });

  it("does not learn of an account by an address that is not theirs", async () => {
    await desk.person("ada@example.com");
    desk.provider.people.set("ada", { email: "ada@example.com", email_verified: false });
    expect(await browser.signIn()).toBe(refused("unverified"));
  });

  it("cannot be the first of a desk: that one needs the setup token", async () => {
    await desk.db.deleteFrom("account").execute();
    expect(await browser.signIn()).toBe(refused("setup"));
    expect(await accounts().isEmpty()).toBe(true);
  });

  it.each([
    [{ REGISTRATION: "closed" }, null],
    [{ REGISTRATION: "closed", OIDC_REGISTRATION: "on" }, "analyst"],
    [{ REGISTRATION: "open", OIDC_REGISTRATION: "off" }, null],
    [{ REGISTRATION: "open", REGISTRATION_ROLE: "viewer" }, "viewer"],
  ])("gets an account as the settings say: %j", async (settings, role) => {
    const strict = await openOidcDesk(settings);
    try {
      await strict.person("admin@example.com", "admin");
      strict.provider.people.set("ada", { email: "ada@example.com", email_verified: true });
      strict.provider.signedIn = "ada";
      const there = strict.browser();
      expect(await there.signIn()).toBe(role === null ? refused("closed") : "/");
      expect((await there.session())?.me.role ?? null).toBe(role);
    } finally {
      await strict.close();
    }
  });
});

describe("an answer that does not belong to the question", () => {
  it("works once: the same callback again opens nothing, with the cookie or without", async () => {
    const callback = await browser.answerOf(await browser.begin());
    const cookie = browser.cookie("cryptodesk-oidc") ?? "";
    expect(await browser.comeBack(callback)).toBe("/");
    expect(await browser.comeBack(callback)).toBe(refused("expired"));
    browser.keep("cryptodesk-oidc", cookie);
    expect(await browser.comeBack(callback)).toBe(refused("expired"));
    expect(await desk.db.selectFrom("one_time_token").selectAll().execute()).toEqual([]);
  });

  it("is refused in another browser, also in one with a sign-in of its own under way", async () => {
    const callback = await browser.answerOf(await browser.begin());
    const other = desk.browser();
    expect(await other.comeBack(callback)).toBe(refused("expired"));
    const own = await other.answerOf(await other.begin());
    expect(await other.comeBack(callback)).toBe(refused("invalid"));
    expect(await other.session()).toBeNull();
    // Somebody else's answer does not use up one's own.
    expect(await other.comeBack(own)).toBe("/");
  });

  it.each([
    ["another state", { state: "somebody-elses" }],
    ["no state", { state: null }],
    ["another issuer", { iss: "http://localhost:1" }],
    ["no issuer, from a provider that always names itself", { iss: null }],
    ["no code", { code: null }],
  ])("is refused with %s", async (_what, change) => {
    const callback = await browser.answerOf(await browser.begin());
    expect(await browser.comeBack(changed(callback, change))).toBe(refused("invalid"));
    expect(await browser.session()).toBeNull();
    expect(await lastAudit("session.login")).toMatchObject({ outcome: "refused", actor: "anonymous" });
  });

  it("is refused with the state twice", async () => {
    const callback = await browser.answerOf(await browser.begin());
    expect(await browser.comeBack(`${callback}&state=x`)).toBe(refused("invalid"));
  });

  it("is refused with the nonce of another sign-in", async () => {
    const begun = await browser.begin();
    const callback = await browser.answerOf(changed(begun, { nonce: "somebody-elses" }));
    expect(await browser.comeBack(callback)).toBe(refused("invalid"));
    expect(await browser.session()).toBeNull();
  });

  it("is refused with a code that another browser began", async () => {
    const stolen = new URL(await browser.answerOf(await browser.begin())).searchParams.get("code");
    const thief = desk.browser();
    const own = await thief.answerOf(await thief.begin());
    // The provider refuses it: the thief's browser cannot know the verifier.
    expect(await thief.comeBack(changed(own, { code: stolen }))).toBe(refused("provider"));
    expect(await thief.session()).toBeNull();
  });

  it("is refused where the ID token is not signed by the provider, or says something else", async () => {
    const forgeries = [
      (token: string) => token.replace(/[^.]{8}$/, "AAAAAAAA"),
      (token: string) => reworded(token, { sub: "grace" }),
      (token: string) => reworded(token, { aud: "another-client" }),
      (token: string) => reworded(token, { iss: "https://example.com" }),
      (token: string) => reworded(token, { exp: 1 }),
      (token: string) => `${Buffer.from('{"alg":"none"}').toString("base64url")}.${token.split(".")[1]}.`,
    ];
    for (const forge of forgeries) {
      desk.provider.tamper = (body) => {
        const answer = JSON.parse(body) as { id_token: string };
        return JSON.stringify({ ...answer, id_token: forge(answer.id_token) });
      };
      const fresh = desk.browser();
      expect(await fresh.signIn()).toBe(refused("invalid"));
      expect(await fresh.session()).toBeNull();
    }
  });

  it("is refused after ten minutes", async () => {
    const callback = await browser.answerOf(await browser.begin());
    desk.now = new Date(desk.now.getTime() + 10 * 60_000);
    expect(await browser.comeBack(callback)).toBe(refused("expired"));
  });

  it("is a refusal where the person says no, without the provider's words", async () => {
    desk.provider.signedIn = null;
    const callback = await browser.answerOf(await browser.begin("/market"));
    expect(new URL(callback).searchParams.get("error")).toBe("access_denied");
    const page = await browser.comeBack(changed(callback, { error_description: "<script>" }));
    expect(page).toBe("/sign-in?problem=denied&to=%2Fmarket");
    expect((await lastAudit("session.login"))?.detail).toBe("single sign-on: provider: access_denied");
  });
});

describe("the way to the provider", () => {
  it("is asked with PKCE, state and nonce, and leaves nothing in the database to forge an answer with", async () => {
    const begun = new URL(await browser.begin());
    const asked: Partial<Record<string, string>> = Object.fromEntries(begun.searchParams);
    expect(asked).toMatchObject({
      response_type: "code",
      scope: "openid email profile",
      code_challenge_method: "S256",
      redirect_uri: `${desk.url}/api/v1/auth/oidc/callback`,
    });
    const { state, nonce, code_challenge: challenge } = asked;
    for (const one of [state, nonce, challenge]) expect(one).toMatch(/^[\w-]{43}$/);
    const [cookie = ""] = browser.lastCookies;
    expect(cookie).toMatch(/^cryptodesk-oidc=[\w-]{43};.*HttpOnly.*SameSite=Lax/i);
    const stored = JSON.stringify(await desk.db.selectFrom("one_time_token").selectAll().execute());
    for (const secret of [state, nonce, browser.cookie("cryptodesk-oidc")]) {
      expect(stored).not.toContain(secret);
    }
  });

  it("leads back to pages of the desk only", async () => {
    for (const to of [
      "//example.com",
      "https://example.com",
      "/\\example.com",
      "/..//example.com",
      "/api/v1/account",
    ]) {
      expect(await desk.browser().signIn(to)).toBe("/");
    }
  });

  it("is not begun by another site, nor looked at by HEAD, and carries the headers of every answer", async () => {
    const start = "/api/v1/auth/oidc/start";
    expect((await browser.open(start, { from: "https://example.com" })).status).toBe(403);
    for (const path of [start, "/api/v1/auth/oidc/callback"]) {
      const head = await fetch(`${desk.url}${path}`, { method: "HEAD" });
      expect([head.status, head.headers.get("allow")]).toEqual([405, "GET, OPTIONS"]);
    }
    const { headers } = await browser.open(start);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("is counted with the requests of the sign-in", async () => {
    const limited = await openOidcDesk({ LIMIT_SIGN_INS_PER_MINUTE: "3" });
    try {
      const open = (path: string) => limited.browser().open(`/api/v1/auth/oidc/${path}`);
      const answers = [await open("start"), await open("callback"), await open("start"), await open("callback")];
      expect(answers.map(({ status }) => status)).toEqual([302, 302, 302, 429]);
      expect(answers[0]?.headers.get("ratelimit-policy")).toBe('"sign-in";q=3;w=60');
      expect(answers[3]?.headers.get("retry-after")).toMatch(/^\d+$/);
    } finally {
      await limited.close();
    }
  });

  it("says so while the provider is away, in words to a program, and works again when it is back", async () => {
    const late = await openOidcDesk();
    try {
      await late.provider.pause();
      const there = late.browser();
      const start = "/api/v1/auth/oidc/start";
      expect(locationOf(await there.open(start))).toBe(refused("unavailable"));
      const problem = await there.open(start, { accept: "application/json" });
      expect([problem.status, problem.headers.get("content-type")]).toEqual([503, "application/problem+json"]);
      await late.provider.resume();
      await late.person("admin@example.com", "admin");
      late.provider.people.set("ada", { email: "ada@example.com", email_verified: true });
      late.provider.signedIn = "ada";
      expect(await there.signIn()).toBe("/");

      const callback = await there.answerOf(await there.begin());
      await late.provider.pause();
      expect(await there.comeBack(callback)).toBe(refused("unavailable"));
    } finally {
      await late.close();
    }
  });

  it("is not there at all where no provider is set, and the options say so", async () => {
    const plain = await openOidcDesk({ OIDC_ISSUER: "", OIDC_CLIENT_ID: "" });
    try {
      expect((await plain.browser().open("/api/v1/auth/oidc/start")).status).toBe(404);
      const of = async (one: OidcDesk) => (await one.browser().ask("GET", "/auth/options")).json();
      expect(await of(plain)).toMatchObject({ oidc: null });
      expect(await of(desk)).toMatchObject({ oidc: { name: "Example Ltd" } });
      await plain.person("ada@example.com");
      const there = plain.browser();
      const token = await signedIn("ada@example.com", there);
      expect((await there.ask("POST", "/account/external-identities/link", { token })).status).toBe(409);
    } finally {
      await plain.close();
    }
  });
});

describe("linking", () => {
  it("lets the sign-on open the account whose owner linked it, and tells the owner", async () => {
    const { id } = await desk.person("grace@example.com");
    const token = await signedIn("grace@example.com", browser);
    expect(await link(token, browser)).toBe("/account/security");
    expect(await identities(token, browser)).toMatchObject([
      { subject: "ada", email: "ada@example.com", lastUsedAt: null },
    ]);
    expect(await lastAudit("identity.link")).toMatchObject({
      outcome: "done",
      actor_id: id,
      target: "ada@example.com",
    });

    const elsewhere = desk.browser();
    expect(await elsewhere.signIn()).toBe("/");
    const { accessToken, me } = (await elsewhere.session()) as TokenAnswer;
    expect(me.id).toBe(id);
    const { items } = (await (await elsewhere.ask("GET", "/account/notices", { token: accessToken })).json()) as {
      items: { kind: string }[];
    };
    expect(items.map(({ kind }) => kind)).toContain("externalIdentityChanged");
    const exported = (await (await elsewhere.ask("GET", "/account/export", { token: accessToken })).json()) as object;
    expect(exported).toMatchObject({ externalIdentities: [{ subject: "ada" }] });
  });

  it("asks for a confirmation and a browser", async () => {
    await desk.person("grace@example.com");
    const token = await signedIn("grace@example.com", browser);
    desk.now = new Date(desk.now.getTime() + 11 * 60_000);
    const late = await browser.ask("POST", "/account/external-identities/link", { token });
    expect([late.status, ((await late.json()) as { type: string }).type]).toEqual([
      403,
      "urn:cryptodesk:confirmation-needed",
    ]);
    const program = await browser.ask("POST", "/auth/login", {
      body: { email: "grace@example.com", password: PASSWORD },
    });
    const { accessToken } = (await program.json()) as TokenAnswer;
    const asked = await browser.ask("POST", "/account/external-identities/link", { token: accessToken });
    expect(asked.status).toBe(409);
  });

  it("cannot be finished by somebody else's browser, nor after the session ended", async () => {
    await desk.person("grace@example.com");
    const token = await signedIn("grace@example.com", browser);
    const begun = await browser.ask("POST", "/account/external-identities/link", { token });
    const { url } = (await begun.json()) as { url: string };
    const callback = await browser.answerOf(url);
    expect(await desk.browser().comeBack(callback)).toBe(refused("expired"));
    await browser.ask("POST", "/auth/logout", { token, body: {} });
    expect(await browser.comeBack(callback)).toBe("/account/security?problem=expired");
    expect(await desk.db.selectFrom("external_identity").selectAll().execute()).toEqual([]);
  });

  it("takes nobody over who belongs to another account", async () => {
    await browser.signIn();
    await desk.person("grace@example.com");
    const other = desk.browser();
    const token = await signedIn("grace@example.com", other);
    expect(await link(token, other)).toBe("/account/security?problem=taken");
    expect(await identities(token, other)).toEqual([]);
  });
});

describe("unlinking", () => {
  it("shuts the way in and ends sessions that came by it, but not the one at hand", async () => {
    await desk.person("grace@example.com");
    const token = await signedIn("grace@example.com", browser);
    await link(token, browser);
    const elsewhere = desk.browser();
    await elsewhere.signIn();
    const [one] = await identities(token, browser);
    const path = `/account/external-identities/${one?.id}`;
    expect((await browser.ask("DELETE", path, { token })).status).toBe(204);
    expect(await identities(token, browser)).toEqual([]);
    expect(await elsewhere.session()).toBeNull();
    expect((await browser.ask("DELETE", path, { token })).status).toBe(404);
    // The address was never what the account was found by.
    desk.provider.people.set("ada", { email: "grace@example.com", email_verified: true });
    expect(await desk.browser().signIn()).toBe(refused("link"));
  });

  it("is refused for the last way in, until there is a password", async () => {
    await browser.signIn();
    const token = (await browser.session())?.accessToken ?? "";
    const [one] = await identities(token, browser);
    const path = `/account/external-identities/${one?.id}`;
    expect((await browser.ask("DELETE", path, { token })).status).toBe(409);
    expect(await identities(token, browser)).toHaveLength(1);
    const body = { newPassword: "a long and quiet evening 7" };
    expect((await browser.ask("POST", "/account/password", { token, body })).status).toBe(204);
    expect((await browser.ask("DELETE", path, { token })).status).toBe(204);
  });

  it("does not reach what belongs to somebody else", async () => {
    await browser.signIn();
    const [ada] = await identities((await browser.session())?.accessToken ?? "", browser);
    await desk.person("grace@example.com");
    const other = desk.browser();
    const token = await signedIn("grace@example.com", other);
    expect((await other.ask("DELETE", `/account/external-identities/${ada?.id}`, { token })).status).toBe(404);
  });
});

/** A token with other claims under the same signature. */
function reworded(token: string, change: Record<string, unknown>): string {
  const [head = "", body = "", signature = ""] = token.split(".");
  const claims = { ...JSON.parse(Buffer.from(body, "base64url").toString("utf8")), ...change };
  return [head, Buffer.from(JSON.stringify(claims)).toString("base64url"), signature].join(".");
}
