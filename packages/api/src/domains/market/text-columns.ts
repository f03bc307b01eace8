import type { TimeSlices } from "./time-slices.ts";

const VALUES_AT_ONCE = 4_000;
const COMMA = 44;

/** Numbers of a text with commas; an empty place is NaN. A long text is read in slices. */
export async function columnOf(text: string, slices: TimeSlices): Promise<Float64Array> {
  const column = new Float64Array(await placesOf(text, slices));
  let at = 0;
  for (let index = 0; index < column.length; index += 1) {
    const comma = text.indexOf(",", at);
    const end = comma < 0 ? text.length : comma;
    column[index] = end === at ? Number.NaN : Number(text.slice(at, end));
    at = end + 1;
    if (index % VALUES_AT_ONCE === VALUES_AT_ONCE - 1) await slices.rest();
  }
  return column;
}

const CHARACTERS_AT_ONCE = 400_000;

async function placesOf(text: string, slices: TimeSlices): Promise<number> {
  let places = 1;
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) === COMMA) places += 1;
    if (index % CHARACTERS_AT_ONCE === CHARACTERS_AT_ONCE - 1) await slices.rest();
  }
  return places;
}
