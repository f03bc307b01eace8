import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CLIENT_ID, CLIENT_SECRET, type OidcServer, startOidcServer } from "../../../test/support/oidc-server.ts";
import { OidcClient, type OidcSettings } from "./oidc-client.ts";

const redirectUri = "http://localhost:4000/api/v1/auth/oidc/callback";
const checks = { state: "s".repeat(43), nonce: "n".repeat(43), verifier: "v".repeat(43) };
const DISCOVERY = "/.well-known/openid-configuration";

let server: OidcServer;
let now = 0;

beforeEach(async () => {
  now = Date.UTC(2026, 0, 1);
  server = await startOidcServer(redirectUri);
});
afterEach(() => server.close());

function clientOf(change: Partial<OidcSettings> = {}): OidcClient {
  const settings: OidcSettings = {
    issuer: server.issuer,
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    scopes: "openid email profile",
    redirectUri,
    timeoutSeconds: 0.2,
    insecure: true,
    ...change,
  };
  return new OidcClient(settings, () => new Date(now), pino({ level: "silent" }));
}
const lookUps = () => server.asked.filter((path) => path === DISCOVERY).length;

/** Signs Ada in by hand. @returns the query that the browser brings back */
async function signInAt(client: OidcClient, at: OidcServer): Promise<string> {
  at.people.set("ada", { email: "ada@example.com", email_verified: true, name: "Ada" });
  at.signedIn = "ada";
  const cookies = new Map<string, string>();
  let next = await client.authorizationUrl(checks);
  while (!next.startsWith(redirectUri)) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(next, { redirect: "manual", headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    next = new URL(response.headers.get("location") ?? "", next).href;
  }
  return new URL(next).search.slice(1);
}

describe("the client of a provider", () => {
  it("looks the provider up when it is first needed, once for many at a time, and again after an hour", async () => {
    const client = clientOf({ timeoutSeconds: 5 });
    expect(lookUps()).toBe(0);
    await Promise.all([1, 2, 3].map(() => client.authorizationUrl(checks)));
    expect(lookUps()).toBe(1);
    now += 60 * 60_000 - 1;
    await client.authorizationUrl(checks);
    expect(lookUps()).toBe(1);
    now += 1;
    await client.authorizationUrl(checks);
    expect(lookUps()).toBe(2);
  });

  it("gives up on one that does not answer in time, and asks again the next time", async () => {
    const client = clientOf();
    server.hung = true;
    await expect(client.authorizationUrl(checks)).rejects.toMatchObject({ code: "UNAVAILABLE" });
    server.hung = false;
    const slow = clientOf({ timeoutSeconds: 5 });
    await expect(slow.authorizationUrl(checks)).resolves.toContain(server.issuer);
  }, 15_000);

  it("goes on with what it knew where the provider cannot be looked up again", async () => {
    const client = clientOf({ timeoutSeconds: 5 });
    await client.authorizationUrl(checks);
    await server.pause();
    now += 60 * 60_000;
    await expect(client.authorizationUrl(checks)).resolves.toContain(server.issuer);
    await server.resume();
    await client.authorizationUrl(checks);
    expect(lookUps()).toBe(1);
    now += 60_000;
    await client.authorizationUrl(checks);
    expect(lookUps()).toBe(2);
  });

  it("says that the provider is away where it hangs in the middle", async () => {
    const query = await signInAt(clientOf({ timeoutSeconds: 5 }), server);
    const client = clientOf({ timeoutSeconds: 0.5 });
    await client.authorizationUrl(checks);
    server.hung = true;
    await expect(client.redeem(query, checks)).rejects.toMatchObject({ problem: "unavailable" });
  });

  it("does not believe a provider that calls itself something else", async () => {
    const client = clientOf({ issuer: server.issuer.replace("localhost", "127.0.0.1"), timeoutSeconds: 5 });
    await expect(client.authorizationUrl(checks)).rejects.toMatchObject({ code: "UNAVAILABLE" });
  });

  it("sends nothing without TLS to another machine's provider", async () => {
    await expect(clientOf({ insecure: false }).authorizationUrl(checks)).rejects.toMatchObject({ code: "UNAVAILABLE" });
    expect(server.asked).toEqual([]);
  });

  it.each(["client_secret_basic", "client_secret_post"] as const)("gives its secret by %s", async (way) => {
    const strict = await startOidcServer(redirectUri, way);
    try {
      const client = clientOf({ issuer: strict.issuer, timeoutSeconds: 5 });
      const person = await client.redeem(await signInAt(client, strict), checks);
      expect(person).toMatchObject({ issuer: strict.issuer, subject: "ada" });
      expect(strict.secretInHeader).toBe(way === "client_secret_basic");
      expect(await person.profile()).toEqual({ email: "ada@example.com", emailVerified: true, name: "Ada" });
    } finally {
      await strict.close();
    }
  });

  it("is refused with a wrong secret or another verifier", async () => {
    const client = clientOf({ timeoutSeconds: 5 });
    const query = await signInAt(client, server);
    const wrong = clientOf({ clientSecret: "not the secret", timeoutSeconds: 5 });
    await expect(wrong.redeem(query, checks)).rejects.toMatchObject({ problem: "provider" });
    const other = { ...checks, verifier: "w".repeat(43) };
    await expect(client.redeem(await signInAt(client, server), other)).rejects.toMatchObject({ problem: "provider" });
  });
});
