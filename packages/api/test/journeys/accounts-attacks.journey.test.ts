import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shellTokenOf } from "../../src/domains/identity/shell-token.ts";
import { type Caller, call, expectedOutcomes, gatherCallers, knock } from "../accounts/callers.ts";
import { filled, type Operation, operations } from "../accounts/described-operations.ts";
import { everythingOf, type Owner, ownerOfRows, toldApart } from "../accounts/foreign-ids.ts";
import { type Forge, type Forgery, openForge } from "../accounts/forge.ts";
import { disfiguredKeys, forgedShellTokens } from "../accounts/forged-keys.ts";
import { forgedTokens, pointingAt } from "../accounts/forged-tokens.ts";
import { mistakesWith, type Secrets, secretsOf } from "../accounts/mistaken-tokens.ts";
import { plantedBodies, prototypeBodies, writingOperations } from "../accounts/planted-fields.ts";
import { rawStatus } from "../accounts/raw-request.ts";
import { type AttackedDesks, REDIS_STATES, startAttackedDesks } from "../support/attacked-desks.ts";
import { deskAbsence } from "../support/desk-process.ts";
import { openFetchTrap } from "../support/fetch-trap.ts";
import type { Sending } from "../support/identity-answer.ts";
import { postgresAbsence, redisAbsence } from "../support/servers.ts";

const AT_ONCE = 16;
// Streams have a door of their own.
const answered = operations.filter(({ operationId }) => !operationId.endsWith(".watch"));
const missing = postgresAbsence() ?? redisAbsence() ?? deskAbsence();
const title = `two processes under attack${missing === null ? "" : `: skipped, ${missing}`}`;

describe.skipIf(missing !== null)(title, () => {
  let desks: AttackedDesks;

  beforeAll(async () => {
    desks = await startAttackedDesks();
  });
  afterAll(() => desks?.stop());

  describe.each(REDIS_STATES)("with Redis %s", (state) => {
    let callers: Caller[];
    let forge: Forge;
    let key: string;
    let secrets: Secrets;
    let [theirs, own]: Owner[] = [];

    beforeAll(async () => {
      await desks.enter(state);
      const { inside } = desks;
      callers = await gatherCallers(inside);
      const person = await inside.person("admin");
      forge = await openForge(inside, person);
      secrets = await secretsOf(inside, person);
      ({ key } = secrets);
      theirs = await ownerOfRows(inside, `keeper-${state}`);
      own = await ownerOfRows(inside, `seeker-${state}`);
    });
    afterAll(() => desks.leave(state));

    it.each(operations)("let in who may, and nobody else: $operationId", async (operation) => {
      expect(await outcomesOf(operation, knock)).toEqual(expectedOutcomes(operation, callers));
    });

    if (state === "up") {
      it.each(answered)("and at the tRPC door: $operationId", async (operation) => {
        expect(await outcomesOf(operation, call)).toEqual(expectedOutcomes(operation, callers));
      });
    }

    it("believe no forged token", async () => {
      await isBelieved({ token: forge.signedIn.accessToken });
      await areRefused(await forgedTokens(forge), ({ token }) => ({ token }));
      await isBelieved({ token: await forge.signed({}) });
      for (const { url } of desks.processes) {
        expect(await rawStatus(url, [["Authorization", `Bearer ${"A".repeat(1_000_000)}`]])).toBe(431);
      }
    });

    it("fetch nothing that a token points to", async () => {
      const trap = await openFetchTrap();
      for (const { token } of await pointingAt(forge, trap.url)) {
        for (const { send } of desks.processes) await send("GET", "/account", { token });
      }
      trap.close();
      expect(trap.asked()).toBe(0);
    });

    it("take no secret for one of another kind", async () => {
      for (const { what, method, path, sending } of mistakesWith(secrets)) {
        for (const { send } of desks.processes) {
          expect([what, (await send(method, path, sending)).status]).toEqual([what, 401]);
        }
      }
      const { refreshToken } = secrets;
      expect((await desks.inTurn.post("/auth/refresh", { refreshToken })).status).toBe(200);
    });

    it.each(writingOperations)("let nobody set what is not theirs to set: $operationId", async (operation) => {
      const sending = { token: forge.signedIn.accessToken };
      const path = filled(operation.path);
      await inBatches([...plantedBodies(operation), ...prototypeBodies()], async ({ field, body }) => {
        const { status } = await desks.inTurn.send(operation.method, path, { ...sending, body });
        expect([field, status]).toEqual([field, 422]);
      });
    });

    it("believe a token in its header alone, and no second one beside it", async () => {
      const { accessToken } = forge.signedIn;
      const [good, bad] = [`Bearer ${accessToken}`, "Bearer rubbish"];
      for (const { url, send } of desks.processes) {
        for (const name of ["access_token", "token", "authorization", "x-api-key"]) {
          expect((await send("GET", `/account?${name}=${accessToken}`)).status).toBe(401);
          expect((await send("GET", "/account", { cookies: { [name]: accessToken } })).status).toBe(401);
        }
        for (const pair of [
          [good, bad],
          [bad, good],
          [good, good],
        ]) {
          expect(
            await rawStatus(
              url,
              pair.map((value) => ["Authorization", value] as const),
            ),
          ).toBe(401);
        }
        expect(
          await rawStatus(url, [
            ["Authorization", good],
            ["X-API-Key", key],
          ]),
        ).toBe(401);
      }
    });

    it("believe no disfigured key and no made-up token of the shell", async () => {
      await isBelieved({ key });
      await areRefused(
        disfiguredKeys(key).map((token) => ({ trick: token, token })),
        (one) => ({ key: one.token }),
      );
      const { identity, now } = desks.inside;
      const forgeries = forgedShellTokens(identity.secrets, now);
      const statuses = async (token: string) =>
        Promise.all(
          desks.processes.map(async ({ send }) => (await send("GET", "/admin/accounts?limit=1", { token })).status),
        );
      expect(await statuses(shellTokenOf(identity.secrets, now))).toEqual([200, 200]);
      for (const { trick, token } of forgeries) expect([trick, await statuses(token)]).toEqual([trick, [401, 401]]);
    });

    it("do not find what belongs to somebody else, and leave it as it is", async () => {
      if (!theirs || !own) throw new Error("there are no owners");
      const { inside, processes } = desks;
      const before = await everythingOf(inside, theirs);
      for (const door of processes) expect(await toldApart(door, inside.router, theirs, own)).toEqual([]);
      expect(await everythingOf(inside, theirs)).toBe(before);
    });

    async function outcomesOf(operation: Operation, ask: typeof knock): Promise<Record<string, number>> {
      const [first, second] = desks.processes;
      const turn = operations.indexOf(operation);
      const seen: Record<string, number> = {};
      await inBatches(callers.entries(), async ([index, { name, at, sending }]) => {
        const door = (turn + index) % 2 === 0 ? first : second;
        seen[name] = await ask(at === "closed" ? desks.closed : door, operation, sending);
      });
      return seen;
    }
  });

  async function isBelieved(sending: Sending): Promise<void> {
    for (const { send } of desks.processes) expect((await send("GET", "/account", sending)).status).toBe(200);
  }

  /** On both. */
  async function areRefused(forgeries: readonly Forgery[], shown: (forgery: Forgery) => Sending): Promise<void> {
    await inBatches(forgeries, async (forgery) => {
      for (const { send } of desks.processes) {
        const { status } = await send("GET", "/account", shown(forgery));
        expect([forgery.trick, status]).toEqual([forgery.trick, 401]);
      }
    });
  }
});

async function inBatches<T>(all: Iterable<T>, work: (each: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  while (waiting.length > 0) await Promise.all(waiting.splice(0, AT_ONCE).map(work));
}
