import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type IdentityDesk, openIdentityDesk, type Person } from "../support/identity-desk.ts";
import { filled, operations } from "./described-operations.ts";
import { everythingOf, foreignTries, type Owner, ownerOfRows, ownerWithEverything, toldApart } from "./foreign-ids.ts";
import { plantedBodies, prototypeBodies, writingOperations } from "./planted-fields.ts";

let desk: IdentityDesk;
let owner: Owner;
let other: Owner;
let admin: { person: Person; token: string };

beforeAll(async () => {
  desk = await openIdentityDesk();
  const person = await desk.person("admin");
  admin = { person, token: (await desk.signIn(person)).accessToken };
  owner = await ownerWithEverything(desk, "owner");
  other = await ownerWithEverything(desk, "other");
});
afterAll(() => desk.close());

describe("what belongs to somebody else", () => {
  it("is in no answer to any reading operation that another person may ask", async () => {
    const reading = operations.filter(({ operationId, method }) => method === "GET" && operationId !== "market.watch");
    const leaks: string[] = [];
    for (const [path, query] of reading.flatMap(({ path }) => [[path, ""] as const, [path, "?limit=250"] as const])) {
      const { text } = await desk.send("GET", `${filled(path)}${query}`, { token: other.token });
      leaks.push(...owner.traces.filter((trace) => text.includes(trace)).map((trace) => `${path}: ${trace}`));
    }
    expect(leaks).toEqual([]);
    // The same look finds them where they belong.
    const export_ = await desk.send("GET", "/account/export", { token: owner.token });
    expect(owner.traces.filter((trace) => !export_.text.includes(trace))).toEqual([]);
  });

  it("is not found by its id in a path, query or body, as if it were not there, and stays", async () => {
    const [theirs, own] = [await ownerOfRows(desk, "keeper"), await ownerOfRows(desk, "seeker")];
    const before = await everythingOf(desk, theirs);
    expect(await toldApart(desk, desk.router, theirs, own)).toEqual([]);
    expect(await everythingOf(desk, theirs)).toBe(before);
    expect((await desk.send("GET", "/account", { token: theirs.token })).status).toBe(200);
  });

  it("is not found by an admin either: these paths are one's own", async () => {
    const [theirs, another] = [await ownerOfRows(desk, "kept"), await ownerOfRows(desk, "neighbour")];
    const tries = foreignTries(desk.router, theirs, another);
    expect(tries.length).toBeGreaterThan(60);
    for (const { operationId, method, path, body } of tries) {
      const answer = await desk.send(method, path, { token: admin.token, ...(body !== undefined && { body }) });
      expect([operationId, answer.status]).toEqual([operationId, 404]);
    }
  });

  it("cannot be asked for through a field", async () => {
    for (const field of ["userId", "accountId", "account_id", "subjectId", "owner"]) {
      for (const path of ["/account/audit", "/account/notices", "/account/sessions", "/account/keys", "/workspace"]) {
        const answer = await desk.send("GET", `${path}?${field}=${owner.person.id}`, { token: other.token });
        expect([path, field, answer.status]).toEqual([path, field, 422]);
      }
    }
  });

  it("is not reached by another's cursor", async () => {
    const mine = await desk.send("GET", "/account/audit?limit=1", { token: owner.token });
    const cursor = (mine.body as { nextCursor: string }).nextCursor;
    const answer = await desk.send("GET", `/account/audit?limit=250&cursor=${cursor}`, { token: other.token });
    expect(answer.status).toBe(200);
    expect(owner.traces.filter((trace) => answer.text.includes(trace))).toEqual([]);
  });

  it("is not taken over by finishing what somebody else began", async () => {
    const begun = await desk.post("/account/passkeys/options", {}, { token: owner.token });
    const { challenge } = begun.body as { challenge: string };
    const answer = await desk.post(
      "/account/passkeys",
      { challenge, name: "stolen", response: { id: "AAAA", type: "public-key" } },
      { token: other.token },
    );
    expect(answer.status).toBe(422);
  });

  it("is not changed where another's document has the same name", async () => {
    const body = { secret: "mine now" };
    const answer = await desk.send("PUT", "/workspace/watchlists", {
      token: other.token,
      body: { body, baseVersion: 1 },
    });
    expect(answer.status).toBe(200);
    const kept = await desk.send("GET", "/workspace", { token: owner.token });
    expect(kept.text).toContain("words of owner");
    expect(kept.text).not.toContain("mine now");
  });
});

describe("a field that is not the caller's to set", () => {
  it.each(writingOperations)("is refused by name: $operationId", async (operation) => {
    const { method, path } = operation;
    for (const { field, body } of plantedBodies(operation)) {
      const answer = await desk.send(method, filled(path), { token: admin.token, body });
      expect([field, answer.status]).toEqual([field, 422]);
      expect(answer.text).toContain(`/${field}`);
    }
  });

  it.each(writingOperations)("is refused under the name of a prototype: $operationId", async ({ method, path }) => {
    for (const { field, body } of prototypeBodies()) {
      const answer = await desk.send(method, filled(path), { token: admin.token, body });
      expect([field, answer.status]).toEqual([field, 422]);
    }
    expect(({} as Record<string, unknown>).role).toBeUndefined();
  });

  it("leaves a newcomer's role to the desk", async () => {
    const email = "newcomer@example.com";
    const register = (more: object) =>
      desk.post("/auth/register", { email, password: "a password nobody uses 7", ...more }, { ip: "10.99.0.1" });
    expect((await register({ role: "admin" })).status).toBe(422);
    expect((await register({})).status).toBe(202);
    const signedIn = await desk.post(
      "/auth/login",
      { email, password: "a password nobody uses 7" },
      { ip: "10.99.0.1" },
    );
    expect(signedIn.json<{ me: { role: string } }>().me.role).toBe("analyst");
  });
});
