import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openMigratedPglite } from "../../../test/support/migrated-pglite.ts";
import type { Database } from "../database/database.ts";
import { SecretBox } from "../security/secret-box.ts";
import { IdempotentRequests, type StoredAnswer } from "./idempotent-requests.ts";

const NOON = new Date("2026-01-31T12:00:00.000Z");
const after = (ms: number) => new Date(NOON.getTime() + ms);
const answer: StoredAnswer = { status: 201, headers: { Location: "/x" }, body: '{"key":"cdk_shown_once"}' };
const request = { owner: "account:a", key: "k1", route: "account.createKey", input: { name: "x" } };

let database: Database;
let requests: IdempotentRequests;
let done: number;
beforeAll(async () => {
  database = await openMigratedPglite();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.primary.deleteFrom("idempotent_request").execute();
  requests = new IdempotentRequests(database.primary, new SecretBox("s".repeat(32)));
  done = 0;
});

const perform = async () => {
  done += 1;
  return answer;
};

describe("a request with an idempotency key", () => {
  it("is done once and answered as often as it is asked for, by another process too", async () => {
    expect(await requests.once(request, NOON, perform)).toEqual({ answer, replayed: false });
    const other = new IdempotentRequests(database.primary, new SecretBox("s".repeat(32)));
    expect(await other.once(request, after(1_000), perform)).toEqual({ answer, replayed: true });
    expect(done).toBe(1);
  });

  it("is refused with another body, and done again for another owner", async () => {
    await requests.once(request, NOON, perform);
    await expect(requests.once({ ...request, input: { name: "y" } }, NOON, perform)).rejects.toMatchObject({
      code: "INVALID_INPUT",
    });
    expect((await requests.once({ ...request, owner: "account:b" }, NOON, perform)).replayed).toBe(false);
    expect(done).toBe(2);
  });

  it("is refused while it is being done, and when nobody knows how it ended", async () => {
    const never = requests.once(request, NOON, () => new Promise(() => {}));
    void never;
    await expect.poll(() => database.primary.selectFrom("idempotent_request").select("key").execute()).toHaveLength(1);
    await expect(requests.once(request, after(60_000), perform)).rejects.toMatchObject({ code: "CONFLICT" });
    expect(done).toBe(0);
  });

  it("may be tried again with the same key after it failed", async () => {
    const failure = new Error("no");
    await expect(requests.once(request, NOON, () => Promise.reject(failure))).rejects.toBe(failure);
    expect((await requests.once(request, NOON, perform)).replayed).toBe(false);
  });

  it("is forgotten after a day, not earlier", async () => {
    await requests.once(request, NOON, perform);
    expect((await requests.once(request, after(24 * 3_600_000 - 1), perform)).replayed).toBe(true);
    expect((await requests.once(request, after(24 * 3_600_000), perform)).replayed).toBe(false);
    expect(await requests.deleteOld(after(72 * 3_600_000))).toBe(1);
  });

  it("stores its answer sealed", async () => {
    await requests.once(request, NOON, perform);
    const row = await database.primary.selectFrom("idempotent_request").selectAll().executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain("shown_once");
  });

  it.each(["", "a b", "é", "x".repeat(256)])("is refused with the key %j", async (key) => {
    await expect(requests.once({ ...request, key }, NOON, perform)).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });
});
