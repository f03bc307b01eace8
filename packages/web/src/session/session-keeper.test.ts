import type { Me } from "@cryptodesk/shared/identity/account.contract";
import type { TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";
import { beforeEach, describe, expect, it } from "vitest";
import { SessionKeeper, type SessionMessage, type SessionPorts } from "./session-keeper.ts";

const MINUTE = 60_000;

class Refusal extends Error {}

const me = (id: string): Me => ({
  id,
  email: `${id}@desk.example`,
  name: id,
  role: "analyst",
  permissions: ["market:read", "market:operate"],
  emailVerified: false,
  createdAt: "2026-11-21T00:00:00.000Z",
  via: "session",
  sessionId: "s",
  confirmedUntil: null,
  secondFactors: [],
  secondFactorRequired: false,
  hasPassword: true,
  impersonatedBy: null,
  unreadNotices: 0,
});

const answer = (accessToken: string, who = "ada", refreshToken: string | null = null): TokenAnswer => ({
  signedIn: true,
  accessToken,
  access_token: accessToken,
  tokenType: "Bearer",
  token_type: "Bearer",
  expiresIn: 900,
  expires_in: 900,
  refreshToken,
  refresh_token: refreshToken,
  refreshExpiresAt: "2026-11-28T00:00:00.000Z",
  csrfToken: "csrf",
  me: me(who),
});

describe("the session", () => {
  let now: number;
  let cookie: string | null;
  let refreshes: number;
  let refused: boolean;
  let away: boolean;
  let anonymousReading: boolean;
  let told: SessionMessage[];

  beforeEach(() => {
    now = 0;
    cookie = "csrf";
    refreshes = 0;
    refused = false;
    away = false;
    anonymousReading = true;
    told = [];
  });

  const ask = async <Value>(value: () => Value): Promise<Value> => {
    if (away) throw new Error("unreachable");
    if (refused) throw new Refusal();
    return value();
  };
  const keeper = (change: Partial<SessionPorts> = {}) =>
    new SessionKeeper({
      csrfToken: () => cookie,
      refresh: () =>
        ask(() => {
          refreshes += 1;
          return answer(`token-${refreshes}`);
        }),
      leave: () => ask(() => undefined),
      refreshActing: () => ask(() => answer("acting-2", "grace", "next")),
      leaveActing: () => ask(() => undefined),
      isRefusal: (error) => error instanceof Refusal,
      readsAnonymously: async () => anonymousReading,
      alone: (run) => run(),
      tell: (message) => told.push(message),
      now: () => now,
      ...change,
    });
  const signedIn = async () => {
    const session = keeper();
    await session.start();
    return session;
  };

  it("asks nothing where the browser has none", async () => {
    cookie = null;
    const session = keeper();
    await session.start();
    expect(session.snapshot().state).toBe("anonymous");
    expect(await session.take()).toBeNull();
    expect(refreshes).toBe(0);
  });

  it("is taken up once at the start, and the other tabs hear of it", async () => {
    const session = await signedIn();
    expect(session.snapshot()).toMatchObject({ state: "signedIn", me: { id: "ada" }, ended: false });
    expect(told.map(({ type }) => type)).toEqual(["refreshed"]);
    expect(await session.take()).toBe("token-1");
    expect(refreshes).toBe(1);
  });

  it("is anonymous where it had ended while the browser was closed", async () => {
    refused = true;
    const session = await signedIn();
    expect(session.snapshot()).toMatchObject({ state: "anonymous", ended: false });
  });

  it("refreshes a minute ahead of expiry, once for however many requests", async () => {
    const session = await signedIn();
    now = 13 * MINUTE;
    expect(await session.take()).toBe("token-1");
    now = 14 * MINUTE + 1;
    expect(await Promise.all([session.take(), session.take(), session.take()])).toEqual(Array(3).fill("token-2"));
    expect(refreshes).toBe(2);
  });

  it("uses what another tab fetched while it waited its turn", async () => {
    const session = keeper({
      alone: (run) => {
        session.receive({ type: "refreshed", answer: answer("other-tab") });
        return run();
      },
    });
    expect(await session.take()).toBe("other-tab");
    expect(refreshes).toBe(0);
  });

  it("gives a refused request the next token, and ends where there is none", async () => {
    const session = await signedIn();
    expect(await session.refused("token-1", false)).toBe("token-2");
    refused = true;
    expect(await session.refused("token-2", false)).toBeNull();
    expect(session.snapshot()).toMatchObject({ state: "signedIn", ended: true, me: { id: "ada" } });
    expect(await session.take()).toBeNull();
  });

  it("lets questions wait for the next sign-in after it ended", async () => {
    const session = await signedIn();
    refused = true;
    const waiting = session.refused("token-1", true);
    await Promise.resolve();
    session.adopt(answer("new"));
    expect(await waiting).toBe("new");
    expect(session.snapshot().ended).toBe(false);
  });

  it("goes on while the server is away", async () => {
    const session = await signedIn();
    away = true;
    now = 14 * MINUTE + 1;
    expect(await session.take()).toBe("token-1");
    expect(await session.refused("token-1", true)).toBeNull();
    expect(session.snapshot()).toMatchObject({ state: "signedIn", ended: false });
    away = false;
    now += 2_001;
    expect(await session.take()).toBe("token-2");
  });

  it("ends with the sign-out of another tab, and keeps who it was", async () => {
    const session = await signedIn();
    session.receive({ type: "signedOut" });
    expect(session.snapshot()).toMatchObject({ ended: true, me: { id: "ada" } });
    session.receive({ type: "signedIn", answer: answer("again") });
    expect(session.snapshot().ended).toBe(false);
    expect(await session.take()).toBe("again");
  });

  it("notices on waking up that its cookie has gone", async () => {
    const session = await signedIn();
    session.check();
    expect(session.snapshot().ended).toBe(false);
    cookie = null;
    session.check();
    expect(session.snapshot().ended).toBe(true);
  });

  it("signs out here and in the other tabs, but not while the server cannot hear it", async () => {
    const session = await signedIn();
    away = true;
    await expect(session.signOut()).rejects.toThrow("unreachable");
    expect(session.snapshot().state).toBe("signedIn");
    away = false;
    await session.signOut();
    expect(session.snapshot()).toMatchObject({ state: "anonymous", me: null, ended: false });
    expect(told.at(-1)).toEqual({ type: "signedOut" });
  });

  it("acts as somebody else in this tab alone, and returns to its own", async () => {
    const session = await signedIn();
    told = [];
    session.actAs(answer("acting-1", "grace", "secret"));
    expect(session.snapshot()).toMatchObject({ me: { id: "grace" }, acting: true });
    expect(await session.take()).toBe("acting-1");
    session.receive({ type: "refreshed", answer: answer("own-2") });
    expect(session.snapshot().me?.id).toBe("grace");
    now = 14 * MINUTE + 1;
    expect(await session.take()).toBe("acting-2");
    expect(told).toEqual([]);
    await session.stopActing();
    expect(session.snapshot()).toMatchObject({ me: { id: "ada" }, acting: false });
  });

  it("falls back to its own when acting is over", async () => {
    const session = await signedIn();
    session.actAs(answer("acting-1", "grace"));
    expect(await session.refused("acting-1", true)).toBe("token-1");
    expect(session.snapshot()).toMatchObject({ me: { id: "ada" }, acting: false });
  });

  it("holds questions of strangers on a desk that shows them nothing, and refuses them on any other", async () => {
    cookie = null;
    const open = keeper();
    expect(await open.refused(null, true)).toBeNull();
    expect(open.snapshot().closed).toBe(false);
    anonymousReading = false;
    const closed = keeper();
    const waiting = closed.refused(null, true);
    expect(await closed.refused(null, false)).toBeNull();
    await Promise.resolve();
    expect(closed.snapshot().closed).toBe(true);
    closed.adopt(answer("in"));
    expect(await waiting).toBe("in");
  });
});
