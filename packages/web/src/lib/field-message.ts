import { readProblem } from "./api-error.ts";
import { toldWords } from "./told-words.ts";

/** What the API says of one field of a refused input, by its name; null where it says nothing of it. */
export function fieldMessage(error: unknown, field: string): string | null {
  const refused = readProblem(error)?.errors?.find(({ pointer }) => pointer === `/${field}`);
  return refused === undefined ? null : toldWords("refusals", refused.detail);
}
