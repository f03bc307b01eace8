import type { CreatedApiKey } from "@cryptodesk/shared/identity/api-key.contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type IdentityDesk, openIdentityDesk, type Person } from "../support/identity-desk.ts";

let desk: IdentityDesk;
let ada: Person;
let grace: Person;
let token: string;
beforeAll(async () => {
  desk = await openIdentityDesk();
  ada = await desk.person("analyst");
  grace = await desk.person("analyst");
  token = (await desk.signIn(ada)).accessToken;
});
afterAll(() => desk.close());

const wish = { name: "reports", scopes: ["market:read"] };
const makeKey = (key: string, body: object = wish, as = token) =>
  desk.post("/account/keys", body, { token: as, headers: { "idempotency-key": key } });

describe("answers", () => {
  it("that belong to somebody are kept by nobody on the way; those for everybody may be", async () => {
    const own = await desk.send("GET", "/account", { token });
    expect(own.headers.get("cache-control")).toBe("no-store");
    const market = await desk.send("GET", "/market/rates", { token });
    expect(market.headers.get("cache-control")).toMatch(/^(public, )?no-cache$/);
  });

  it("say how far the caller has come within the minute, and refuse what is beyond", async () => {
    const tight = await desk.another({ LIMIT_READS_PER_MINUTE: "3" });
    const answers = [];
    for (let turn = 0; turn < 4; turn += 1) answers.push(await tight.send("GET", "/account", { token }));
    expect(answers.map(({ headers }) => headers.get("ratelimit-policy"))).toEqual(Array(4).fill('"read";q=3;w=60'));
    const told = answers.map(({ headers }) => headers.get("ratelimit")?.replace(/t=\d+/, "t"));
    const statuses = answers.map(({ status }) => status);
    // A minute may end meanwhile.
    if (statuses.includes(429)) {
      expect(told).toEqual(['"read";r=2;t', '"read";r=1;t', '"read";r=0;t', '"read";r=0;t']);
      expect(Number(answers.at(-1)?.headers.get("retry-after"))).toBeGreaterThan(0);
    }
    expect(statuses.slice(0, 3)).toEqual([200, 200, 200]);
  });
});

describe("a creation with an idempotency key", () => {
  it("is done once, and its answer is given again on another instance, with a marker", async () => {
    const first = await makeKey("one");
    const second = await desk.another();
    const again = await second.post("/account/keys", wish, { token, headers: { "idempotency-key": "one" } });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.json<CreatedApiKey>().key).toBe(first.json<CreatedApiKey>().key);
    expect([first, again].map(({ headers }) => headers.get("idempotent-replayed"))).toEqual([null, "true"]);
    const { items } = (await desk.send("GET", "/account/keys", { token })).json<{ items: unknown[] }>();
    expect(items).toHaveLength(1);
  });

  it("is refused with another body, and is somebody else's own for somebody else", async () => {
    await makeKey("two");
    expect((await makeKey("two", { ...wish, name: "other" })).status).toBe(422);
    const hers = await makeKey("two", wish, (await desk.signIn(grace)).accessToken);
    expect([hers.status, hers.headers.get("idempotent-replayed")]).toEqual([201, null]);
  });

  it("is not replayed to whoever may not do it", async () => {
    await makeKey("three");
    const replay = await desk.post("/account/keys", wish, { headers: { "idempotency-key": "three" } });
    expect(replay.status).toBe(401);
  });

  it("leaves its key free where it is refused", async () => {
    expect((await makeKey("four", { ...wish, scopes: ["admin:read"] })).status).toBe(422);
    expect((await makeKey("four", { ...wish, scopes: ["market:read"] })).status).toBe(201);
  });

  it("is the only thing that takes one", async () => {
    const headers = { "idempotency-key": "five" };
    expect((await desk.send("GET", "/account", { token, headers })).status).toBe(422);
    expect((await desk.post("/account/notices/read", {}, { token, headers })).status).toBe(422);
  });
});
