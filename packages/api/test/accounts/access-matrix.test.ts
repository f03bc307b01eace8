import { KeyScope } from "@cryptodesk/shared/identity/permission";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { restRoutes } from "../../src/platform/http/rest-routes.ts";
import { type IdentityDesk, type IdentityInstance, openIdentityDesk } from "../support/identity-desk.ts";
import { type Caller, call, expectedOutcomes, gatherCallers, knock } from "./callers.ts";
import { operations } from "./described-operations.ts";
import { KEY_SCOPES, OPERATION_PERMISSIONS } from "./operation-permissions.ts";

let desk: IdentityDesk;
/** A process of the same desk with ANONYMOUS_READING=off. */
let closed: IdentityInstance;
let callers: Caller[];

beforeAll(async () => {
  desk = await openIdentityDesk();
  closed = await desk.another({ ANONYMOUS_READING: "off" });
  callers = await gatherCallers(desk);
}, 120_000);
afterAll(() => desk.close());

describe("the table of permissions", () => {
  it("has an entry for every operation of the document, and none besides", () => {
    expect(Object.keys(OPERATION_PERMISSIONS).sort()).toEqual(operations.map(({ operationId }) => operationId).sort());
  });

  it("has an entry for every procedure, documented or not", () => {
    const procedures = restRoutes(desk.router).map(({ procedure }) => procedure);
    expect(Object.keys(OPERATION_PERMISSIONS).sort()).toEqual(procedures.sort());
    expect(Object.keys(desk.router._def.procedures).sort()).toEqual(procedures.sort());
  });

  it("knows every scope that a key may have", () => {
    expect([...KEY_SCOPES].sort()).toEqual([...KeyScope.options].sort());
  });
});

describe.each(operations)("$operationId", (operation) => {
  it("lets in at the REST door who may, and nobody else", async () => {
    expect(await outcomes((caller) => knock(doorOf(caller), operation, caller.sending))).toEqual(
      expectedOutcomes(operation, callers),
    );
  });

  it.skipIf(operation.operationId.endsWith(".watch"))("and at the tRPC door", async () => {
    expect(await outcomes((caller) => call(doorOf(caller), operation, caller.sending))).toEqual(
      expectedOutcomes(operation, callers),
    );
  });
});

async function outcomes(ask: (caller: Caller) => Promise<number>): Promise<Record<string, number>> {
  const seen: Record<string, number> = {};
  for (const caller of callers) seen[caller.name] = await ask(caller);
  return seen;
}

function doorOf({ at }: Caller): IdentityInstance {
  return at === "closed" ? closed : desk;
}
