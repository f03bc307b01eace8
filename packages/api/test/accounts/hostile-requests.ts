import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { type RestRoute, restRoutes } from "../../src/platform/http/rest-routes.ts";
import type { Answer, DeskDoor, Sending } from "../support/identity-answer.ts";
import type { IdentityDesk } from "../support/identity-desk.ts";
import { arbitraryOf, garbage, HOSTILE_TEXTS, type JsonSchema } from "./arbitrary-input.ts";
import { described, filled, type Operation, operations, SOME_PATH } from "./described-operations.ts";

// Making RSA keys takes its time.
const patient = new Set(["admin.rotateSigningKeys"]);
const definitions = (described as unknown as { components: { schemas: Record<string, JsonSchema> } }).components
  .schemas;

/** What may be asked anything: streams are opened by other tests. */
export const questionable: readonly Operation[] = operations.filter(
  ({ operationId }) => operationId !== "market.watch",
);

interface Input {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  body: unknown;
}

/** Requests nobody in their right mind would send. */
export class HostileCaller {
  readonly #door: DeskDoor;
  readonly #routes: ReadonlyMap<string, RestRoute>;
  readonly #beforeEach: () => Promise<void>;

  /** @param beforeEach request, e.g. to forget tries */
  constructor(door: DeskDoor, router: IdentityDesk["router"], beforeEach: () => Promise<void>) {
    this.#door = door;
    this.#routes = new Map(restRoutes(router).map((route) => [route.procedure, route]));
    this.#beforeEach = beforeEach;
  }

  /** Input of an operation's schema, most of it fitting. @throws Error where an answer is not as documented */
  async probeDescribed(operation: Operation, runs: number, sending: Sending): Promise<void> {
    const inputs = fc.record({
      path: fieldsOf(operation, "path"),
      query: fieldsOf(operation, "query"),
      body: bodyOf(operation),
      signedIn: fc.boolean(),
    });
    await this.#probe(operation, inputs, runs, sending);
  }

  /** Any input at all. @throws Error where an answer is not as documented */
  async probeGarbage(operation: Operation, runs: number, sending: Sending): Promise<void> {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...HOSTILE_TEXTS));
    const inputs = fc.record({
      path: fc.dictionary(fc.constantFrom("id", "name", "date"), text),
      query: fc.dictionary(fc.oneof(fc.string(), fc.constantFrom("limit", "cursor", "fields", "role")), text, {
        maxKeys: 3,
      }),
      body: garbage,
      signedIn: fc.boolean(),
    });
    await this.#probe(operation, inputs, runs, sending);
  }

  /** The operation's example with such a text in each field in turn. @throws Error where an answer is not as documented */
  async probeTexts(operation: Operation, texts: readonly string[], sending: Sending): Promise<void> {
    const example = this.#routes.get(operation.operationId)?.meta.example ?? {};
    const fields = new Set([...Object.keys(example), ...namesOf(operation)]);
    for (const field of fields) {
      for (const text of texts) {
        const values = { ...example, [field]: text };
        await this.#documented(operation, { path: values, query: values, body: values }, sending);
        if (operation.requestBody === undefined || text.length > 20) continue;
        const below = { ...example, [field]: { [text]: [text] } };
        await this.#documented(operation, { path: values, query: values, body: below }, sending);
      }
    }
  }

  async #probe(
    operation: Operation,
    inputs: fc.Arbitrary<Input & { signedIn: boolean }>,
    runs: number,
    sending: Sending,
  ): Promise<void> {
    const property = fc.asyncProperty(inputs, async ({ signedIn, ...input }) => {
      // Whoever signs in or out is nobody yet: else the next try would be somebody else's.
      const isOpen = operation.operationId.startsWith("auth.");
      await this.#documented(operation, input, signedIn && !isOpen ? sending : {});
    });
    const numRuns = patient.has(operation.operationId) ? Math.min(runs, 3) : runs;
    await fc.assert(property, { numRuns, endOnFailure: true });
  }

  /** Sends it, and holds the answer to the document: no 5xx, a status it names, and a body of its schema. */
  async #documented(operation: Operation, input: Input, sending: Sending): Promise<void> {
    await this.#beforeEach();
    const answer = await ask(this.#door, operation, input, sending);
    const said = { status: answer.status, body: answer.text.slice(0, 400) };
    if (answer.status >= 500) throw new Error(`${JSON.stringify(said)} for ${JSON.stringify(input).slice(0, 2_000)}`);
    if (!(answer.status in operation.responses))
      throw new Error(`not in the document: ${JSON.stringify(said)} for ${JSON.stringify(input).slice(0, 500)}`);
    if (answer.status >= 300 || answer.status === 204) return;
    const { output } = this.#routes.get(operation.operationId) ?? {};
    const parsed = output?.safeParse(answer.body);
    if (parsed?.success === false) throw new Error(`${parsed.error.message} in ${answer.text.slice(0, 500)}`);
    // Nothing besides what is described.
    if (parsed && !isDeepStrictEqual(answer.body, parsed.data)) {
      throw new Error(`more than is described: ${answer.text.slice(0, 500)}`);
    }
  }
}

function ask(
  door: DeskDoor,
  { method, path, requestBody }: Operation,
  input: Input,
  sending: Sending,
): Promise<Answer> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const values = Object.fromEntries(
    names.map((name) => [name, segmentOf(input.path[name]) || (SOME_PATH[name] ?? "x")]),
  );
  const query = Object.entries(input.query)
    .filter(([name, value]) => value !== undefined && !(name in values))
    .map(([name, value]) => `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(textOf(value))}`);
  const target = `${filled(path, values)}${method === "GET" && query.length > 0 ? `?${query.join("&").slice(0, 6_000)}` : ""}`;
  if (method === "GET" || requestBody === undefined) return door.send(method, target.slice(0, 12_000), sending);
  return door.send(method, target.slice(0, 12_000), { ...sending, body: withoutPath(input.body, values) });
}

function withoutPath(body: unknown, values: Record<string, string>): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body ?? null;
  return Object.fromEntries(Object.entries(body).filter(([name]) => !(name in values)));
}

/** One part of a path. What walks up or stays is taken out by every client before it asks: another operation would answer. */
function segmentOf(value: unknown): string {
  const text = textOf(value);
  return text === "." || text === ".." ? "" : text;
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

/** Of an operation's JSON body; empty where it takes none. */
export function schemaOf({ requestBody }: Operation): JsonSchema {
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
