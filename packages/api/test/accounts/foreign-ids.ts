import { sql } from "kysely";
import { asOwner } from "../../src/platform/database/owned-rows.ts";
import { exampleBody, exampleUrl } from "../../src/platform/http/openapi-operation.ts";
import { REST_BASE, type RestRoute, restRoutes } from "../../src/platform/http/rest-routes.ts";
import type { DeskDoor } from "../support/identity-answer.ts";
import type { IdentityDesk, Person } from "../support/identity-desk.ts";
import { addPortfolio, addSignInWays, addStrategy, type RowIds } from "./rows-of-an-owner.ts";

const NOBODYS = "00000000-0000-7000-8000-00000000abcd";
/** Ids of rows that nobody has. */
const ABSENT: RowIds = new Proxy({}, { get: () => NOBODYS });

/** What `{id}` is where a path names it no closer. */
const OWNED_ID: Readonly<Record<string, string>> = {
  "account.revokeSession": "sessionId",
  "account.revokeKey": "keyId",
  "account.removePasskey": "passkeyId",
  "account.unlinkExternal": "identityId",
};
/** Path fields that name no row of an account. */
const NOT_OWNED = new Set(["id", "name", "date", "token", "version", "assetId"]);

const OWNED_TABLES = [
  "api_key",
  "passkey",
  "external_identity",
  "workspace_document",
  "portfolio",
  "wallet",
  "portfolio_transaction",
  "transaction_attachment",
  "portfolio_import",
  "import_part",
  "import_mapping",
  "portfolio_share",
  "strategy",
  "strategy_version",
  "strategy_run",
  "paper_account",
] as const;

/** Somebody with one of everything, by whose ids and words it is known again. */
export interface Owner {
  readonly person: Person;
  readonly token: string;
  /** Of their rows, by the names of path fields. */
  readonly ids: RowIds;
  /** Texts that nobody else may ever be shown. */
  readonly traces: readonly string[];
}

/** A request that names a row by its id. */
interface IdTry {
  readonly operationId: string;
  readonly method: string;
  /** Below /api/v1. */
  readonly path: string;
  /** The same where nobody has such a row. */
  readonly absentPath: string;
  readonly body?: unknown;
}

/** Makes somebody with one of everything. @param name stands in every text of theirs */
export async function ownerWithEverything(desk: IdentityDesk, name: string): Promise<Owner> {
  const person = await desk.person("analyst", name);
  const signedIn = await desk.signIn(person, { device: `device of ${name}` });
  const token = signedIn.accessToken;
  const made = await desk.post("/account/keys", { name: `key of ${name}`, scopes: ["market:read"] }, { token });
  const { id: keyId } = made.json<{ id: string }>();
  const body = { list: `words of ${name}` };
  await desk.send("PUT", "/workspace/watchlists", { token, body: { body, baseVersion: 0 } });
  const sessionId = signedIn.me.sessionId ?? "";
  const ways = await asOwner(desk.db, "system", (db) => addSignInWays(db, person.id, name));
  const texts = [`subject of ${name}`, `device of ${name}`, `key of ${name}`, `passkey of ${name}`, `words of ${name}`];
  const { identityId = "" } = ways;
  const traces = [...texts, person.id, person.email, sessionId, keyId, identityId];
  return { person, token, ids: { sessionId, keyId, ...ways }, traces };
}

/** The same with rows of portfolios and strategies, which are nobody's to calculate with. */
export async function ownerOfRows(desk: IdentityDesk, name: string): Promise<Owner> {
  const owner = await ownerWithEverything(desk, name);
  const { id } = owner.person;
  const rows = await asOwner(desk.db, "system", async (db) => ({
    ...(await addPortfolio(db, id, name)),
    ...(await addStrategy(db, id, name)),
  }));
  const ids = { ...owner.ids, ...rows };
  const texts = ["portfolio", "wallet", "mapping", "link", "strategy"].map((what) => `${what} of ${name}`);
  return { ...owner, ids, traces: [...owner.traces, ...texts, ...Object.values(rows)] };
}

/**
 * Every operation with the id of an owned row in its path, asked for the owner's.
 * @param own rows of whoever asks: where a path has several ids, also with all but the last of them right
 */
export function foreignTries(router: IdentityDesk["router"], owner: Owner, own: Owner): IdTry[] {
  return restRoutes(router).flatMap((route) => {
    const fields = ownedFields(route);
    const last = fields.at(-1);
    if (last === undefined) return [];
    const all = tryOf(route, owner.ids, ABSENT);
    if (fields.length === 1) return [all];
    const { [last]: inner = "" } = owner.ids;
    return [all, tryOf(route, { ...own.ids, [last]: inner }, { ...own.ids, [last]: NOBODYS })];
  });
}

/** Requests with ids of somebody's rows in their query or body, and otherwise rows of whoever asks. */
function foreignFields(theirs: RowIds, own: RowIds): Omit<IdTry, "absentPath">[] {
  const at = `/portfolios/${own.portfolioId}`;
  const draft = { type: "buy", date: "2026-01-05T12:00:00Z", assetId: "bitcoin", quantity: "0.1", value: "9000" };
  const change = { addTags: ["mine"] };
  const post = (operationId: string, path: string, body: object) => ({ operationId, method: "POST", path, body });
  const get = (operationId: string, path: string) => ({ operationId, method: "GET", path });
  return [
    get("transaction.list", `${at}/transactions?walletId=${theirs.walletId}`),
    get("transaction.list", `${at}/transactions?importId=${theirs.importId}`),
    get("figures.compare", `/portfolio-comparison?portfolioIds=${own.portfolioId},${theirs.portfolioId}`),
    get("strategyRun.list", `/strategy-runs?strategyId=${theirs.strategyId}`),
    get("paper.list", `/paper-accounts?strategyId=${theirs.strategyId}`),
    post("transaction.create", `${at}/transactions`, { ...draft, walletId: theirs.walletId }),
    post("transaction.bulkEdit", `${at}/transactions/bulk`, { transactionIds: [theirs.transactionId], change }),
    post("figures.preview", `${at}/preview`, { draft: { ...draft, walletId: theirs.walletId } }),
    post("strategyRun.compare", "/strategy-runs/compare", { runIds: [theirs.runId, own.runId] }),
    post("paper.start", "/paper-accounts", { strategyId: theirs.strategyId, capital: 10_000 }),
  ];
}

/**
 * Asks for every row of an owner as somebody else, in paths, queries and bodies, and for rows that nobody has.
 * @returns where the answers differ, or the path with a foreign id is not 404
 */
export async function toldApart(
  door: DeskDoor,
  router: IdentityDesk["router"],
  theirs: Owner,
  own: Owner,
): Promise<string[]> {
  const told: string[] = [];
  for (const each of foreignTries(router, theirs, own)) {
    const foreign = await answerTo(door, each, own);
    const absent = await answerTo(door, { ...each, path: each.absentPath }, own);
    if (foreign !== absent || !foreign.startsWith("404 ")) told.push(`${each.operationId}: ${foreign} but ${absent}`);
  }
  const nobodys = foreignFields(ABSENT, own.ids);
  for (const [index, each] of foreignFields(theirs.ids, own.ids).entries()) {
    const foreign = await answerTo(door, each, own);
    const absent = await answerTo(door, nobodys[index] ?? each, own);
    if (foreign !== absent) told.push(`${each.operationId}: ${foreign} but ${absent}`);
  }
  return told;
}

/** What an answer says, whichever ids and request it is about. */
async function answerTo(
  door: DeskDoor,
  { method, path, body: sent }: Omit<IdTry, "absentPath">,
  { token }: Owner,
): Promise<string> {
  const { status, text, body } = await door.send(method, path, { token, ...(sent !== undefined && { body: sent }) });
  const said = status < 400 ? text : String((body as { detail?: unknown }).detail);
  return `${status} ${said.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|".*?"/g, "…")}`;
}

/** What an owner has, as it lies in the database: the same text as long as nothing of it is changed. */
export async function everythingOf(desk: IdentityDesk, { person }: Owner): Promise<string> {
  const parts = await asOwner(desk.db, "system", async (db) => {
    const found: string[] = [];
    for (const table of OWNED_TABLES) {
      const { rows } = await sql<{ text: string | null }>`
        SELECT string_agg(each::text, E'\n' ORDER BY each::text) AS text FROM ${sql.table(table)} AS each
        WHERE account_id = ${person.id}`.execute(db);
      found.push(`${table}: ${rows[0]?.text}`);
    }
    return found;
  });
  return parts.join("\n");
}

/** @throws Error for a path field that nobody has said anything about */
function ownedFields({ procedure, meta, pathFields }: RestRoute): string[] {
  if (meta.rest.path.startsWith("/admin/")) return [];
  return [...pathFields].flatMap((field) => {
    const own = field === "id" ? OWNED_ID[procedure] : field;
    if (own === undefined || NOT_OWNED.has(own)) return [];
    return [own];
  });
}

function tryOf(route: RestRoute, ids: RowIds, absent: RowIds): IdTry {
  const path = (values: RowIds) => {
    const fields = [...route.pathFields].map((field) => [
      field,
      (field === "id" ? OWNED_ID[route.procedure] : field) ?? field,
    ]);
    const example = Object.fromEntries(
      fields.flatMap(([field = "", own = ""]) => (NOT_OWNED.has(own) ? [] : [[field, values[own] ?? `no ${own}`]])),
    );
    const meta = { ...route.meta, example: { ...route.meta.example, ...example } };
    return exampleUrl({ ...route, meta }).slice(REST_BASE.length);
  };
  const body = exampleBody(route);
  const { method } = route.meta.rest;
  return {
    operationId: route.procedure,
    method,
    path: path(ids),
    absentPath: path(absent),
    ...(body && { body }),
  };
}
