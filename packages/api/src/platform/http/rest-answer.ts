import { bytesOf } from "../answers/prepared-bytes.ts";
import { csvShapeOf, toCsv } from "./csv.ts";
import { HttpProblem } from "./http-problem.ts";
import { negotiate } from "./negotiation.ts";
import { Representation } from "./representation.ts";
import type { RestRoute } from "./rest-routes.ts";

const JSON_TYPE = "application/json";
const CSV_TYPE = "text/csv";

/** A success before it is written: no body with 204. */
export interface RestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly representation: Representation | null;
}

/**
 * The media type to answer in.
 * @throws HttpProblem 406 where the client takes none of those offered
 */
export function answerType(route: RestRoute, accept: string | undefined): string {
  const offers = route.meta.rest.csv ? [JSON_TYPE, CSV_TYPE] : [JSON_TYPE];
  const type = negotiate(accept, offers);
  if (type === null) throw new HttpProblem(406, `This resource can be had as ${offers.join(" or ")}.`);
  return type;
}

/** Turns what a procedure returned into an answer of the chosen type. */
export function toAnswer(route: RestRoute, input: Record<string, unknown>, result: unknown, type: string): RestAnswer {
  const status = route.meta.rest.status ?? 200;
  if (status === 204) return { status, headers: {}, representation: null };
  const headers: Record<string, string> = {};
  if (status === 202 || status === 201) Object.assign(headers, locationOf(result));
  const shape = type === CSV_TYPE ? csvShapeOf(route.output) : null;
  if (!shape) {
    const version = route.meta.rest.versioned ? versionOf(result) : null;
    // Reads get their tag from the body; whoever changes something is told the version to go on from.
    if (version !== null && route.type === "mutation") headers.ETag = `"v${version}"`;
    return { status, headers, representation: new Representation(JSON_TYPE, bytesOf(result), 4, version) };
  }
  headers["Content-Disposition"] = `attachment; filename="${fileName(route)}.csv"`;
  Object.assign(headers, nextCursorOf(result));
  const csv = toCsv(result, shape, fieldsOf(input));
  return { status, headers, representation: new Representation(`${CSV_TYPE}; charset=utf-8`, Buffer.from(csv)) };
}

function locationOf(result: unknown): Record<string, string> {
  const url = memberOf(result, "statusUrl");
  return typeof url === "string" ? { Location: url } : {};
}

function versionOf(result: unknown): number | null {
  const version = memberOf(result, "version");
  return typeof version === "number" ? version : null;
}

// CSV has no place for the cursor, so it travels in a header.
function nextCursorOf(result: unknown): Record<string, string> {
  const cursor = memberOf(result, "nextCursor");
  return typeof cursor === "string" ? { "X-Next-Cursor": encodeURIComponent(cursor) } : {};
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && name in value ? Reflect.get(value, name) : undefined;
}

function fieldsOf(input: Record<string, unknown>): string[] | undefined {
  const { fields } = input;
  return Array.isArray(fields) ? fields.filter((field): field is string => typeof field === "string") : undefined;
}

function fileName(route: RestRoute): string {
  const words = route.segments.flatMap((segment) => ("text" in segment ? [segment.text] : []));
  return words.at(-1) ?? "answer";
}
