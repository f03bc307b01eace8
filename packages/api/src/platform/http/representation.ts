import { hash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const gzipAsync = promisify(gzip);
const brotliAsync = promisify(brotliCompress);
// Below this a compressed body is hardly smaller than its headers.
const MIN_COMPRESSED_BYTES = 1024;

export type Encoding = "identity" | "gzip" | "br";

/** A body with its type and tag; compressed forms are made on first use and kept. */
export class Representation {
  readonly contentType: string;
  readonly body: Buffer;
  readonly compressible: boolean;
  readonly #compressed = new Map<Encoding, Buffer>();
  readonly #pending = new Map<Encoding, Promise<Buffer>>();
  readonly #quality: number;
  readonly #version: number | null;
  #tag: string | null = null;

  /**
   * @param quality brotli quality: 4 for what is made while somebody waits, 11 for files that never change
   * @param version of what the body shows, with which its tag begins
   */
  constructor(contentType: string, body: Buffer, quality = 4, version: number | null = null) {
    this.contentType = contentType;
    this.body = body;
    this.#version = version;
    this.compressible = body.length >= MIN_COMPRESSED_BYTES && isText(contentType);
    this.#quality = quality;
  }

  /** Made when it is first asked for: what is answered to a write goes without one, however large it is. */
  get tag(): string {
    this.#tag ??= `${this.#version === null ? "" : `v${this.#version}-`}${hash("sha1", this.body, "base64url")}`;
    return this.#tag;
  }

  /** The bytes in this encoding if they are there already. */
  ready(encoding: Encoding): Buffer | undefined {
    return encoding === "identity" ? this.body : this.#compressed.get(encoding);
  }

  /** The bytes in this encoding, compressed off the event loop where that is still to be done. */
  encoded(encoding: Encoding): Promise<Buffer> {
    const ready = this.ready(encoding);
    if (ready) return Promise.resolve(ready);
    const pending = this.#pending.get(encoding) ?? this.#compress(encoding);
    this.#pending.set(encoding, pending);
    return pending;
  }

  async #compress(encoding: Encoding): Promise<Buffer> {
    const bytes = encoding === "gzip" ? await gzipAsync(this.body, { level: 6 }) : await this.#brotli();
    this.#compressed.set(encoding, bytes);
    this.#pending.delete(encoding);
    return bytes;
  }

  #brotli(): Promise<Buffer> {
    return brotliAsync(this.body, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: this.#quality,
        [constants.BROTLI_PARAM_SIZE_HINT]: this.body.length,
      },
    });
  }

  /** Strong tag of the bytes in this encoding; each encoding has its own. */
  etag(encoding: Encoding): string {
    return encoding === "identity" ? `"${this.tag}"` : `"${this.tag}-${encoding}"`;
  }

  /** The best encoding of those the client takes. */
  encodingFor(acceptEncoding: string | undefined): Encoding {
    return this.compressible ? chooseEncoding(acceptEncoding) : "identity";
  }

  /** True where If-None-Match names this body in any encoding. */
  isNamedBy(ifNoneMatch: string | undefined): boolean {
    if (ifNoneMatch === undefined) return false;
    if (ifNoneMatch === `"${this.tag}"`) return true;
    return ifNoneMatch.trim() === "*" || ifNoneMatch.includes(`"${this.tag}"`) || ifNoneMatch.includes(`"${this.tag}-`);
  }

  /** Bytes kept in memory. */
  get size(): number {
    let size = this.body.length;
    for (const bytes of this.#compressed.values()) size += bytes.length;
    return size;
  }
}

function isText(contentType: string): boolean {
  return /^(text\/|application\/(json|problem\+json|javascript|manifest\+json)|image\/svg)/.test(contentType);
}

/** brotli, else gzip, else identity; a `q=0` refuses a coding. */
export function chooseEncoding(acceptEncoding: string | undefined): Encoding {
  if (acceptEncoding === undefined || acceptEncoding === "") return "identity";
  if (accepts(acceptEncoding, "br")) return "br";
  return accepts(acceptEncoding, "gzip") ? "gzip" : "identity";
}

function accepts(header: string, coding: string): boolean {
  return header.split(",").some((part) => {
    const [name = "", ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
    return name === coding && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}
