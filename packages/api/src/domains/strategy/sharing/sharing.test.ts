import type { Notice } from "@cryptodesk/shared/identity/account.contract";
import type { AuditPage } from "@cryptodesk/shared/identity/audit.contract";
import type {
  ModeratedStrategyPage,
  PublicStrategyPage,
  SharedStrategy,
  Strategy,
  StrategyDetail,
  StrategyLink,
} from "@cryptodesk/shared/strategy/strategy.contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type IdentityDesk, openIdentityDesk, type Person } from "../../../../test/support/identity-desk.ts";
import { AccountRepository } from "../../identity/account.repository.ts";
import { trendRules } from "../strategies/rules.fixture.ts";

let desk: IdentityDesk;
let owner: Person;
let token: string;
let strangerToken: string;
let adminToken: string;
let made: StrategyDetail;

beforeAll(async () => {
  desk = await openIdentityDesk();
  const coin = { symbol: "BTC", name: "Bitcoin", image_url: null, categories: [], listed_at: desk.now };
  await desk.db
    .insertInto("coin")
    .values({ id: "bitcoin", ...coin })
    .execute();
  adminToken = (await desk.signIn(await desk.person("admin"))).accessToken;
  strangerToken = (await desk.signIn(await desk.person("analyst", "stranger"))).accessToken;
});
afterAll(() => desk.close());
beforeEach(async () => {
  await desk.forgetTries();
  owner = await desk.person("analyst", "owner");
  token = (await desk.signIn(owner)).accessToken;
  made = (await desk.post("/strategies", { rules: trendRules(), tags: ["mine"] }, { token })).json<StrategyDetail>();
});

const at = () => `/strategies/${made.strategy.id}`;

async function link(): Promise<StrategyLink> {
  const answer = await desk.post(`${at()}/link`, {}, { token });
  expect(answer.status).toBe(201);
  return answer.json<StrategyLink>();
}

function open(linkToken: string, ip = "10.1.1.1") {
  return desk.send("GET", `/shared-strategies/${linkToken}`, { ip });
}

async function own(): Promise<Strategy> {
  return (await desk.send("GET", at(), { token })).json<StrategyDetail>().strategy;
}

function publish(visibility: string) {
  return desk.send("PATCH", at(), { token, body: { visibility } });
}

function block(blocked: boolean, reason: string | null = null) {
  return desk.send("PATCH", `/admin${at()}`, { token: adminToken, body: { blocked, reason } });
}

async function publicNames(): Promise<string[]> {
  const page = await desk.send("GET", "/public-strategies?limit=250", { token: strangerToken });
  return page
    .json<PublicStrategyPage>()
    .items.filter(({ id }) => id === made.strategy.id)
    .map(({ name }) => name);
}

function fork(body: object = {}, as = strangerToken) {
  return desk.post(`${at()}/fork`, body, { token: as });
}

describe("a link to a strategy", () => {
  it("shows the newest rules to whoever has it, and nothing that leads to the owner but a name", async () => {
    const { token: linkToken, url } = await link();
    expect(url.endsWith(`/shared/strategies/${linkToken}`)).toBe(true);
    await desk.send("PUT", at(), { token, body: { rules: trendRules({ name: "Second" }), note: "a private note" } });
    const answer = await open(linkToken);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("x-robots-tag")).toBe("noindex");
    expect(answer.json<SharedStrategy>()).toMatchObject({
      name: "Second",
      version: 2,
      tags: ["mine"],
      ownerName: "owner",
      rules: { name: "Second" },
    });
    for (const secret of [owner.email, owner.id, "a private note"]) expect(answer.text).not.toContain(secret);
    expect(await own()).toMatchObject({ visibility: "link" });
  });

  it("is kept as a hash only, and ends when another one is made", async () => {
    const first = await link();
    const rows = await desk.db.selectFrom("strategy").selectAll().where("id", "=", made.strategy.id).execute();
    expect(JSON.stringify(rows)).not.toContain(first.token);
    const second = await link();
    expect([(await open(first.token)).status, (await open(second.token)).status]).toEqual([404, 200]);
  });

  it("says one and the same for whatever reason it opens nothing", async () => {
    const seen = new Set<string>();
    const look = async (linkToken: string) => {
      const { status, body } = await open(linkToken);
      const { instance: _, requestId: __, ...rest } = body as Record<string, unknown>;
      seen.add(JSON.stringify([status, rest]));
    };
    await look("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    const ended = await link();
    expect((await desk.send("DELETE", `${at()}/link`, { token })).json<Strategy>().visibility).toBe("private");
    await look(ended.token);
    const privately = await link();
    await publish("private");
    await look(privately.token);
    const blocked = await link();
    await block(true, "spam");
    await look(blocked.token);
    await block(false);
    await new AccountRepository(desk.db).update(owner.id, { is_active: false }, desk.now);
    await look(blocked.token);
    await new AccountRepository(desk.db).update(owner.id, { is_active: true }, desk.now);
    expect((await open(blocked.token)).status).toBe(200);
    token = (await desk.signIn(owner)).accessToken;
    await desk.send("DELETE", at(), { token });
    await look(blocked.token);
    expect([...seen]).toHaveLength(1);
    expect([...seen][0]).toContain("leads nowhere");
  });

  it("cannot be guessed without end from one address", async () => {
    const { token: linkToken } = await link();
    for (let turn = 0; turn < 30; turn += 1) expect((await open(`AAAAAAAAAAAA${turn}`, "10.2.2.2")).status).toBe(404);
    expect((await open(linkToken, "10.2.2.2")).status).toBe(429);
    expect((await open(linkToken, "10.3.3.3")).status).toBe(200);
    for (let turn = 0; turn < 40; turn += 1) expect((await open(linkToken, "10.3.3.3")).status).toBe(200);
  });

  it("has to be made before a strategy is shared by it", async () => {
    const answer = await publish("link");
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining("/visibility")]);
  });

  it("is written down in the audit log", async () => {
    await link();
    await desk.send("DELETE", `${at()}/link`, { token });
    await publish("public");
    const { items } = (await desk.send("GET", "/account/audit?action=strategy", { token })).json<AuditPage>();
    expect(items.map(({ action }) => action).sort()).toEqual(["strategy.endLink", "strategy.link", "strategy.share"]);
  });
});

describe("a public strategy", () => {
  it("is found by everybody who is signed in, until it is private again", async () => {
    expect(await publicNames()).toEqual([]);
    await publish("public");
    expect(await publicNames()).toEqual(["Above its average"]);
    const found = await desk.send("GET", "/public-strategies?search=above%20its", { token: strangerToken });
    expect(found.json<PublicStrategyPage>().items.length).toBeGreaterThan(0);
    expect(found.text).not.toContain(owner.email);
    expect((await desk.send("GET", "/public-strategies")).status).toBe(401);
    await publish("private");
    expect(await publicNames()).toEqual([]);
  });

  it("is not there while its owner is disabled", async () => {
    await publish("public");
    await new AccountRepository(desk.db).update(owner.id, { is_active: false }, desk.now);
    expect(await publicNames()).toEqual([]);
    expect((await fork()).status).toBe(404);
  });
});

describe("a fork", () => {
  it("of an own strategy takes any version", async () => {
    await desk.send("PUT", at(), { token, body: { rules: trendRules({ name: "Second" }) } });
    const copy = (await fork({ version: 1 }, token)).json<StrategyDetail>();
    expect(copy).toMatchObject({
      version: 1,
      rules: { name: "Above its average (copy)" },
      strategy: { forkedFrom: { strategyId: made.strategy.id, version: 1 }, tags: ["mine"], visibility: "private" },
    });
  });

  it("of a public one takes what is public: the newest version", async () => {
    expect((await fork()).status).toBe(404);
    await publish("public");
    await desk.send("PUT", at(), { token, body: { rules: trendRules({ name: "Second" }) } });
    expect((await fork({ version: 1 })).status).toBe(404);
    const copy = await fork({ name: "Mine now" });
    expect([copy.status, copy.json<StrategyDetail>().strategy]).toMatchObject([201, { name: "Mine now" }]);
    const foreign = await desk.send("GET", `/strategies/${copy.json<StrategyDetail>().strategy.id}`, { token });
    expect(foreign.status).toBe(404);
  });

  it("of one shared by link takes the link, and that of no other strategy", async () => {
    const { token: linkToken } = await link();
    expect((await fork()).status).toBe(404);
    expect((await fork({ link: linkToken })).status).toBe(201);
    const other = (await desk.post("/strategies", { rules: trendRules() }, { token })).json<StrategyDetail>();
    const wrong = await desk.post(
      `/strategies/${other.strategy.id}/fork`,
      { link: linkToken },
      { token: strangerToken },
    );
    expect(wrong.status).toBe(404);
  });
});

describe("moderation", () => {
  it("takes a strategy out of everybody's sight but its owner's, who is told why", async () => {
    await publish("public");
    expect((await block(true)).status).toBe(422);
    expect((await block(true, "Advertises a scam")).status).toBe(200);
    expect(await publicNames()).toEqual([]);
    expect((await fork()).status).toBe(404);
    expect(await own()).toMatchObject({ blocked: true, blockedReason: "Advertises a scam", visibility: "public" });
    await publish("private");
    await publish("public");
    expect(await publicNames()).toEqual([]);
    const notices = (await desk.send("GET", "/account/notices", { token })).json<{ items: Notice[] }>().items;
    expect(notices.map(({ detail }) => detail)).toContainEqual(expect.stringContaining("Advertises a scam"));
    expect((await block(false)).status).toBe(200);
    expect(await publicNames()).toEqual(["Above its average"]);
    const audit = (await desk.send("GET", "/account/audit?action=strategy", { token })).json<AuditPage>();
    expect(audit.items.map(({ action }) => action)).toContain("strategy.block");
  });

  it("sees what is shared, and nothing of what is private", async () => {
    const seen = async () =>
      (await desk.send("GET", "/admin/strategies?limit=250", { token: adminToken }))
        .json<ModeratedStrategyPage>()
        .items.filter(({ strategyId }) => strategyId === made.strategy.id);
    expect(await seen()).toEqual([]);
    expect((await block(true, "spam")).status).toBe(404);
    await publish("public");
    expect(await seen()).toMatchObject([{ ownerEmail: owner.email, visibility: "public", blocked: false }]);
    expect((await desk.send("GET", "/admin/strategies", { token })).status).toBe(403);
  });
});
