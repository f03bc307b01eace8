import { jsonOf } from "./prepared-page.ts";

const made = new WeakMap<object, Uint8Array>();

/**
 * An answer whose JSON a thread has made. Doors send the bytes; nothing is parsed until somebody looks into a field.
 * @param fields every field of the answer
 * @param bytes its JSON in UTF-8
 */
export function preparedBytes<Answer extends object>(
  fields: readonly (keyof Answer & string)[],
  bytes: Uint8Array,
): Answer {
  let parsed: Answer | null = null;
  const read = () => {
    parsed ??= JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()) as Answer;
    return parsed;
  };
  const getters = fields.map((field) => [field, { enumerable: true, get: () => read()[field] }] as const);
  const answer = Object.defineProperties({}, Object.fromEntries(getters)) as Answer;
  made.set(answer, bytes);
  return answer;
}

/** The JSON of any answer in UTF-8: the prepared bytes where there are some. */
export function bytesOf(answer: unknown): Buffer {
  const bytes = typeof answer === "object" && answer !== null ? made.get(answer) : undefined;
  if (bytes === undefined) return Buffer.from(jsonOf(answer));
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
