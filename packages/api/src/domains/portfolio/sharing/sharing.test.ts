import type { Notice } from "@cryptodesk/shared/identity/account.contract";
import type { AuditPage } from "@cryptodesk/shared/identity/audit.contract";
import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type {
  CreatedShare,
  ModeratedShareList,
  Share,
  SharedPortfolio,
  ShareList,
} from "@cryptodesk/shared/portfolio/share.contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type IdentityDesk, openIdentityDesk, type Person } from "../../../../test/support/identity-desk.ts";
import { AccountRepository } from "../../identity/account.repository.ts";

const PASSWORD = "open sesame";
let desk: IdentityDesk;
let owner: Person;
let token: string;
let adminToken: string;
let portfolio: Portfolio;

beforeAll(async () => {
  desk = await openIdentityDesk();
  adminToken = (await desk.signIn(await desk.person("admin"))).accessToken;
});
afterAll(() => desk.close());
beforeEach(async () => {
  await desk.forgetTries();
  owner = await desk.person("analyst", "owner");
  token = (await desk.signIn(owner)).accessToken;
  const body = { name: "Savings", description: "for friends" };
  portfolio = (await desk.post("/portfolios", body, { token })).json<Portfolio>();
  const draft = {
    type: "buy",
    assetId: "other:GOLD",
    quantity: "7.654321",
    value: "9876.54",
    date: "2025-01-01T00:00:00Z",
  };
  expect((await desk.post(`/portfolios/${portfolio.id}/transactions`, draft, { token })).status).toBe(201);
});

async function share(body: object = {}): Promise<CreatedShare> {
  const answer = await desk.post(`/portfolios/${portfolio.id}/shares`, body, { token });
  expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
  return answer.json<CreatedShare>();
}

function open(link: string, body: object = {}, ip = "10.1.1.1") {
  return desk.post(`/shared/${link}`, body, { ip });
}

async function shares(): Promise<Share[]> {
  return (await desk.send("GET", `/portfolios/${portfolio.id}/shares`, { token })).json<ShareList>().items;
}

function block(shareId: string, blocked: boolean, reason: string | null = null, as = adminToken) {
  return desk.send("PATCH", `/admin/shares/${shareId}`, { token: as, body: { blocked, reason } });
}

describe("a link to a portfolio", () => {
  it("shows it to whoever has it, without amounts, and counts the looks", async () => {
    await desk.send("GET", `/portfolios/${portfolio.id}/summary?waitMs=10000`, { token });
    const { token: link, url } = await share();
    expect(url.endsWith(`/shared/${link}`)).toBe(true);
    const answer = await open(link);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("x-robots-tag")).toBe("noindex");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const shown = answer.json<SharedPortfolio>();
    expect(shown).toMatchObject({
      name: "Savings",
      description: "for friends",
      hidesAmounts: true,
      currentValue: null,
    });
    expect(shown.holdings).toMatchObject([{ asset: { id: "other:GOLD" }, quantity: null, currentValue: null }]);
    for (const text of ["7.654321", "9876", owner.email, owner.id, portfolio.id])
      expect(answer.text).not.toContain(text);
    await open(link);
    expect(await shares()).toMatchObject([{ views: 2, state: "live", lastViewedAt: desk.now.toISOString() }]);
  });

  it("shows amounts where the owner wants that", async () => {
    const { token: link } = await share({ hidesAmounts: false });
    expect((await open(link)).json<SharedPortfolio>().holdings).toMatchObject([{ quantity: "7.654321" }]);
  });

  it("makes the portfolio public, and is public no longer than it lives", async () => {
    const read = async () =>
      (await desk.send("GET", `/portfolios/${portfolio.id}`, { token })).json<Portfolio>().isPublic;
    expect(await read()).toBe(false);
    const { share: made } = await share();
    expect(await read()).toBe(true);
    await desk.send("DELETE", `/portfolios/${portfolio.id}/shares/${made.id}`, { token });
    expect(await read()).toBe(false);
  });

  it("is kept as a hash only, and shown once", async () => {
    const { token: link, share: made } = await share({ password: PASSWORD });
    const rows = await desk.db.selectFrom("portfolio_share").selectAll().where("id", "=", made.id).execute();
    expect(JSON.stringify(rows)).not.toContain(link);
    expect(rows[0]?.password_hash).toContain("$argon2id$");
    expect(JSON.stringify(await shares())).not.toMatch(/argon2|hash/);
    const again = await desk.post(`/portfolios/${portfolio.id}/shares`, { id: made.id }, { token });
    expect(again.status).toBe(409);
  });

  it("says one and the same for whatever reason it opens nothing", async () => {
    const seen = new Set<string>();
    const wordsOf = async (link: string) => {
      const { status, body } = await open(link);
      const { instance: _, requestId: __, ...rest } = body as Record<string, unknown>;
      seen.add(JSON.stringify([status, rest]));
    };
    await wordsOf("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    const revoked = await share();
    expect(
      (await desk.send("DELETE", `/portfolios/${portfolio.id}/shares/${revoked.share.id}`, { token })).status,
    ).toBe(200);
    await wordsOf(revoked.token);
    const blocked = await share({ password: PASSWORD });
    await block(blocked.share.id, true, "spam");
    await wordsOf(blocked.token);
    const ending = await share({ expiresAt: new Date(desk.now.getTime() + 60_000).toISOString() });
    expect((await open(ending.token)).status).toBe(200);
    desk.pass(60);
    await wordsOf(ending.token);
    const others = await share();
    const at = `/portfolios/${portfolio.id}`;
    const { version } = (await desk.send("GET", at, { token })).json<Portfolio>();
    await desk.send("DELETE", at, { token, body: { version } });
    await wordsOf(others.token);
    await desk.post(`${at}/restore`, {}, { token });
    expect((await open(others.token)).status).toBe(200);
    await new AccountRepository(desk.db).update(owner.id, { is_active: false }, desk.now);
    await wordsOf(others.token);
    expect([...seen]).toHaveLength(1);
    expect([...seen][0]).toContain("404");
  });

  it("can be made and ended by its owner only", async () => {
    const other = (await desk.signIn(await desk.person("analyst", "other"))).accessToken;
    const { share: made } = await share();
    const at = `/portfolios/${portfolio.id}/shares`;
    const tries = [
      await desk.post(at, {}, { token: other }),
      await desk.send("GET", at, { token: other }),
      await desk.send("DELETE", `${at}/${made.id}`, { token: other }),
      await desk.send("DELETE", `${at}/${made.id}`, { token: adminToken }),
    ];
    expect(tries.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect((await block(made.id, true, "mine", token)).status).toBe(403);
    expect(await shares()).toMatchObject([{ state: "live" }]);
  });

  it("is not made with an end that has passed, nor past fifty live ones", async () => {
    const past = { expiresAt: new Date(desk.now.getTime() - 1).toISOString() };
    expect((await desk.post(`/portfolios/${portfolio.id}/shares`, past, { token })).status).toBe(422);
    for (let made = 0; made < 50; made += 1) await share();
    expect((await desk.post(`/portfolios/${portfolio.id}/shares`, {}, { token })).status).toBe(409);
  });

  it("leaves entries in the audit log, without what opens it", async () => {
    const { token: link, share: made } = await share({ name: "Family", password: PASSWORD });
    await block(made.id, true, "spam");
    await desk.send("DELETE", `/portfolios/${portfolio.id}/shares/${made.id}`, { token });
    const audit = await desk.send("GET", "/account/audit", { token });
    const actions = audit.json<AuditPage>().items.map(({ action }) => action);
    expect(actions.filter((action) => action.startsWith("share."))).toEqual([
      "share.revoke",
      "share.block",
      "share.create",
    ]);
    expect(audit.text).not.toContain(link);
    expect(audit.text).not.toContain(PASSWORD);
  });
});

describe("the password of a link", () => {
  it("is asked for, and opens it", async () => {
    const { token: link } = await share({ password: PASSWORD });
    for (const body of [{}, { password: "wrong" }]) {
      const refused = await open(link, body);
      expect([refused.status, refused.text.includes('"pointer":"/password"')]).toEqual([422, true]);
      expect(refused.text).not.toContain("Savings");
    }
    expect((await open(link, { password: PASSWORD })).status).toBe(200);
  });

  it("may be wrong five times a minute from one address, without keeping others out", async () => {
    const { token: link } = await share({ password: PASSWORD });
    const tries: number[] = [];
    for (let made = 0; made < 6; made += 1) tries.push((await open(link, { password: "wrong" })).status);
    expect(tries).toEqual([422, 422, 422, 422, 422, 429]);
    const blocked = await open(link, { password: PASSWORD });
    expect([blocked.status, Number(blocked.headers.get("retry-after")) > 0]).toEqual([429, true]);
    expect((await open(link, { password: PASSWORD }, "10.2.2.2")).status).toBe(200);
    const another = await share({ password: PASSWORD });
    expect((await open(another.token, { password: PASSWORD })).status).toBe(200);
  });

  it("is not used up by those who know it", async () => {
    const { token: link } = await share({ password: PASSWORD });
    for (let made = 0; made < 8; made += 1) expect((await open(link, { password: PASSWORD })).status).toBe(200);
  });

  it("cannot be tried from many addresses for ever", async () => {
    const { token: link } = await share({ password: PASSWORD });
    const statuses: number[] = [];
    for (let made = 0; made < 105; made += 1) {
      statuses.push((await open(link, { password: "wrong" }, `10.3.${made}.1`)).status);
    }
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
  });
});

describe("an admin", () => {
  it("sees whose links there are, and nothing of what they show", async () => {
    await share({ name: "Family" });
    const answer = await desk.send("GET", "/admin/shares?limit=1", { token: adminToken });
    const { items, nextCursor } = answer.json<ModeratedShareList>();
    expect(items).toMatchObject([{ share: { name: "Family" }, portfolioName: "Savings", ownerEmail: owner.email }]);
    expect(answer.text).not.toContain("GOLD");
    expect(nextCursor).not.toBeNull();
    const next = await desk.send("GET", `/admin/shares?limit=1&cursor=${nextCursor}`, { token: adminToken });
    expect(next.json<ModeratedShareList>().items[0]?.share.id).not.toBe(items[0]?.share.id);
  });

  it("blocks one with a reason, which the owner is told, and opens it again", async () => {
    const { token: link, share: made } = await share();
    expect((await block(made.id, true)).status).toBe(422);
    expect((await block(made.id, true, "advertises a scam")).status).toBe(200);
    expect(await shares()).toMatchObject([{ state: "blocked", blockedReason: "advertises a scam" }]);
    const { items } = (await desk.send("GET", "/account/notices", { token })).json<{ items: Notice[] }>();
    expect(items[0]).toMatchObject({ kind: "linkModerated", detail: expect.stringContaining("advertises a scam") });
    expect((await block(made.id, false)).status).toBe(200);
    expect((await open(link)).status).toBe(200);
    expect((await block("00000000-0000-7000-8000-000000000000", true, "x")).status).toBe(404);
  });
});
