import type { Permission } from "@cryptodesk/shared/identity/permission";
import type { TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";
import { asOwner } from "../../src/platform/database/owned-rows.ts";
import type { DeskDoor, Sending } from "../support/identity-answer.ts";
import type { IdentityDesk, Person } from "../support/identity-desk.ts";
import { filled, type Operation } from "./described-operations.ts";
import { HELD, KEY_SCOPES, OPERATION_PERMISSIONS } from "./operation-permissions.ts";

/** Somebody who knocks: what they show, and what must come of it. */
export interface Caller {
  readonly name: string;
  readonly sending: Sending;
  /** Knocks where ANONYMOUS_READING is off. */
  readonly at?: "closed";
  /** 422: let in, for every request below carries a field that no contract knows. */
  expects(permission: Permission, confirmed: boolean): 401 | 403 | 422;
}

/** What must come of it for each caller, by the table of permissions. */
export function expectedOutcomes({ operationId }: Operation, callers: readonly Caller[]): Record<string, number> {
  const entry = OPERATION_PERMISSIONS[operationId] ?? "open";
  const [permission = "", confirmed] = entry.split(" ");
  return Object.fromEntries(
    callers.map(({ name, expects }) => [
      name,
      entry === "open" ? 422 : expects(permission as Permission, confirmed !== undefined),
    ]),
  );
}

/** The status of an operation at the REST door. */
export async function knock(door: DeskDoor, { method, path }: Operation, sending: Sending): Promise<number> {
  const body = method === "GET" || method === "DELETE" ? undefined : { notAField: 1 };
  const target = `${filled(path)}${body ? "" : "?notAField=1"}`;
  return (await door.send(method, target, { ...sending, ...(body && { body }) })).status;
}

/** The status of an operation at the tRPC door. */
export async function call(door: DeskDoor, { operationId, method }: Operation, sending: Sending): Promise<number> {
  const input = JSON.stringify({ notAField: 1 });
  const answer =
    method === "GET"
      ? await door.send("GET", `//trpc/${operationId}?input=${encodeURIComponent(input)}`, sending)
      : await door.send("POST", `//trpc/${operationId}`, { ...sending, body: { notAField: 1 } });
  return answer.status;
}

/** One caller of every kind, with credentials of its own. */
export async function gatherCallers(desk: IdentityDesk): Promise<Caller[]> {
  const admin = await desk.person("admin");
  const adminToken = await tokenOf(desk, admin);
  return [...(await peopleAtTheDoor(desk, admin, adminToken)), ...(await refusedAtTheDoor(desk, admin, adminToken))];
}

async function peopleAtTheDoor(desk: IdentityDesk, admin: Person, adminToken: Sending): Promise<Caller[]> {
  const people = { viewer: await desk.person("viewer"), analyst: await desk.person("analyst"), admin };
  const unconfirmed = await desk.signIn(admin);
  await asOwner(desk.db, "system", (db) =>
    db
      .updateTable("session")
      .set({ confirmed_at: null })
      .where("id", "=", unconfirmed.me.sessionId ?? "")
      .execute(),
  );
  const impersonated = await desk.send("POST", `/admin/accounts/${people.analyst.id}/impersonate`, adminToken);
  const roles: Caller[] = [];
  for (const role of ["viewer", "analyst", "admin"] as const) {
    roles.push({ name: role, sending: await tokenOf(desk, people[role]), expects: holding(HELD[role]) });
  }
  return [
    { name: "anonymous", sending: {}, expects: (permission) => (permission === "market:read" ? 422 : 401) },
    ...roles,
    {
      name: "viewer where reading takes a sign-in",
      at: "closed",
      sending: await tokenOf(desk, people.viewer),
      expects: holding(HELD.viewer),
    },
    ...(await keysAtTheDoor(desk, adminToken)),
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
  ];
}

async function keysAtTheDoor(desk: IdentityDesk, adminToken: Sending): Promise<Caller[]> {
  const owner = await desk.person("admin", "owner-of-keys");
  const keys: Caller[] = [];
  for (const scope of KEY_SCOPES) {
    const key = await desk.keyOf(owner, [scope]);
    keys.push({ name: `key for ${scope}`, sending: { key }, expects: holding([scope]) });
  }
  const demoted = await desk.person("admin", "demoted");
  const key = await desk.keyOf(demoted, ["market:read", "market:operate", "admin:read", "admin:users"]);
  await desk.send("PATCH", `/admin/accounts/${demoted.id}`, { ...adminToken, body: { role: "viewer" } });
  return [
    ...keys,
    {
      name: "key as Bearer",
      sending: { token: await desk.keyOf(owner, ["market:read"]) },
      expects: holding(["market:read"]),
    },
    { name: "key of a viewer that once was an admin", sending: { key }, expects: holding(["market:read"]) },
  ];
}

async function refusedAtTheDoor(desk: IdentityDesk, admin: Person, adminToken: Sending): Promise<Caller[]> {
  const disabled = await desk.person("admin", "disabled");
  const disabledToken = await tokenOf(desk, disabled);
  const disabledKey = { key: await desk.keyOf(disabled, KEY_SCOPES) };
  await desk.send("PATCH", `/admin/accounts/${disabled.id}`, { ...adminToken, body: { isActive: false } });
  const leaver = await tokenOf(desk, admin);
  await desk.post("/auth/logout", {}, leaver);
  const revoked = { key: await desk.keyOf(admin, KEY_SCOPES) };
  await revokeKeys(desk, adminToken);
  return [
    { name: "anonymous where reading takes a sign-in", at: "closed", sending: {}, expects: never },
    { name: "disabled account", sending: disabledToken, expects: never },
    { name: "key of a disabled account", sending: disabledKey, expects: never },
    { name: "expired token", sending: await expiredToken(desk, admin), expects: never },
    { name: "ended session", sending: leaver, expects: never },
    { name: "revoked key", sending: revoked, expects: never },
    { name: "rubbish", sending: { token: "rubbish" }, expects: never },
  ];
}

/** Made half an hour ago. */
async function expiredToken(desk: IdentityDesk, person: Person): Promise<Sending> {
  const rightNow = desk.now;
  desk.now = new Date(rightNow.getTime() - 1_800_000);
  const expired = await tokenOf(desk, person);
  desk.now = rightNow;
  return expired;
}

async function revokeKeys(desk: IdentityDesk, token: Sending): Promise<void> {
  const { items } = (await desk.send("GET", "/account/keys", token)).json<{ items: { id: string }[] }>();
  for (const { id } of items) await desk.send("DELETE", `/account/keys/${id}`, token);
}

async function tokenOf(desk: IdentityDesk, person: Person): Promise<Sending> {
  return { token: (await desk.signIn(person)).accessToken };
}

function holding(held: readonly Permission[]): Caller["expects"] {
  return (permission) => (held.includes(permission) ? 422 : 403);
}

function never(): 401 {
  return 401;
}
