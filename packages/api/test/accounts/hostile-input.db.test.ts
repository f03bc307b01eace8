import { gzipSync } from "node:zlib";
import { isStorableText } from "@cryptodesk/shared/text/storable";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RestRoute, restRoutes } from "../../src/platform/http/rest-routes.ts";
import type { Answer, Sending } from "../support/identity-answer.ts";
import { type IdentityDesk, openIdentityDesk } from "../support/identity-desk.ts";
import { arbitraryOf, garbage, HOSTILE_TEXTS, type JsonSchema } from "./arbitrary-input.ts";
import { described, filled, type Operation, operations, SOME_PATH } from "./described-operations.ts";

const RUNS = 10;
const KILOBYTE = 1024;
// Streams are opened by another test; making RSA keys takes its time.
const patient = new Set(["admin.rotateSigningKeys"]);
const asked = operations.filter(({ operationId }) => operationId !== "market.watch");
const writing = asked.filter(({ requestBody }) => requestBody !== undefined);
const definitions = (described as unknown as { components: { schemas: Record<string, JsonSchema> } }).components
  .schemas;

let desk: IdentityDesk;
let routes: ReadonlyMap<string, RestRoute>;
let token: string;

beforeAll(async () => {
  desk = await openIdentityDesk();
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

describe.each(asked)("$operationId", (operation) => {
  it("answers what its schema describes as the document says", { timeout: 60_000 }, async () => {
    const inputs = fc.record({
      path: fieldsOf(operation, "path"),
      query: fieldsOf(operation, "query"),
      body: bodyOf(operation),
      signedIn: fc.boolean(),
    });
    await probed(operation, inputs);
  });

  it("answers garbage as the document says", { timeout: 60_000 }, async () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...HOSTILE_TEXTS));
    const inputs = fc.record({
      path: fc.dictionary(fc.constantFrom("id", "name", "date"), text),
      query: fc.dictionary(fc.oneof(fc.string(), fc.constantFrom("limit", "cursor", "fields", "role")), text, {
        maxKeys: 3,
      }),
      body: garbage,
      signedIn: fc.boolean(),
    });
    await probed(operation, inputs);
  });

  it("answers text that databases stumble over in any field as the document says", { timeout: 60_000 }, async () => {
    const example = routes.get(operation.operationId)?.meta.example ?? {};
    const fields = new Set([...Object.keys(example), ...namesOf(operation)]);
    for (const field of fields) {
      for (const text of HOSTILE_TEXTS) {
        const values = { ...example, [field]: text };
        await documented(operation, { path: values, query: values, body: values }, { token });
        if (operation.requestBody === undefined || text.length > 20) continue;
        const below = { ...example, [field]: { [text]: [text] } };
        await documented(operation, { path: values, query: values, body: below }, { token });
      }
    }
  });
});

describe.each(writing)("a body of $operationId", (operation) => {
  const send = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(`${desk.url}/api/v1${filled(operation.path)}`, {
      method: operation.method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
      body,
    });

  it("is refused past 256 KB, or the operation's own limit, also when it is unpacked", async () => {
    const own = routes.get(operation.operationId)?.meta.rest.maxBodyMb;
    const limit = own === undefined ? 256 * KILOBYTE : own * KILOBYTE * KILOBYTE;
    const large = JSON.stringify({ name: "x".repeat(limit + 44 * KILOBYTE) });
    expect((await send(large)).status).toBe(413);
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(Math.max(64 * KILOBYTE * KILOBYTE, limit) + 1, 0x20)));
    expect(bomb.length).toBeLessThan(256 * KILOBYTE);
    const began = performance.now();
    expect((await send(bomb, { "content-encoding": "gzip" })).status).toBe(413);
    expect(performance.now() - began).toBeLessThan(5_000);
    expect([400, 415]).toContain((await send(bomb, { "content-encoding": "br" })).status);
    expect([400, 415]).toContain((await send(bomb, { "content-encoding": "rot13" })).status);
  });

  it("is refused where it is nested without end", async () => {
    const [field = "x"] = Object.keys(schemaOf(operation).properties ?? {});
    for (const [open, close] of [
      ["[", "]"],
      ['{"a":', "}"],
    ] as const) {
      for (const levels of [200, 5_000, 20_000]) {
        const nested = `${open.repeat(levels)}1${close.repeat(levels)}`;
        expect([400, 413, 422]).toContain((await send(nested)).status);
        expect([400, 413, 422]).toContain(
          (await send(`{"${field}":${nested},"body":${nested},"baseVersion":0}`)).status,
        );
        expect([400, 413, 422]).toContain((await send(`{"response":${nested},"challenge":"x","name":"x"}`)).status);
      }
    }
  });

  it("is refused in words where it is no JSON, no object, or of another type", async () => {
    for (const text of ["{", "nul", '{"a":1,}', "\u0000", '{"a":"\u0001"}', "[]", "1", '"x"', "null", "true"]) {
      const answer = await send(text);
      expect([text, [400, 422].includes(answer.status)]).toEqual([text, true]);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
    }
    for (const type of ["text/plain", "multipart/form-data; boundary=x", "application/xml", "application/jsonp"]) {
      expect([type, (await send("{}", { "content-type": type })).status]).toEqual([type, 415]);
    }
    expect((await send("{}", { "content-type": "application/json; charset=iso-8859-1" })).status).toBe(415);
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

interface Input {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  body: unknown;
}

async function probed(operation: Operation, inputs: fc.Arbitrary<Input & { signedIn: boolean }>): Promise<void> {
  const property = fc.asyncProperty(inputs, async ({ signedIn, ...input }) => {
    // Whoever signs in or out is nobody yet: else the next try would be somebody else's.
    const isOpen = operation.operationId.startsWith("auth.");
    await documented(operation, input, signedIn && !isOpen ? { token } : {});
  });
  await fc.assert(property, { numRuns: patient.has(operation.operationId) ? 3 : RUNS, endOnFailure: true });
}

/** Sends it, and holds the answer to the document: no 5xx, a status it names, and a body of its schema. */
async function documented(operation: Operation, input: Input, sending: Sending): Promise<void> {
  await desk.forgetTries();
  const answer = await ask(operation, input, sending);
  const said = { status: answer.status, body: answer.text.slice(0, 400) };
  if (answer.status >= 500) throw new Error(`${JSON.stringify(said)} for ${JSON.stringify(input).slice(0, 2_000)}`);
  if (!(answer.status in operation.responses))
    throw new Error(`not in the document: ${JSON.stringify(said)} for ${JSON.stringify(input).slice(0, 500)}`);
  if (answer.status >= 300 || answer.status === 204) return;
  const { output } = routes.get(operation.operationId) ?? {};
  const parsed = output?.safeParse(answer.body);
  if (parsed?.success === false) throw new Error(`${parsed.error.message} in ${answer.text.slice(0, 500)}`);
  // Nothing besides what is described.
  if (parsed) expect(answer.body).toEqual(parsed.data);
}

function ask({ method, path, requestBody }: Operation, input: Input, sending: Sending): Promise<Answer> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const values = Object.fromEntries(names.map((name) => [name, textOf(input.path[name]) || (SOME_PATH[name] ?? "x")]));
  const query = Object.entries(input.query)
    .filter(([name, value]) => value !== undefined && !(name in values))
    .map(([name, value]) => `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(textOf(value))}`);
  const target = `${filled(path, values)}${method === "GET" && query.length > 0 ? `?${query.join("&").slice(0, 6_000)}` : ""}`;
  if (method === "GET" || requestBody === undefined) return desk.send(method, target.slice(0, 12_000), sending);
  return desk.send(method, target.slice(0, 12_000), { ...sending, body: withoutPath(input.body, values) });
}

function withoutPath(body: unknown, values: Record<string, string>): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body ?? null;
  return Object.fromEntries(Object.entries(body).filter(([name]) => !(name in values)));
}

/** As it would be written in an address: at most as long as an address may be. */
function textOf(value: unknown): string {
  const text = Array.isArray(value)
    ? value.map(textOf).join(",")
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value ?? "");
  return text.toWellFormed().slice(0, 500).toWellFormed();
}

function schemaOf({ requestBody }: Operation): JsonSchema {
  return requestBody?.content["application/json"]?.schema ?? {};
}

function namesOf(operation: Operation): string[] {
  return [
    ...operation.parameters.map(({ name }) => name),
    ...Object.keys((schemaOf(operation).properties ?? {}) as object),
  ];
}

function fieldsOf({ parameters }: Operation, place: "path" | "query"): fc.Arbitrary<Record<string, unknown>> {
  const own = parameters.filter(({ in: where }) => where === place);
  const fields = Object.fromEntries(own.map(({ name, schema }) => [name, arbitraryOf(schema, definitions)]));
  return fc.record(fields, { requiredKeys: place === "path" ? Object.keys(fields) : [] }) as fc.Arbitrary<
    Record<string, unknown>
  >;
}

function bodyOf(operation: Operation): fc.Arbitrary<unknown> {
  return operation.requestBody === undefined ? fc.constant(undefined) : arbitraryOf(schemaOf(operation), definitions);
}
