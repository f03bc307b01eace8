import type { Permission } from "@cryptodesk/shared/identity/permission";
import { beforeEach, describe, expect, it } from "vitest";
import { anybody } from "../../../test/support/open-doors.ts";
import type { Actor } from "../access/actor.ts";
import { type Allowance, limitClassOf, RequestLimits, type SharedCounter } from "./request-limits.ts";

const LIMITS = { read: 3, write: 2, "sign-in": 1 };
const who = { accountId: "a", email: "a@b", role: "analyst" as const, permissions: new Set<Permission>() };
const person: Actor = {
  kind: "session",
  ...who,
  sessionId: "s",
  confirmedUntil: null,
  lacksSecondFactor: false,
  impersonatedBy: null,
};
const program: Actor = { kind: "key", ...who, lacksSecondFactor: false, keyId: "k", requestsPerMinute: 2 };

/** Redis as several processes share it; null while it is away. */
class Shared implements SharedCounter {
  counts = new Map<string, number>();
  away = false;
  async count(key: string, by: number): Promise<number | null> {
    if (this.away) return null;
    const value = (this.counts.get(key) ?? 0) + by;
    this.counts.set(key, value);
    return value;
  }
}

let now: number;
let shared: Shared;
beforeEach(() => {
  now = 1_000 * 60_000 + 15_000;
  shared = new Shared();
});

const open = () => new RequestLimits(LIMITS, shared, () => now);
async function take(limits: RequestLimits, actor: Actor, { ip = "1.1.1.1", kind = "read" as const, by = 1 } = {}) {
  const told: Allowance[] = [];
  const error = await limits
    .take(actor, ip, kind, by, (allowance) => told.push(allowance))
    .then(
      () => null,
      (refusal: unknown) => refusal,
    );
  return { error, told: told[0] };
}

describe("an operation", () => {
  it.each([
    ["market.list", false, "read"],
    ["auth.options", false, "read"],
    ["account.createKey", true, "write"],
    ["auth.login", true, "sign-in"],
    ["auth.resetPassword", true, "sign-in"],
    ["auth.refresh", true, "write"],
    ["auth.logout", true, "write"],
  ])("%s counts as it should", (procedure, isChange, kind) => {
    expect(limitClassOf(procedure, isChange)).toBe(kind);
  });
});

describe("a caller's requests", () => {
  it("are let through up to the limit of the minute, and told how far they have come", async () => {
    const limits = open();
    expect((await take(limits, anybody)).told).toEqual({ policy: "read", limit: 3, remaining: 2, resetSeconds: 45 });
    await take(limits, anybody, { by: 2 });
    const { error, told } = await take(limits, anybody);
    expect(error).toMatchObject({ code: "TOO_MANY_REQUESTS", retryAfterSeconds: 45 });
    expect(told?.remaining).toBe(0);
    now += 45_000;
    expect((await take(limits, anybody)).error).toBeNull();
  });

  it("are counted by account, by key with its own number, else by address", async () => {
    const limits = open();
    await take(limits, anybody, { by: 3 });
    expect((await take(limits, anybody, { ip: "2.2.2.2" })).error).toBeNull();
    expect((await take(limits, person)).error).toBeNull();
    expect((await take(limits, program, { by: 2 })).told).toMatchObject({ policy: "key", limit: 2, remaining: 0 });
    expect((await take(limits, program)).error).toMatchObject({ code: "TOO_MANY_REQUESTS" });
    expect((await take(limits, anybody)).error).not.toBeNull();
  });

  it("are counted for all processes together, and for each alone while Redis is away", async () => {
    const [one, other] = [open(), open()];
    await take(one, person, { by: 3 });
    expect((await take(other, person)).error).not.toBeNull();
    shared.away = true;
    expect((await take(other, person)).error).toBeNull();
    expect((await take(one, person)).error).not.toBeNull();
  });

  it("are not limited where the limit is nought, nor the desk's own", async () => {
    const limits = new RequestLimits({ ...LIMITS, read: 0 }, shared, () => now);
    expect(await take(limits, anybody, { by: 1_000 })).toEqual({ error: null, told: undefined });
    expect((await take(open(), { kind: "system" }, { by: 1_000 })).error).toBeNull();
  });
});
