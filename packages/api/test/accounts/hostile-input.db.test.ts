import { isStorableText } from "@cryptodesk/shared/text/storable";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RestRoute, restRoutes } from "../../src/platform/http/rest-routes.ts";
import { type IdentityDesk, openIdentityDesk } from "../support/identity-desk.ts";
import { HOSTILE_TEXTS } from "./arbitrary-input.ts";
import { misshapenBodies, nestedBodies, sendBody, tooLargeBodies } from "./hostile-bodies.ts";
import { HostileCaller, questionable } from "./hostile-requests.ts";

const RUNS = 10;
const writing = questionable.filter(({ requestBody }) => requestBody !== undefined);

let desk: IdentityDesk;
let caller: HostileCaller;
let routes: ReadonlyMap<string, RestRoute>;
let token: string;

beforeAll(async () => {
  desk = await openIdentityDesk();
  caller = new HostileCaller(desk, desk.router, desk.forgetTries);
  routes = new Map(restRoutes(desk.router).map((route) => [route.procedure, route]));
  await desk.person("admin", "another");
});
afterAll(() => desk.close());
beforeEach(async () => {
  await desk.db.updateTable("identity_state").set({ second_factor_roles: [] }).execute();
  desk.identity.actors.forget();
  await desk.forgetTries();
  token = (await desk.signIn(await desk.person("admin"))).accessToken;
});

describe.each(questionable)("$operationId", (operation) => {
  it("answers what its schema describes as the document says", { timeout: 60_000 }, async () => {
    await caller.probeDescribed(operation, RUNS, { token });
  });

  it("answers garbage as the document says", { timeout: 60_000 }, async () => {
    await caller.probeGarbage(operation, RUNS, { token });
  });

  it("answers text that databases stumble over in any field as the document says", { timeout: 60_000 }, async () => {
    await caller.probeTexts(operation, HOSTILE_TEXTS, { token });
  });
});

describe.each(writing)("a body of $operationId", (operation) => {
  it("is refused past 256 KB, or the operation's own limit, also when it is unpacked", async () => {
    for (const hostile of tooLargeBodies(routes.get(operation.operationId))) {
      const began = performance.now();
      const { status } = await sendBody(desk.url, operation, token, hostile);
      expect([hostile.trick, hostile.refusedAs]).toEqual([hostile.trick, expect.arrayContaining([status])]);
      expect(performance.now() - began).toBeLessThan(5_000);
    }
  });

  it("is refused where it is nested without end", async () => {
    for (const hostile of nestedBodies(operation)) {
      const { status } = await sendBody(desk.url, operation, token, hostile);
      expect([hostile.trick, hostile.refusedAs]).toEqual([hostile.trick, expect.arrayContaining([status])]);
    }
  });

  it("is refused in words where it is no JSON, no object, or of another type", async () => {
    for (const hostile of misshapenBodies()) {
      const answer = await sendBody(desk.url, operation, token, hostile);
      expect([hostile.trick, hostile.refusedAs]).toEqual([hostile.trick, expect.arrayContaining([answer.status])]);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
    }
  });
});

describe("a workspace document", () => {
  it("is stored and given back as it is, whatever letters it is made of", async () => {
    let baseVersion = 0;
    for (const text of HOSTILE_TEXTS.filter((one) => isStorableText(one) && one !== "__proto__")) {
      const body = { [text]: text, list: [text] };
      const saved = await desk.send("PUT", "/workspace/watchlists", { token, body: { body, baseVersion } });
      expect([text, saved.status]).toEqual([text, 200]);
      const { items } = (await desk.send("GET", "/workspace", { token })).json<{ items: { body: unknown }[] }>();
      expect(items[0]?.body).toEqual(body);
      baseVersion += 1;
    }
  });
});
