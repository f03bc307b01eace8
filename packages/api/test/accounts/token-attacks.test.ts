import { createHmac, generateKeyPairSync } from "node:crypto";
import { createServer, request } from "node:http";
import type { TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";
import { type CryptoKey, exportJWK, exportSPKI, importJWK, type JWK } from "jose";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shellTokenOf } from "../../src/domains/identity/shell-token.ts";
import { SecretBox } from "../../src/platform/security/secret-box.ts";
import { type IdentityDesk, openIdentityDesk, type Person } from "../support/identity-desk.ts";

let desk: IdentityDesk;
let person: Person;
let signedIn: TokenAnswer;
let jwk: JWK & { kid: string };

beforeAll(async () => {
  desk = await openIdentityDesk();
  person = await desk.person("admin");
  signedIn = await desk.signIn(person);
  const { keys } = (await desk.send("GET", "//.well-known/jwks.json")).json<{ keys: (JWK & { kid: string })[] }>();
  if (!keys[0]) throw new Error("no key is published");
  jwk = keys[0];
});
afterAll(() => desk.close());

describe("an access token", () => {
  it("holds as it was issued, and is of the form that is documented", async () => {
    expect(await statusFor(signedIn.accessToken)).toBe(200);
    const [header, payload] = partsOf(signedIn.accessToken);
    expect(header).toEqual({ alg: "RS256", typ: "at+jwt", kid: jwk.kid });
    expect(payload).toEqual({
      iss: "cryptodesk",
      aud: "cryptodesk",
      sub: person.id,
      sid: signedIn.me.sessionId,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
      iat: now(),
      exp: now() + 900,
    });
  });

  it("is refused without a signature, however `none` is spelt", async () => {
    const [, payload] = partsOf(signedIn.accessToken);
    const spellings = [
      "none",
      "None",
      "NONE",
      "nOnE",
      "none ",
      " none",
      "none\u0000",
      "",
      null,
      0,
      false,
      [],
      ["none"],
      {},
    ];
    for (const alg of spellings) {
      for (const signature of ["", ".", "AAAA", signedIn.accessToken.split(".")[2] ?? ""]) {
        const head = encoded({ alg, typ: "at+jwt", kid: jwk.kid });
        const dot = signature === "." ? "" : ".";
        expect([alg, await statusFor(`${head}.${encoded(payload)}${dot}${signature}`)]).toEqual([alg, 401]);
      }
    }
    const { alg: _alg, ...without } = partsOf(signedIn.accessToken)[0];
    expect(await statusFor(`${encoded(without)}.${encoded(payload)}.`)).toBe(401);
  });

  it("is refused where the public key was used as a shared secret", async () => {
    const key = await importJWK(jwk, "RS256");
    if (key instanceof Uint8Array) throw new Error("not a public key");
    const pem = await exportSPKI(key);
    const secrets = [
      pem,
      pem.trim(),
      pem.replaceAll("\n", "\r\n"),
      pem.replaceAll(/-----.*-----|\n/g, ""),
      JSON.stringify(jwk),
      jwk.n ?? "",
      "",
    ];
    const der = Buffer.from(pem.replaceAll(/-----.*-----|\n/g, ""), "base64");
    const payload = encoded(partsOf(signedIn.accessToken)[1]);
    for (const [alg, digest] of [
      ["HS256", "sha256"],
      ["HS384", "sha384"],
      ["HS512", "sha512"],
      ["RS256", "sha256"],
    ] as const) {
      for (const secret of [...secrets, der, Buffer.from(jwk.n ?? "", "base64url")]) {
        const head = encoded({ alg, typ: "at+jwt", kid: jwk.kid });
        const signature = createHmac(digest, secret).update(`${head}.${payload}`).digest("base64url");
        expect(await statusFor(`${head}.${payload}.${signature}`)).toBe(401);
      }
    }
  });

  it("is refused under a key that it names, points to or brings itself", async () => {
    const { privateKey: key, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const privateKey = key.toCryptoKey({ name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }, true, ["sign"]);
    const own = { ...(await exportJWK(publicKey)), kid: jwk.kid, alg: "RS256", use: "sig" };
    const x5c = [publicKey.export({ type: "spki", format: "der" }).toString("base64")];
    const tricks: Record<string, unknown>[] = [
      { jwk: own },
      { jku: "https://evil.example/jwks.json" },
      { jku: `${desk.url}/.well-known/jwks.json#@evil.example` },
      { x5u: "https://evil.example/cert.pem" },
      { x5c },
      { x5t: "AAAA", "x5t#S256": "AAAA" },
      { jwk: own, jku: "https://evil.example", x5u: "https://evil.example", x5c },
      { crit: ["b64"], b64: false },
      { crit: ["exp"] },
      { zip: "DEF" },
    ];
    for (const trick of tricks)
      expect([trick, await statusFor(await signed({ header: trick, key: privateKey }))]).toEqual([trick, 401]);
    const kids = [
      "../../../../dev/null",
      "/dev/null",
      "../signing_key",
      "file:///etc/hostname",
      "https://evil.example/key",
      "' OR '1'='1",
      "x' UNION SELECT 'AAAA' --",
      `${jwk.kid}' --`,
      "|whoami",
      "$(id)",
      "__proto__",
      "constructor",
      "toString",
      "0",
      "",
      " ",
      `${jwk.kid} `,
      jwk.kid.toUpperCase(),
      "\u0000",
      "k".repeat(2000),
      undefined,
      null,
      7,
      {},
      [jwk.kid],
      { kid: jwk.kid },
    ];
    for (const kid of kids) {
      expect([kid, await statusFor(await signed({ header: { kid }, key: privateKey }))]).toEqual([kid, 401]);
    }
    // Nor does our own signature help where the key is not named.
    for (const kid of [undefined, "unknown", `../${jwk.kid}`]) {
      expect(await statusFor(await signed({ header: { kid } }))).toBe(401);
    }
  });

  it("does not make the desk fetch anything", async () => {
    let asked = 0;
    const trap = createServer((_request, response) => {
      asked += 1;
      response.end("{}");
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => trap.once("listening", resolve));
    const address = trap.address();
    const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/keys`;
    for (const header of [{ jku: url }, { x5u: url }, { kid: url }]) await statusFor(await signed({ header }));
    trap.close();
    expect(asked).toBe(0);
  });

  it("is refused where a claim does not fit, though the signature does", async () => {
    expect(await statusFor(await signed({}))).toBe(200);
    const wrong: Record<string, unknown>[] = [
      { iss: "cryptodesk.evil.example" },
      { iss: "CryptoDesk" },
      { iss: undefined },
      { iss: "" },
      { aud: "other" },
      { aud: undefined },
      { aud: [] },
      { aud: "" },
      { exp: now() - 6 },
      { exp: 0 },
      { exp: -1 },
      { exp: undefined },
      { exp: String(now() + 900) },
      { exp: null },
      { iat: now() + 6 },
      { iat: now() + 86_400 },
      { iat: undefined },
      { iat: "now" },
      { nbf: now() + 60 },
      { sub: undefined },
      { sub: "" },
      { sub: "admin" },
      { sub: uuidv7() },
      { sub: [person.id] },
      { sub: `${person.id}'--` },
      { sid: undefined },
      { sid: "" },
      { sid: uuidv7() },
      { sid: person.id },
      { sid: { $ne: null } },
      { jti: undefined },
      { jti: "x" },
    ];
    for (const claims of wrong) expect([claims, await statusFor(await signed({ claims }))]).toEqual([claims, 401]);
    for (const typ of ["JWT", "jwt", "id+jwt", "", undefined, "at+jwt;x", null, 1]) {
      expect([typ, await statusFor(await signed({ header: { typ } }))]).toEqual([typ, 401]);
    }
  });

  it("of one account is refused with the session of another", async () => {
    const other = await desk.signIn(await desk.person("viewer"));
    expect(await statusFor(await signed({ claims: { sid: other.me.sessionId } }))).toBe(401);
  });

  it("is refused cut short, with any bit turned, lengthened, or a megabyte long", async () => {
    const token = signedIn.accessToken;
    for (const length of [0, 1, 10, token.length / 2, token.length - 2, token.length - 1]) {
      expect([length, await statusFor(token.slice(0, length))]).toEqual([length, 401]);
    }
    const [header = "", payload = "", signature = ""] = token.split(".").map((part) => part);
    for (const [index, part] of [header, payload, signature].entries()) {
      const bytes = Buffer.from(part, "base64url");
      for (let at = 0; at < bytes.length; at += Math.ceil(bytes.length / 20)) {
        const turned = Buffer.from(bytes);
        turned[at] = (turned[at] ?? 0) ^ 1;
        const parts = [header, payload, signature].with(index, turned.toString("base64url"));
        expect(await statusFor(parts.join("."))).toBe(401);
      }
    }
    for (const longer of [`${token}.`, `${token}.AAAA`, `.${token}`, `${token}A`, `${token}=`, token + token]) {
      expect(await statusFor(longer)).toBe(401);
    }
    expect(await statusFor("A".repeat(8_000))).toBe(401);
    // Node refuses headers past 16 KB before anybody looks at them.
    expect(await rawStatus([["Authorization", `Bearer ${"A".repeat(1_000_000)}`]])).toBe(431);
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
      expect(await rawStatus([["Authorization", `${scheme} ${accessToken}`.trim()]])).toBe(401);
    }
  });

  it("is refused beside another", async () => {
    const good: [string, string] = ["Authorization", `Bearer ${signedIn.accessToken}`];
    const bad: [string, string] = ["Authorization", "Bearer rubbish"];
    expect(await rawStatus([good])).toBe(200);
    expect([await rawStatus([good, bad]), await rawStatus([bad, good]), await rawStatus([good, good])]).toEqual([
      401, 401, 401,
    ]);
    const key: [string, string] = ["X-API-Key", await desk.keyOf(person, ["account:read"])];
    expect(await rawStatus([key])).toBe(200);
    expect([await rawStatus([good, key]), await rawStatus([key, bad]), await rawStatus([key, key])]).toEqual([
      401, 401, 401,
    ]);
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
    const { accessToken, refreshToken } = await desk.signIn(person);
    const setup = await desk.post("/admin/accounts", { email: "new@example.com" }, { token: accessToken });
    const { token: link } = setup.body as { token: string };
    const key = await desk.keyOf(person, ["account:read"]);
    for (const wrong of [refreshToken ?? "", link]) {
      expect(await statusFor(wrong)).toBe(401);
      expect((await desk.send("GET", "/account", { key: wrong })).status).toBe(401);
    }
    for (const wrong of [accessToken.slice(0, 200), link, key]) {
      expect((await desk.post("/auth/refresh", { refreshToken: wrong })).status).toBe(401);
    }
    for (const wrong of [refreshToken ?? "", key]) {
      const body = { token: wrong, password: "a password nobody uses 7" };
      expect((await desk.post("/auth/password-reset/confirm", body)).status).toBe(401);
      expect((await desk.post("/auth/verify-email", { token: wrong })).status).toBe(401);
      expect((await desk.post("/auth/second-factor", { challenge: wrong, code: "123456" })).status).toBe(401);
    }
    expect((await desk.post("/auth/verify-email", { token: link })).status).toBe(401);
    expect((await desk.post("/auth/second-factor", { challenge: link, code: "123456" })).status).toBe(401);
    expect((await desk.post("/auth/refresh", { refreshToken })).status).toBe(200);
  });
});

describe("an API key", () => {
  it("is refused in another case, with another checksum, without a part, or with more", async () => {
    const key = await desk.keyOf(person, ["account:read"]);
    expect((await desk.send("GET", "/account", { key })).status).toBe(200);
    const [prefix = "", rest = ""] = [key.slice(0, 4), key.slice(4)];
    const end = key.slice(-1) === "0" ? "1" : "0";
    const wrong = [
      key.toUpperCase(),
      key.toLowerCase(),
      `${prefix.toUpperCase()}${rest}`,
      key.slice(0, -1) + end,
      key.slice(0, -9),
      key.slice(4),
      ` ${key}x`,
      `${key}${key}`,
      `${key}'--`,
      `${key}_`,
      "cdk_",
      "cdk__",
      `cdk_${"A".repeat(5000)}`,
      key.split("").reverse().join(""),
    ];
    for (const one of wrong) {
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
  const DAY_MS = 86_400_000;

  it("holds for seven days, and is refused in any other form, day or signature", async () => {
    const { secrets } = desk.identity;
    const token = shellTokenOf(secrets, desk.now);
    expect(await asShell(token)).toBe(200);
    for (const days of [-7, -8, 1, 2]) {
      const other = shellTokenOf(secrets, new Date(desk.now.getTime() + days * DAY_MS));
      expect([days, await asShell(other)]).toEqual([days, 401]);
    }
    const [, day = "", signature = ""] = token.split("_");
    const wrong = [
      `cdshell_${day}_`,
      `cdshell_${day}`,
      `cdshell__${signature}`,
      `cdshell_${Number(day) - 1}_${signature}`,
      `cdshell_0${day}_${signature}`,
      `cdshell_${day}.0_${signature}`,
      `cdshell_${day}e0_${signature}`,
      `cdshell_NaN_${signature}`,
      `cdshell_Infinity_${signature}`,
      `cdshell_${day}_${signature}A`,
      `cdshell_${day}_${"A".repeat(43)}`,
      `CDSHELL_${day}_${signature}`,
      shellTokenOf(new SecretBox("x".repeat(32)), desk.now),
      // What the desk signs for other ends, by the same secret.
      `cdshell_${day}_${secrets.sign("refresh token", day)}`,
      `cdshell_${day}_${secrets.sign("csrf", day)}`,
    ];
    for (const one of wrong) expect([one, await asShell(one)]).toEqual([one, 401]);
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

function now(): number {
  return Math.floor(desk.now.getTime() / 1000);
}

async function statusFor(token: string): Promise<number> {
  const { status } = await desk.send("GET", "/account", { headers: { authorization: `Bearer ${token}` } });
  return status;
}

/** A token of our own making: right in everything but what is given. Signed by the desk's own key unless another is given. */
async function signed({
  header = {},
  claims = {},
  key,
}: {
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
  key?: CryptoKey;
}): Promise<string> {
  const payload = { ...partsOf(signedIn.accessToken)[1], iat: now(), exp: now() + 900, ...claims };
  const text = `${encoded({ alg: "RS256", typ: "at+jwt", kid: jwk.kid, ...header })}.${encoded(payload)}`;
  const signing = key ?? (await desk.identity.keys.current()).signing.key;
  const signature = await crypto.subtle.sign("RSASSA-PKCS1-v1_5", signing, Buffer.from(text));
  return `${text}.${Buffer.from(signature).toString("base64url")}`;
}

function partsOf(token: string): [Record<string, unknown>, Record<string, unknown>] {
  const [header = "", payload = ""] = token.split(".");
  return [decoded(header), decoded(payload)];
}

function decoded(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Record<string, unknown>;
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

/** A request with its headers exactly as given, also twice. */
function rawStatus(headers: [string, string][]): Promise<number> {
  const { hostname, port } = new URL(desk.url);
  return new Promise((resolve, reject) => {
    const asked = request(
      { hostname, port, path: "/api/v1/account", headers: [["Host", "desk"], ...headers].flat() },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    asked.on("error", reject);
    asked.end();
  });
}
