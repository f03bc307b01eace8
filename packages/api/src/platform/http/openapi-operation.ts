import { PERMISSIONS } from "@cryptodesk/shared/identity/permission";
import { z } from "zod";
import type { JsonSchema, SchemaBook } from "./openapi-schemas.ts";
import { isCreation, REST_BASE, type RestRoute } from "./rest-routes.ts";

type Json = Record<string, unknown>;

const IDEMPOTENCY_KEY: Json = { $ref: "#/components/parameters/IdempotencyKey" };
const IF_MATCH: Json = { $ref: "#/components/parameters/IfMatch" };

/** The OpenAPI operation of one procedure. */
export function operationOf(route: RestRoute, book: SchemaBook): Json {
  const { meta } = route;
  const input = book.schemaOf(route.input, "input");
  const takesBody = route.type === "mutation" && meta.rest.method !== "DELETE";
  const body = takesBody ? bodyOf(route, input) : null;
  return {
    operationId: route.procedure,
    tags: [meta.tag],
    summary: meta.summary,
    description: meta.description ?? `${meta.summary}.`,
    "x-cryptodesk-cli": meta.cli,
    "x-codeSamples": samplesOf(route),
    "x-cryptodesk-access": meta.access,
    ...(meta.confirmed && { "x-cryptodesk-confirmed": true }),
    security: securityOf(route),
    parameters: [
      ...parametersOf(route, input, !takesBody),
      ...(isCreation(route) ? [IDEMPOTENCY_KEY] : []),
      ...(isVersionedChange(route) ? [IF_MATCH] : []),
    ],
    ...(body && { requestBody: body }),
    responses: responsesOf(route, book),
  };
}

/** The address of the example, with what does not go into the path as the query of a GET or DELETE. */
export function exampleUrl(route: RestRoute): string {
  const example = Object.entries(route.meta.example);
  const path = example.reduce(
    (text, [name, value]) => text.replace(`{${name}}`, encodeURIComponent(String(value))),
    route.meta.rest.path as string,
  );
  const query =
    route.type === "mutation" && route.meta.rest.method !== "DELETE"
      ? []
      : example.filter(([name]) => !route.pathFields.has(name));
  const pairs = query.map(([name, value]) => `${name}=${encodeURIComponent(textOf(value)).replaceAll("%2C", ",")}`);
  return `${REST_BASE}${path}${pairs.length > 0 ? `?${pairs.join("&")}` : ""}`;
}

/** The JSON body of the example; null where the operation takes none. */
export function exampleBody(route: RestRoute): Json | null {
  if (route.type !== "mutation" || route.meta.rest.method === "DELETE") return null;
  return Object.fromEntries(Object.entries(route.meta.example).filter(([name]) => !route.pathFields.has(name)));
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? value.join(",") : String(value);
}

function samplesOf(route: RestRoute): Json[] {
  const body = exampleBody(route);
  const flags = [
    ...(route.meta.rest.stream ? ["-N"] : []),
    ...(route.meta.rest.method === "GET" ? [] : [`-X ${route.meta.rest.method}`]),
    ...(body && Object.keys(body).length > 0
      ? ["-H 'content-type: application/json'", `-d '${JSON.stringify(body)}'`]
      : []),
  ];
  const curl = ["curl", ...flags, `'http://localhost:4000${exampleUrl(route)}'`].join(" ");
  return [
    { lang: "Shell", label: "curl", source: curl },
    { lang: "Shell", label: "cryptodesk", source: `cryptodesk ${route.meta.cli} --help` },
  ];
}

function parametersOf(route: RestRoute, input: JsonSchema, withQuery: boolean): Json[] {
  const properties = (input.properties ?? {}) as Record<string, JsonSchema>;
  const required = new Set((input.required ?? []) as string[]);
  return Object.entries(properties).flatMap(([name, { description, ...schema }]) => {
    const inPath = route.pathFields.has(name);
    if (!inPath && !withQuery) return [];
    const example = route.meta.example[name];
    return [
      {
        name,
        in: inPath ? "path" : "query",
        required: inPath || required.has(name),
        ...(description !== undefined && { description }),
        ...(schema.type === "array" && { style: "form", explode: false }),
        schema,
        ...(example !== undefined && { example }),
      },
    ];
  });
}

function bodyOf(route: RestRoute, input: JsonSchema): Json | null {
  // A contract with a name of its own, such as a document that is read in.
  if (input.$ref !== undefined && route.pathFields.size === 0) {
    return { required: true, content: { "application/json": { schema: input, example: exampleBody(route) } } };
  }
  const properties = Object.entries((input.properties ?? {}) as Record<string, JsonSchema>);
  const own = properties.filter(([name]) => !route.pathFields.has(name));
  if (own.length === 0) return null;
  const required = ((input.required ?? []) as string[]).filter((name) => !route.pathFields.has(name));
  const schema = {
    ...input,
    properties: Object.fromEntries(own),
    ...(required.length > 0 ? { required } : { required: undefined }),
  };
  const content = { schema, example: exampleBody(route) };
  const form = route.meta.rest.form ? { "application/x-www-form-urlencoded": { schema } } : {};
  return { required: required.length > 0, content: { "application/json": content, ...form } };
}

function isVersionedChange({ type, meta }: RestRoute): boolean {
  return type === "mutation" && meta.rest.versioned !== undefined && meta.rest.versioned !== false;
}

function responsesOf(route: RestRoute, book: SchemaBook): Json {
  const isRead = route.type === "query";
  return {
    [String(route.meta.rest.status ?? 200)]: successOf(route, book),
    ...(isRead && { "304": { $ref: "#/components/responses/NotModified" } }),
    ...problems(["400", "BadRequest"], ["401", "SignInNeeded"], ["403", "NotAllowed"]),
    ...problems(["404", "NotFound"], ["406", "NotAcceptable"]),
    ...(route.type === "mutation" && problems(["409", "Conflict"], ["413", "TooLarge"], ["415", "UnsupportedType"])),
    ...(isVersionedChange(route) && problems(["412", "ChangedSince"])),
    ...problems(["422", "Refused"], ["429", "TooManyRequests"], ["500", "InternalError"], ["503", "Unavailable"]),
  };
}

/** Any one of the alternatives; the empty one: nobody has to sign in. */
function securityOf({ meta }: RestRoute): Json[] {
  if (meta.access === "open") return [];
  const { anonymous, key } = PERMISSIONS[meta.access];
  return [...(anonymous ? [{}] : []), { session: [] }, ...(key ? [{ apiKey: [] }, { apiKeyHeader: [] }] : [])];
}

function problems(...named: [status: string, name: string][]): Json {
  return Object.fromEntries(named.map(([status, name]) => [status, { $ref: `#/components/responses/${name}` }]));
}

function successOf(route: RestRoute, book: SchemaBook): Json {
  const { rest } = route.meta;
  const headers: Json = { "X-Request-Id": { $ref: "#/components/headers/RequestId" } };
  if (rest.status === 204) return { description: "Done.", headers };
  if (rest.stream) {
    const schema = rest.event ? book.schemaOf(rest.event, "output") : { type: "string" };
    const description =
      "Server-sent events. `event` is the type, `data` one JSON document of this schema, `id` the market version.";
    return { description, headers, content: { "text/event-stream": { schema } } };
  }
  if (rest.status === 202) headers.Location = { $ref: "#/components/headers/Location" };
  if (route.type === "query" || rest.versioned) headers.ETag = { $ref: "#/components/headers/ETag" };
  const paged = route.output instanceof z.ZodObject && "nextCursor" in route.output.shape;
  if (rest.csv && paged) headers["X-Next-Cursor"] = { $ref: "#/components/headers/NextCursor" };
  const schema = route.output ? book.schemaOf(route.output, "output") : {};
  return {
    description: rest.status === 202 ? "Accepted." : "Success.",
    headers,
    content: { "application/json": { schema }, ...(rest.csv && { "text/csv": { schema: { type: "string" } } }) },
  };
}
