import { csvLine } from "./csv.ts";
import { flatten, pickPaths, unflatten } from "./fields.ts";
import { jsonText } from "./json.ts";
import type { Output } from "./output.ts";
import { padTo, widthOf, wrapWords } from "./plain-text.ts";
import { anyValue } from "./rows.ts";

/** A block of named values, with an optional heading. */
export interface FigureBlock {
  title?: string;
  figures: readonly (readonly [name: string, value: string])[];
}

/**
 * Prints one document: JSON as the server sent it, CSV as `field,value` lines, otherwise what `draw` makes of it.
 * `--fields` takes paths such as `listing.priceUsd`.
 */
export async function printRecord(out: Output, document: object, draw: () => string): Promise<void> {
  const picked = out.fields ? pickPaths(flatten(document), out.fields) : null;
  if (out.format === "json") return out.print(`${jsonText(picked ? unflatten(picked) : document)}\n`);
  if (out.format === "csv") {
    const lines = [...(picked ?? flatten(document))].map((entry) => csvLine(entry));
    return out.print(csvLine(["field", "value"]) + lines.join(""));
  }
  if (!picked) return out.print(draw());
  const figures = [...picked].map(([path, value]) => [path, anyValue(value)] as const);
  return out.print(figureText([{ figures }], out));
}

/** Blocks as lines of name and value; values of all blocks begin in one column, and long ones break to fit a terminal. */
export function figureText(blocks: readonly FigureBlock[], out: Output): string {
  const filled = blocks.filter(({ figures }) => figures.length > 0);
  const nameWidth = Math.max(...filled.flatMap(({ figures }) => figures.map(([name]) => widthOf(name))), 0);
  const texts = filled.map(({ title, figures }) => {
    const heading = title ? `${out.palette.bold(title)}\n` : "";
    return heading + figures.map(([name, value]) => figureLines(name, value, nameWidth, out)).join("");
  });
  return texts.join("\n");
}

function figureLines(name: string, value: string, nameWidth: number, out: Output): string {
  const room = out.decorated ? Math.max(20, out.width - nameWidth - 2) : Number.POSITIVE_INFINITY;
  const [first = "", ...more] = wrapWords(value, room);
  const lines = [
    `${out.palette.dim(padTo(name, nameWidth))}  ${first}`,
    ...more.map((text) => `${" ".repeat(nameWidth + 2)}${text}`),
  ];
  return lines.map((line) => `${line.trimEnd()}\n`).join("");
}
