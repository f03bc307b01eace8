import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { Actor } from "../access/actor.ts";
import { addressBlockOf } from "./address-block.ts";

export type LimitClass = "read" | "write" | "sign-in";

/** Requests a minute; 0: as many as they like. */
export type LimitsPerMinute = Readonly<Record<LimitClass, number>>;

/** Counts for all processes; null while it cannot. */
export interface SharedCounter {
  count(key: string, by: number, ttlSeconds: number): Promise<number | null>;
}

/** How far a caller has come within the minute. */
export interface Allowance {
  readonly policy: string;
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until the next minute begins. */
  readonly resetSeconds: number;
}

/** What an operation counts as: keeping or ending a session that one has is no sign-in. */
export function limitClassOf(procedure: string, isChange: boolean): LimitClass {
  if (!isChange) return "read";
  const isSignIn = procedure.startsWith("auth.") && procedure !== "auth.refresh" && procedure !== "auth.logout";
  return isSignIn ? "sign-in" : "write";
}

const WINDOW_SECONDS = 60;
const MAX_KNOWN = 100_000;

/**
 * Limits requests for each caller and kind of request, in whole minutes: an API key by its own number, an account, or for
 * anonymous callers their address. Counted in Redis for all processes, and in this one as the insurance: without Redis a
 * caller gets the limit from each process.
 */
export class RequestLimits {
  readonly #limits: LimitsPerMinute;
  readonly #shared: SharedCounter;
  readonly #now: () => number;
  #minute = -1;
  #counts = new Map<string, number>();

  constructor(limits: LimitsPerMinute, shared: SharedCounter, now: () => number = Date.now) {
    this.#limits = limits;
    this.#shared = shared;
    this.#now = now;
  }

  /**
   * Counts requests of a caller.
   * @param by how many, e.g. the calls of a batch
   * @returns null where nothing is limited
   * @throws DomainError TOO_MANY_REQUESTS with the seconds to wait
   */
  async take(
    actor: Actor,
    ip: string | null,
    kind: LimitClass,
    by: number,
    onAllowance: (allowance: Allowance) => void,
  ) {
    if (actor.kind === "system" || actor.kind === "shell") return;
    const limit = actor.kind === "key" && kind !== "sign-in" ? actor.requestsPerMinute : this.#limits[kind];
    if (limit === 0) return;
    const seconds = this.#now() / 1000;
    const minute = Math.floor(seconds / WINDOW_SECONDS);
    const resetSeconds = Math.max(1, Math.ceil((minute + 1) * WINDOW_SECONDS - seconds));
    const policy = actor.kind === "key" && kind !== "sign-in" ? "key" : kind;
    const used = await this.#count(`${policy}:${subjectOf(actor, ip, kind)}`, minute, by);
    onAllowance({ policy, limit, remaining: Math.max(0, limit - used), resetSeconds });
    if (used <= limit) return;
    throw new DomainError(
      "TOO_MANY_REQUESTS",
      `At most ${limit} requests a minute here. Try again in ${resetSeconds} s.`,
      {
        retryAfterSeconds: resetSeconds,
      },
    );
  }

  async #count(key: string, minute: number, by: number): Promise<number> {
    if (minute !== this.#minute || this.#counts.size > MAX_KNOWN) {
      this.#minute = minute;
      this.#counts = new Map();
    }
    const own = (this.#counts.get(key) ?? 0) + by;
    this.#counts.set(key, own);
    const shared = await this.#shared.count(`cryptodesk:limit:${minute}:${key}`, by, WINDOW_SECONDS * 2);
    return Math.max(own, shared ?? 0);
  }
}

// Signing in is by address even where somebody is signed in already: it is about whom they become.
function subjectOf(actor: Actor, ip: string | null, kind: LimitClass): string {
  if (kind !== "sign-in" && actor.kind === "key") return `key:${actor.keyId}`;
  if (kind !== "sign-in" && actor.kind === "session") return `account:${actor.accountId}`;
  return `ip:${addressBlockOf(ip)}`;
}
