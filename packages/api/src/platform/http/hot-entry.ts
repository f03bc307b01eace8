import type { HotCounters } from "../metrics/metrics.ts";
import type { Encoding, Representation } from "./representation.ts";
import { securityHeaders } from "./security-headers.ts";

/** A ready answer and what is needed to keep it so. */
export class HotEntry {
  readonly representation: Representation;
  /** When the data was read, ms. */
  readonly builtAt: number;
  readonly counters: HotCounters;
  readonly extraHeaders: Readonly<Record<string, string>>;
  /** Times it was served since the market last changed. */
  uses = 0;
  /** The market has changed since it was made. */
  outdated = false;
  /** A new one is being made, or waits to be. */
  queued = false;
  /** The last attempt to make a new one failed. */
  failed = false;
  triedAt = 0;
  readonly #cacheControl: string;
  readonly #heads = new Map<Encoding, readonly string[]>();
  readonly #validators = new Map<Encoding, readonly string[]>();

  constructor(
    representation: Representation,
    builtAt: number,
    counters: HotCounters,
    extraHeaders: Readonly<Record<string, string>> = {},
    isPublic = true,
  ) {
    this.#cacheControl = isPublic ? "public, no-cache" : "private, no-cache";
    this.representation = representation;
    this.builtAt = builtAt;
    this.counters = counters;
    this.extraHeaders = extraHeaders;
  }

  /** Room it takes, with its compressed forms still to come. */
  get size(): number {
    return Math.ceil(this.representation.body.length * 1.5) + 2048;
  }

  /** Every header that is the same for all who get this encoding: names and values in turn. */
  head(encoding: Encoding): readonly string[] {
    const known = this.#heads.get(encoding);
    if (known) return known;
    const head = [
      ...this.validators(encoding),
      "Content-Type",
      this.representation.contentType,
      ...(encoding === "identity" ? [] : ["Content-Encoding", encoding]),
      ...Object.entries(this.extraHeaders).flat(),
      ...securityHeaders("api"),
    ];
    this.#heads.set(encoding, head);
    return head;
  }

  /** The headers of a 304; the rest the client has with the body. */
  validators(encoding: Encoding): readonly string[] {
    const known = this.#validators.get(encoding);
    if (known) return known;
    const tag = this.representation.etag(encoding);
    const validators = ["ETag", tag, "Cache-Control", this.#cacheControl, "Vary", "Accept, Accept-Encoding"];
    this.#validators.set(encoding, validators);
    return validators;
  }
}
