import { problemOf } from "../../session/problem.ts";

/** What the server refused about one field of the input; null where it was another, or none. */
export function fieldErrorOf(failure: unknown, field: string): string | null {
  return problemOf(failure)?.errors?.find(({ pointer }) => pointer === `/${field}`)?.detail ?? null;
}
