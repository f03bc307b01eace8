/** The names of the blanks in a sentence: `"at" | "count"` for "{{count}} by {{at}}". */
export type Blanks<Sentence extends string> = Sentence extends `${string}{{${infer Blank}}}${infer Rest}`
  ? Blank | Blanks<Rest>
  : never;

/** A sentence with each `{{blank}}` filled; what is filled in is not looked at again. */
export function fillBlanks<Sentence extends string>(
  sentence: Sentence,
  values: { readonly [Blank in Blanks<Sentence>]: string | number } | Readonly<Record<string, string | number>>,
): string {
  const given: Readonly<Record<string, string | number>> = values;
  return sentence.replace(/\{\{(\w+)\}\}/g, (_, blank: string) => String(given[blank] ?? ""));
}
