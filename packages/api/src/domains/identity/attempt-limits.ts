import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { Db } from "../../platform/database/database.ts";
import { addressBlockOf } from "../../platform/limits/address-block.ts";
import { type AttemptLimit, AttemptRepository } from "./attempt.repository.ts";

const PER_MINUTE = { allowed: 5, windowSeconds: 60 };
const PER_HOUR = { windowSeconds: 3_600 };

/** Signing in from a machine that nothing is known of: counted for the account and for the address. */
export function strangerLimits(emailKey: string, ip: string | null): AttemptLimit[] {
  return [
    { key: `login:ip:${addressBlockOf(ip)}`, kind: "login, address", ...PER_MINUTE },
    { key: `login:account:${emailKey}`, kind: "login, account", ...PER_MINUTE },
  ];
}

/**
 * Signing in from a machine or address that the account has been used from: counted by itself, so that strangers who guess
 * at the account, or neighbours behind the same address, cannot lock its owner out.
 */
export function acquaintedLimits(emailKey: string, acquaintance: string): AttemptLimit[] {
  return [{ key: `login:known:${emailKey}:${acquaintance}`, kind: "login, known device", ...PER_MINUTE }];
}

export function codeLimits(accountId: string): AttemptLimit[] {
  return [{ key: `code:account:${accountId}`, kind: "second factor", ...PER_MINUTE }];
}

export function confirmLimits(accountId: string): AttemptLimit[] {
  return [{ key: `confirm:account:${accountId}`, kind: "confirmation", ...PER_MINUTE }];
}

export function registrationLimits(ip: string | null): AttemptLimit[] {
  return [{ key: `register:ip:${addressBlockOf(ip)}`, kind: "registration", allowed: 10, ...PER_HOUR }];
}

export function resetLimits(emailKey: string, ip: string | null): AttemptLimit[] {
  return [
    { key: `reset:account:${emailKey}`, kind: "password reset, account", allowed: 3, ...PER_HOUR },
    { key: `reset:ip:${addressBlockOf(ip)}`, kind: "password reset, address", allowed: 10, ...PER_HOUR },
  ];
}

/**
 * Counts a try before it is made: many at once cannot slip through together.
 * @throws DomainError TOO_MANY_REQUESTS with the seconds to wait
 */
export async function countAttempt(db: Db, limits: readonly AttemptLimit[], now: Date): Promise<void> {
  const attempts = new AttemptRepository(db);
  for (const limit of limits) {
    const until = await attempts.consume(limit, now);
    if (until === null) continue;
    // What follows is not counted: whoever is blocked by the address does not block the account besides.
    const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
    throw new DomainError("TOO_MANY_REQUESTS", `Too many tries. Try again in ${seconds} seconds.`, {
      retryAfterSeconds: seconds,
    });
  }
}

/** A try that succeeded: the account's own count starts afresh, an address gets its try back. */
export async function forgiveAttempt(db: Db, limits: readonly AttemptLimit[]): Promise<void> {
  const attempts = new AttemptRepository(db);
  for (const { key } of limits) {
    if (key.startsWith("login:ip:")) await attempts.refund(key);
    else await attempts.clear(key);
  }
}
