/** Numbers of a text with commas; an empty place is NaN. */
export function columnOf(text: string): Float64Array {
  const parts = text.split(",");
  const column = new Float64Array(parts.length);
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index] ?? "";
    column[index] = part === "" ? Number.NaN : Number(part);
  }
  return column;
}
