import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RestRoute, restRoutes } from "../../src/platform/http/rest-routes.ts";
import { HOSTILE_TEXTS } from "../accounts/arbitrary-input.ts";
import type { Operation } from "../accounts/described-operations.ts";
import {
  type HostileBody,
  misshapenBodies,
  nestedBodies,
  sendBody,
  tooLargeBodies,
} from "../accounts/hostile-bodies.ts";
import { HostileCaller, questionable } from "../accounts/hostile-requests.ts";
import { type AttackedDesks, REDIS_STATES, startAttackedDesks } from "../support/attacked-desks.ts";
import { deskAbsence } from "../support/desk-process.ts";
import { postgresAbsence, redisAbsence } from "../support/servers.ts";

// The tests of one process go through more of each.
const RUNS = 3;
const TEXTS = 2;
const writing = questionable.filter(({ requestBody }) => requestBody !== undefined);
const missing = postgresAbsence() ?? redisAbsence() ?? deskAbsence();
const title = `two processes asked nonsense${missing === null ? "" : `: skipped, ${missing}`}`;

describe.skipIf(missing !== null)(title, () => {
  let desks: AttackedDesks;
  let caller: HostileCaller;
  let routes: ReadonlyMap<string, RestRoute>;

  beforeAll(async () => {
    desks = await startAttackedDesks();
    const { inTurn, inside } = desks;
    caller = new HostileCaller(inTurn, inside.router, inside.forgetTries);
    routes = new Map(restRoutes(inside.router).map((route) => [route.procedure, route]));
  });
  afterAll(() => desks?.stop());

  describe.each(REDIS_STATES)("with Redis %s", (state) => {
    let token = "";

    beforeAll(() => desks.enter(state));
    afterAll(() => desks.leave(state));

    it.each(questionable)("answer as the document says: $operationId", async (operation) => {
      token = await holding(token);
      await caller.probeDescribed(operation, RUNS, { token });
      await caller.probeGarbage(operation, RUNS, { token });
      await caller.probeTexts(operation, textsFor(operation), { token });
    });

    it.each(writing)("refuse bodies without measure or shape: $operationId", async (operation) => {
      token = await holding(token);
      const route = routes.get(operation.operationId);
      const bodies = [...tooLargeBodies(route), ...nestedBodies(operation), ...misshapenBodies()];
      const wrong = await Promise.all(bodies.map((body, turn) => wronglyTaken(operation, token, body, turn)));
      expect(wrong.filter((one) => one !== null)).toEqual([]);
    });
  });

  /** The token, or where what was asked has cost it its rights that of another admin. */
  async function holding(token: string): Promise<string> {
    const { inTurn, inside } = desks;
    const looks = ["/account", "/admin/accounts?limit=1"].map((path) => inTurn.send("GET", path, { token }));
    const holds = (await Promise.all(looks)).every(({ status }) => status === 200);
    if (holds) return token;
    inside.now = new Date();
    await inside.db.updateTable("identity_state").set({ second_factor_roles: [] }).execute();
    return (await inside.signIn(await inside.person("admin"))).accessToken;
  }

  /** @returns null where it is refused as it should be, in time */
  async function wronglyTaken(
    operation: Operation,
    token: string,
    body: HostileBody,
    turn: number,
  ): Promise<string | null> {
    const { url } = desks.processes[turn % 2 === 0 ? 0 : 1];
    const { status } = await sendBody(url, operation, token, body);
    return body.refusedAs.includes(status) ? null : `${status} for ${body.trick}`;
  }
});

/** Some of them, other ones for each operation: over all operations every text has its turn. */
function textsFor(operation: Operation): string[] {
  const at = questionable.indexOf(operation);
  return Array.from({ length: TEXTS }, (_, turn) => HOSTILE_TEXTS[(at + turn * 13) % HOSTILE_TEXTS.length] ?? "");
}
