import { HttpProblem } from "./http-problem.ts";

/** Decodes percent-encoding. @throws HttpProblem 400 where it is malformed */
export function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new HttpProblem(400, "The address holds malformed percent-encoding.");
  }
}

/** Query text as names with every value given for them, in order. A Map, so that no name is special. */
export function parseQuery(query: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const pair of query.split("&")) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    const name = decodeQueryPart(equals === -1 ? pair : pair.slice(0, equals));
    const value = equals === -1 ? "" : decodeQueryPart(pair.slice(equals + 1));
    const known = values.get(name);
    if (known) known.push(value);
    else values.set(name, [value]);
  }
  return values;
}

function decodeQueryPart(text: string): string {
  return decodePart(text.replaceAll("+", " "));
}

/** Splits `/path?query` at the first question mark; the query comes without it. */
export function splitUrl(url: string): { path: string; query: string } {
  const mark = url.indexOf("?");
  return mark === -1 ? { path: url, query: "" } : { path: url.slice(0, mark), query: url.slice(mark + 1) };
}
