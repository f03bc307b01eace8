import type { AnyTRPCRouter } from "@trpc/server";
import { z } from "zod";
import type { ProcedureMeta } from "../trpc/procedure-meta.ts";
import { type FieldKind, fieldKinds } from "./input-coercion.ts";
import { decodePart } from "./query-text.ts";

export const REST_BASE = "/api/v1";

/** One procedure at the REST door. */
export interface RestRoute {
  /** tRPC path, e.g. `market.list`; also the OpenAPI operationId. */
  readonly procedure: string;
  readonly type: "query" | "mutation" | "subscription";
  readonly meta: ProcedureMeta;
  readonly input: z.ZodType;
  readonly output: z.ZodType | null;
  readonly segments: readonly RouteSegment[];
  readonly pathFields: ReadonlySet<string>;
  readonly kinds: ReadonlyMap<string, FieldKind>;
}

type RouteSegment = { text: string } | { field: string };

export interface RouteMatch {
  readonly route: RestRoute;
  readonly params: ReadonlyMap<string, string>;
}

/** Operations whose success is something new: 201, or 202 for what a job does. */
export function isCreation({ type, meta }: Pick<RestRoute, "type" | "meta">): boolean {
  return type === "mutation" && meta.rest.method === "POST" && (meta.rest.status === 201 || meta.rest.status === 202);
}

interface ProcedureDef {
  type: RestRoute["type"];
  meta?: ProcedureMeta;
  inputs: unknown[];
  output?: unknown;
}

/** Every procedure of the router that has a REST path. */
export function restRoutes(router: AnyTRPCRouter): RestRoute[] {
  const procedures = router._def.procedures as Record<string, { _def: ProcedureDef }>;
  return Object.entries(procedures).flatMap(([procedure, { _def }]) =>
    _def.meta ? [toRoute(procedure, _def, _def.meta)] : [],
  );
}

function toRoute(procedure: string, def: ProcedureDef, meta: ProcedureMeta): RestRoute {
  const input = schemaOf(def.inputs[0]) ?? z.strictObject({});
  const segments = meta.rest.path
    .slice(1)
    .split("/")
    .map((part): RouteSegment => (part.startsWith("{") ? { field: part.slice(1, -1) } : { text: part }));
  return {
    procedure,
    type: def.type,
    meta,
    input,
    output: schemaOf(def.output),
    segments,
    pathFields: new Set(segments.flatMap((segment) => ("field" in segment ? [segment.field] : []))),
    kinds: fieldKinds(input),
  };
}

/** Finds the routes of a path below the base; literal segments win over `{field}` ones. */
export class RouteTable {
  readonly #routes: readonly RestRoute[];

  constructor(routes: readonly RestRoute[]) {
    this.#routes = routes.toSorted((a, b) => a.pathFields.size - b.pathFields.size);
  }

  /**
   * Routes of the raw (still encoded) path, best first: a path may answer one method by a literal route and another by
   * a `{field}` one, e.g. POST /cryptocurrencies/sync and GET /cryptocurrencies/{id} for a coin named sync.
   * @throws HttpProblem 400 for malformed percent-encoding
   */
  match(path: string): RouteMatch[] {
    const parts = path.slice(1).split("/").map(decodePart);
    return this.#routes.flatMap((route) => {
      const params = matchSegments(route.segments, parts);
      return params ? [{ route, params }] : [];
    });
  }
}

function matchSegments(segments: readonly RouteSegment[], parts: readonly string[]): Map<string, string> | null {
  if (segments.length !== parts.length) return null;
  const fits = (segment: RouteSegment, index: number) =>
    "field" in segment ? parts[index] !== "" : segment.text === parts[index];
  if (!segments.every(fits)) return null;
  return new Map(
    segments.flatMap((segment, index) => ("field" in segment ? [[segment.field, parts[index] ?? ""]] : [])),
  );
}

/** Methods a path answers to, for Allow. */
export function allowedMethods(matches: readonly RouteMatch[]): string[] {
  const methods = [...new Set(matches.map(({ route }) => route.meta.rest.method))];
  return [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"];
}

/** The schema of an input or answer, also of one that is checked in another way or not at run time. */
function schemaOf(contract: unknown): z.ZodType | null {
  if (contract instanceof z.ZodType) return contract;
  if (typeof contract !== "function" || !("schema" in contract)) return null;
  return contract.schema instanceof z.ZodType ? contract.schema : null;
}
