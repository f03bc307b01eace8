import { readProblem } from "./api-error.ts";

/** What the API says of one field of a refused input, by its name; null where it says nothing of it. */
export function fieldMessage(error: unknown, field: string): string | null {
  return readProblem(error)?.errors?.find(({ pointer }) => pointer === `/${field}`)?.detail ?? null;
}
