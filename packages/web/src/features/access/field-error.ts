import { toldWords } from "../../lib/told-words.ts";
import { problemOf } from "../../session/problem.ts";

/** What the server refused about one field of the input; null where it was another, or none. */
export function fieldErrorOf(failure: unknown, field: string): string | null {
  const refused = problemOf(failure)?.errors?.find(({ pointer }) => pointer === `/${field}`);
  return refused === undefined ? null : toldWords("refusals", refused.detail);
}
