import type { Told } from "@cryptodesk/shared/told/told-reader";
import { hasTextOf, readTold, type Teller, textOfCode } from "../catalogue/catalogue.ts";
import { formatCount, formatDate, formatDateTime, formatUnits } from "./format.ts";

/**
 * What the desk told in an English sentence, in the reader's language: as it was said in English, and where it is no sentence
 * that this app knows, such as the name of a coin or what a later desk says.
 */
export function toldWords(teller: Teller, said: string): string {
  const told = readTold(teller, said);
  return told === null ? said : describe(teller, told);
}

/**
 * What a refusal says, in the reader's language. A detail that has no words of its own stands behind what its title asks for.
 */
export function refusalWords({ title, detail }: { title: string; detail: string }): string {
  const words = toldWords("refusals", detail);
  const kind = words === detail ? readTold("refusals", title) : null;
  if (kind === null) return words;
  const advice = `told.refusals.${kind.code.replace("title-", "advice-")}` as const;
  return hasTextOf(advice, {}) ? textOfCode(advice, { said: detail }) : detail;
}

function describe(teller: Teller, { code, values }: Told): string {
  const written = Object.entries(values).map(([blank, value]) => {
    return [blank, typeof value === "string" ? writeText(blank, value) : describe(teller, value)];
  });
  const blanks: Record<string, string> = Object.fromEntries(written);
  return textOfCode(`told.${teller}.${code}`, { ...blanks, ...countOf(values) });
}

/** `count` also chooses singular or plural, and is given as a number for that. */
function countOf({ count }: Told["values"]): { count?: number } {
  return typeof count === "string" ? { count: Number(count) } : {};
}

const DAYS: ReadonlySet<string> = new Set(["day", "otherDay", "from", "to"]);

/** How a blank is written goes by its name, as how it is read, see `ToldReader`. */
function writeText(blank: string, text: string): string {
  if (DAYS.has(blank)) return formatDate(text);
  if (blank === "at") return Number.isNaN(Date.parse(text)) ? text : formatDateTime(text);
  if (blank === "quantity" || blank === "toQuantity") return formatUnits(text);
  return blank === "line" || blank === "index" ? formatCount(Number(text)) : text;
}
