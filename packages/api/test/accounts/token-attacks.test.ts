import type { TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shellTokenOf } from "../../src/domains/identity/shell-token.ts";
import { openFetchTrap } from "../support/fetch-trap.ts";
import { type IdentityDesk, openIdentityDesk, type Person } from "../support/identity-desk.ts";
import { type Forge, openForge, partsOf } from "./forge.ts";
import { disfiguredKeys, forgedShellTokens } from "./forged-keys.ts";
import { disfigured, misfits, pointingAt, signedWithPublicKey, underOtherKeys, unsigned } from "./forged-tokens.ts";
import { mistakesWith, secretsOf } from "./mistaken-tokens.ts";
import { rawStatus } from "./raw-request.ts";

let desk: IdentityDesk;
let person: Person;
let signedIn: TokenAnswer;
let forge: Forge;

beforeAll(async () => {
  desk = await openIdentityDesk();
  person = await desk.person("admin");
  forge = await openForge(desk, person);
  ({ signedIn } = forge);
});
afterAll(() => desk.close());

describe("an access token", () => {
  it("holds as it was issued, and is of the form that is documented", async () => {
    expect(await statusFor(signedIn.accessToken)).toBe(200);
    const [header, payload] = partsOf(signedIn.accessToken);
    expect(header).toEqual({ alg: "RS256", typ: "at+jwt", kid: forge.jwk.kid });
    expect(payload).toEqual({
      iss: "cryptodesk",
      aud: "cryptodesk",
      sub: person.id,
      sid: signedIn.me.sessionId,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
      iat: forge.now(),
      exp: forge.now() + 900,
    });
  });

  it.each([
    ["without a signature, however `none` is spelt", unsigned],
    ["where the public key was used as a shared secret", signedWithPublicKey],
    ["under a key that it names, points to or brings itself", underOtherKeys],
    ["where a claim does not fit, though the signature does", misfits],
    ["cut short, with any bit turned, or lengthened", disfigured],
  ])("is refused %s", async (_title, forged) => {
    const forgeries = await forged(forge);
    expect(forgeries.length).toBeGreaterThan(20);
    for (const { trick, token } of forgeries) expect([trick, await statusFor(token)]).toEqual([trick, 401]);
    // What they are made from holds.
    expect(await statusFor(await forge.signed({}))).toBe(200);
  });

  it("is refused a few seconds past its end and ahead of its beginning", async () => {
    for (const claims of [{ exp: forge.now() - 6 }, { iat: forge.now() + 6 }]) {
      expect(await statusFor(await forge.signed({ claims }))).toBe(401);
    }
  });

  it("is refused a megabyte long: Node takes no headers past 16 KB", async () => {
    expect(await rawStatus(desk.url, [["Authorization", `Bearer ${"A".repeat(1_000_000)}`]])).toBe(431);
  });

  it("does not make the desk fetch anything", async () => {
    const trap = await openFetchTrap();
    for (const { token } of await pointingAt(forge, trap.url)) await statusFor(token);
    trap.close();
    expect(trap.asked()).toBe(0);
  });

  it("is refused once it has run out, and the session goes on", async () => {
    const before = desk.now;
    const mine = await desk.signIn(person);
    desk.pass(899);
    expect(await statusFor(mine.accessToken)).toBe(200);
    desk.pass(7);
    expect(await statusFor(mine.accessToken)).toBe(401);
    const refreshed = await desk.post("/auth/refresh", { refreshToken: mine.refreshToken });
    expect(refreshed.status).toBe(200);
    expect(await statusFor(refreshed.json<TokenAnswer>().accessToken)).toBe(200);
    desk.now = before;
  });

  it("works in the header alone", async () => {
    const { accessToken } = signedIn;
    for (const name of ["access_token", "token", "authorization", "api_key", "x-api-key", "jwt"]) {
      const path = `/account?${name}=${accessToken}`;
      expect((await desk.send("GET", path)).status).toBe(401);
      expect((await desk.send("GET", "/account", { cookies: { [name]: accessToken } })).status).toBe(401);
      expect((await desk.post("/account/confirm", { [name]: accessToken, password: "x" })).status).toBe(401);
    }
    expect((await desk.send("GET", `/cryptocurrencies?access_token=${accessToken}`)).status).toBe(422);
    for (const scheme of ["Basic", "Token", "JWT", "", "Bearer:", "Bearer,"]) {
      expect(await rawStatus(desk.url, [["Authorization", `${scheme} ${accessToken}`.trim()]])).toBe(401);
    }
  });

  it("is refused beside another", async () => {
    const good: [string, string] = ["Authorization", `Bearer ${signedIn.accessToken}`];
    const bad: [string, string] = ["Authorization", "Bearer rubbish"];
    expect(await rawStatus(desk.url, [good])).toBe(200);
    expect([
      await rawStatus(desk.url, [good, bad]),
      await rawStatus(desk.url, [bad, good]),
      await rawStatus(desk.url, [good, good]),
    ]).toEqual([401, 401, 401]);
    const key: [string, string] = ["X-API-Key", await desk.keyOf(person, ["account:read"])];
    expect(await rawStatus(desk.url, [key])).toBe(200);
    expect([
      await rawStatus(desk.url, [good, key]),
      await rawStatus(desk.url, [key, bad]),
      await rawStatus(desk.url, [key, key]),
    ]).toEqual([401, 401, 401]);
  });

  it("is also refused on public reads where it does not hold: nobody is taken for anonymous by mistake", async () => {
    for (const path of ["/cryptocurrencies?limit=5", "/jobs"]) {
      expect((await desk.send("GET", path)).status).toBe(200);
      expect((await desk.send("GET", path, { token: "rubbish" })).status).toBe(401);
      expect((await desk.send("GET", path, { key: "cdk_rubbish" })).status).toBe(401);
    }
  });
});

describe("tokens of another kind", () => {
  it("do not stand in for each other", async () => {
    const secrets = await secretsOf(desk, person);
    for (const { what, method, path, sending } of mistakesWith(secrets)) {
      expect([what, (await desk.send(method, path, sending)).status]).toEqual([what, 401]);
    }
    expect((await desk.post("/auth/refresh", { refreshToken: secrets.refreshToken })).status).toBe(200);
  });
});

describe("an API key", () => {
  it("is refused in another case, with another checksum, without a part, or with more", async () => {
    const key = await desk.keyOf(person, ["account:read"]);
    expect((await desk.send("GET", "/account", { key })).status).toBe(200);
    for (const one of disfiguredKeys(key)) {
      expect([one, (await desk.send("GET", "/account", { key: one })).status]).toEqual([one, 401]);
    }
  });

  it("is not stored where it could be read, nor shown again", async () => {
    const key = await desk.keyOf(person, ["account:read"]);
    const { accessToken } = await desk.signIn(person);
    expect((await desk.send("GET", "/account/keys", { token: accessToken })).text).not.toContain(key.slice(13));
    for (const table of ["api_key", "audit_entry", "notice"] as const) {
      const rows = await desk.db.selectFrom(table).selectAll().execute();
      expect(JSON.stringify(rows)).not.toContain(key.slice(13));
    }
  });
});

describe("the token of the server's shell", () => {
  const asShell = async (token: string) => (await desk.send("GET", "/admin/accounts?limit=1", { token })).status;
  it("holds for seven days, and is refused in any other form, day or signature", async () => {
    const { secrets } = desk.identity;
    expect(await asShell(shellTokenOf(secrets, desk.now))).toBe(200);
    for (const { trick, token } of forgedShellTokens(secrets, desk.now)) {
      expect([trick, await asShell(token)]).toEqual([trick, 401]);
    }
  });

  it("is no person: it has no account to read, change or export", async () => {
    const token = shellTokenOf(desk.identity.secrets, desk.now);
    for (const path of ["/account", "/workspace", "/account/keys", "/account/audit"]) {
      expect([path, [401, 403].includes((await desk.send("GET", path, { token })).status)]).toEqual([path, true]);
    }
    const key = await desk.post("/account/keys", { name: "k", scopes: ["admin:users"] }, { token });
    expect([401, 403]).toContain(key.status);
  });
});

async function statusFor(token: string): Promise<number> {
  const { status } = await desk.send("GET", "/account", { headers: { authorization: `Bearer ${token}` } });
  return status;
}
