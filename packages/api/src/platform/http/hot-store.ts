import type { BodyStore } from "./http-parts.ts";
import { Representation } from "./representation.ts";

/** What the second tier keeps of an answer. */
export interface StoredBody {
  readonly representation: Representation;
  readonly headers: Readonly<Record<string, string>>;
  readonly builtAt: number;
}

/** Answers by key and market version in the second tier. A tier that fails is as good as empty. */
export class HotStore {
  readonly #store: BodyStore | null;

  constructor(store: BodyStore | null) {
    this.#store = store;
  }

  async read(key: string, version: number): Promise<StoredBody | null> {
    try {
      const bytes = await this.#store?.get(storeKey(key, version));
      return bytes ? decode(bytes) : null;
    } catch {
      return null;
    }
  }

  write(key: string, version: number, body: StoredBody): void {
    this.#store?.set(storeKey(key, version), encode(body)).catch(() => undefined);
  }
}

function storeKey(key: string, version: number): string {
  return `body:${version}:${key}`;
}

// One line of JSON, then the body as it is.
function encode({ representation, headers, builtAt }: StoredBody): Buffer {
  const head = JSON.stringify({ contentType: representation.contentType, headers, builtAt });
  return Buffer.concat([Buffer.from(`${head}\n`), representation.body]);
}

function decode(bytes: Buffer): StoredBody {
  const end = bytes.indexOf("\n");
  const head = JSON.parse(bytes.toString("utf8", 0, end));
  return {
    representation: new Representation(String(head.contentType), bytes.subarray(end + 1)),
    headers: head.headers,
    builtAt: Number(head.builtAt),
  };
}
