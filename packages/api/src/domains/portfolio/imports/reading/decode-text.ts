import { TextDecoder } from "node:util";
import type { ImportOptions } from "@cryptodesk/shared/portfolio/import.contract";

export type Encoding = NonNullable<ImportOptions["encoding"]>;

/** Bytes that are no text in the encoding they are read in. */
export class UndecodableBytes extends Error {
  readonly encoding: Encoding;
  readonly line: number;

  constructor(encoding: Encoding, line: number) {
    super(`Line ${line} holds bytes that are no text in ${encoding}.`);
    this.name = "UndecodableBytes";
    this.encoding = encoding;
    this.line = line;
  }
}

// Control characters and what Windows-1252 leaves unassigned: a file with these is no text at all.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NEVER_IN_TEXT = /[\u0001-\u0008\u000e-\u001a\u001c-\u001f\u0081\u008d\u008f\u0090\u009d]/;

/** What the first bytes say about the encoding; utf-8 where they say nothing. */
export function guessEncoding(head: Uint8Array): Encoding {
  const [first, second] = head;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const looked = head.subarray(0, 4_096);
  let even = 0;
  let odd = 0;
  for (const [at, byte] of looked.entries()) {
    if (byte !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  const many = looked.length / 5;
  if (odd > many && even < many / 10) return "utf-16le";
  if (even > many && odd < many / 10) return "utf-16be";
  return "utf-8";
}

/** Turns the bytes of a file into text as they come in; its byte order mark is left out. */
export class TextReader {
  readonly #encoding: Encoding;
  readonly #decoder: TextDecoder;
  #lines = 0;

  constructor(encoding: Encoding) {
    this.#encoding = encoding;
    this.#decoder = new TextDecoder(encoding, { fatal: true });
  }

  /** @throws UndecodableBytes instead of replacing anything silently */
  read(bytes: Uint8Array, isLast: boolean): string {
    let text: string;
    try {
      text = this.#decoder.decode(bytes, { stream: !isLast });
    } catch {
      const shown = new TextDecoder(this.#encoding).decode(bytes);
      const at = shown.indexOf("\ufffd");
      throw new UndecodableBytes(
        this.#encoding,
        this.#lines + lineBreaks(shown.slice(0, at < 0 ? shown.length : at)) + 1,
      );
    }
    const strange = this.#encoding === "windows-1252" ? NEVER_IN_TEXT.exec(text) : null;
    if (strange) throw new UndecodableBytes(this.#encoding, this.#lines + lineBreaks(text.slice(0, strange.index)) + 1);
    this.#lines += lineBreaks(text);
    return text;
  }
}

function lineBreaks(text: string): number {
  let found = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) found += 1;
  return found;
}
