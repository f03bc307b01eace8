import { HttpProblem } from "./http-problem.ts";
import { coerceValues } from "./input-coercion.ts";
import { parseQuery } from "./query-text.ts";
import type { RouteMatch } from "./rest-routes.ts";

/**
 * One input object out of path, query and body. Own keys only, so that `__proto__` is a parameter like any other:
 * unknown to the contract, and refused by it.
 * @param body parsed JSON; undefined where there is none
 * @throws HttpProblem 422 for a parameter given twice or in a place where it does not belong
 */
export function readInput({ route, params }: RouteMatch, query: string, body: unknown): Record<string, unknown> {
  const { input, repeated } = coerceValues(parseQuery(query), route.kinds);
  const refused = repeated.map((name) => refuse(name, "given more than once"));
  for (const name of input.keys()) {
    if (params.has(name)) refused.push(refuse(name, "is part of the path; leave it out of the query"));
  }
  for (const [name, value] of bodyEntries(body)) {
    if (params.has(name)) refused.push(refuse(name, "is part of the path; leave it out of the body"));
    if (input.has(name)) refused.push(refuse(name, "given in both query and body"));
    input.set(name, value);
  }
  if (refused.length > 0) {
    const detail = refused.map((one) => `${one.pointer.slice(1)}: ${one.detail}`).join("; ");
    throw new HttpProblem(422, detail, { errors: refused });
  }
  for (const [name, text] of coerceValues(asLists(params), route.kinds).input) input.set(name, text);
  return Object.fromEntries(input);
}

function bodyEntries(body: unknown): [string, unknown][] {
  if (body === undefined) return [];
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new HttpProblem(422, "The request body must be a JSON object.", {
      errors: [{ pointer: "", detail: "must be a JSON object" }],
    });
  }
  return Object.entries(body);
}

function refuse(name: string, detail: string): { pointer: string; detail: string } {
  return { pointer: `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, detail };
}

function asLists(params: ReadonlyMap<string, string>): Map<string, string[]> {
  return new Map([...params].map(([name, value]) => [name, [value]]));
}
