import type { Permission } from "@cryptodesk/shared/identity/permission";
import { KeyScope } from "@cryptodesk/shared/identity/permission";
import type { TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { restRoutes } from "../../src/platform/http/rest-routes.ts";
import type { Sending } from "../support/identity-answer.ts";
import { type IdentityDesk, type IdentityInstance, openIdentityDesk, type Person } from "../support/identity-desk.ts";
import { filled, type Operation, operations } from "./described-operations.ts";
import { HELD, KEY_SCOPES, OPERATION_PERMISSIONS } from "./operation-permissions.ts";

/** Somebody who knocks: what they show, and what must come of it. */
interface Caller {
  readonly name: string;
  readonly sending: Sending;
  readonly at?: "closed";
  /** 422: let in, for every request below carries a field that no contract knows. */
  expects(permission: Permission, confirmed: boolean): 401 | 403 | 422;
}

let desk: IdentityDesk;
/** A process of the same desk with ANONYMOUS_READING=off. */
let closed: IdentityInstance;
let callers: Caller[];

beforeAll(async () => {
  desk = await openIdentityDesk();
  closed = await desk.another({ ANONYMOUS_READING: "off" });
  callers = await gather();
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
    expect(await outcomes((caller) => knock(operation, caller))).toEqual(expected(operation));
  });

  it.skipIf(operation.operationId.endsWith(".watch"))("and at the tRPC door", async () => {
    expect(await outcomes((caller) => call(operation, caller))).toEqual(expected(operation));
  });
});

async function outcomes(ask: (caller: Caller) => Promise<number>): Promise<Record<string, number>> {
  const seen: Record<string, number> = {};
  for (const caller of callers) seen[caller.name] = await ask(caller);
  return seen;
}

function expected({ operationId }: Operation): Record<string, number> {
  const entry = OPERATION_PERMISSIONS[operationId] ?? "open";
  const [permission = "", confirmed] = entry.split(" ");
  return Object.fromEntries(
    callers.map(({ name, expects }) => [
      name,
      entry === "open" ? 422 : expects(permission as Permission, confirmed !== undefined),
    ]),
  );
}

async function knock({ method, path }: Operation, { at, sending }: Caller): Promise<number> {
  const body = method === "GET" || method === "DELETE" ? undefined : { notAField: 1 };
  const target = `${filled(path)}${body ? "" : "?notAField=1"}`;
  return (await instance(at).send(method, target, { ...sending, ...(body && { body }) })).status;
}

async function call({ operationId, method }: Operation, { at, sending }: Caller): Promise<number> {
  const input = JSON.stringify({ notAField: 1 });
  const answer =
    method === "GET"
      ? await instance(at).send("GET", `//trpc/${operationId}?input=${encodeURIComponent(input)}`, sending)
      : await instance(at).send("POST", `//trpc/${operationId}`, { ...sending, body: { notAField: 1 } });
  return answer.status;
}

function instance(at: Caller["at"]): IdentityInstance {
  return at === "closed" ? closed : desk;
}

async function gather(): Promise<Caller[]> {
  const { send, signIn } = desk;
  const admin = await desk.person("admin");
  const people = { viewer: await desk.person("viewer"), analyst: await desk.person("analyst"), admin };
  const tokenOf = async (person: Person) => ({ token: (await signIn(person)).accessToken });
  const adminToken = await tokenOf(admin);
  const disabled = await desk.person("admin", "disabled");
  const disabledToken = await tokenOf(disabled);
  const disabledKey = { key: await desk.keyOf(disabled, KEY_SCOPES) };
  await send("PATCH", `/admin/accounts/${disabled.id}`, { ...adminToken, body: { isActive: false } });

  const leaver = await tokenOf(admin);
  await desk.post("/auth/logout", {}, leaver);
  const revoked = await desk.keyOf(admin, KEY_SCOPES);
  await revokeKeys(admin);
  const unconfirmed = await signIn(admin);
  await desk.db
    .updateTable("session")
    .set({ confirmed_at: null })
    .where("id", "=", unconfirmed.me.sessionId ?? "")
    .execute();
  const impersonated = await send("POST", `/admin/accounts/${people.analyst.id}/impersonate`, adminToken);

  // A token that has run out: made half an hour ago.
  const rightNow = desk.now;
  desk.now = new Date(rightNow.getTime() - 1_800_000);
  const expired = await tokenOf(admin);
  desk.now = rightNow;

  const holding = (held: readonly Permission[]) => (permission: Permission) => (held.includes(permission) ? 422 : 403);
  const never = () => 401 as const;
  const keys: Caller[] = [];
  for (const scope of KEY_SCOPES) {
    const key = await desk.keyOf(admin, [scope]);
    keys.push({ name: `key for ${scope}`, sending: { key }, expects: holding([scope]) });
  }
  return [
    { name: "anonymous", sending: {}, expects: (permission) => (permission === "market:read" ? 422 : 401) },
    { name: "anonymous where reading takes a sign-in", at: "closed", sending: {}, expects: never },
    ...(await Promise.all(
      (["viewer", "analyst", "admin"] as const).map(
        async (role): Promise<Caller> => ({
          name: role,
          sending: await tokenOf(people[role]),
          expects: holding(HELD[role]),
        }),
      ),
    )),
    {
      name: "viewer where reading takes a sign-in",
      at: "closed",
      sending: await tokenOf(people.viewer),
      expects: holding(HELD.viewer),
    },
    ...keys,
    {
      name: "key as Bearer",
      sending: { token: await desk.keyOf(admin, ["market:read"]) },
      expects: holding(["market:read"]),
    },
    {
      name: "key of a viewer that once was an admin",
      sending: { key: await keyOfDemoted(adminToken) },
      expects: holding(["market:read"]),
    },
    {
      name: "admin who did not confirm",
      sending: { token: unconfirmed.accessToken },
      expects: (_permission, confirmed) => (confirmed ? 403 : 422),
    },
    {
      name: "admin as somebody else",
      sending: { token: impersonated.json<TokenAnswer>().accessToken },
      expects: holding(HELD.impersonated),
    },
    { name: "disabled account", sending: disabledToken, expects: never },
    { name: "key of a disabled account", sending: disabledKey, expects: never },
    { name: "expired token", sending: expired, expects: never },
    { name: "ended session", sending: leaver, expects: never },
    { name: "revoked key", sending: { key: revoked }, expects: never },
    { name: "rubbish", sending: { token: "rubbish" }, expects: never },
  ];
}

async function keyOfDemoted(adminToken: Sending): Promise<string> {
  const person = await desk.person("admin", "demoted");
  const key = await desk.keyOf(person, ["market:read", "market:operate", "admin:read", "admin:users"]);
  await desk.send("PATCH", `/admin/accounts/${person.id}`, { ...adminToken, body: { role: "viewer" } });
  return key;
}

async function revokeKeys(person: Person): Promise<void> {
  const { accessToken } = await desk.signIn(person);
  const { items } = (await desk.send("GET", "/account/keys", { token: accessToken })).json<{
    items: { id: string }[];
  }>();
  for (const { id } of items) await desk.send("DELETE", `/account/keys/${id}`, { token: accessToken });
}
