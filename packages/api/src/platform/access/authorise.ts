import { DomainError, unavailable } from "@cryptodesk/shared/errors/domain-error";
import { PERMISSIONS, type Permission } from "@cryptodesk/shared/identity/permission";
import type { Actor, SessionActor } from "./actor.ts";

/** What a procedure asks of its caller. `open`: nothing, not even credentials that hold. */
export type Access = "open" | Permission;

/**
 * Lets the caller pass or says why not.
 * @param confirmed the action also needs a recent confirmation that the owner is at the keyboard
 * @throws DomainError UNAUTHENTICATED, FORBIDDEN, CONFIRMATION_NEEDED, SECOND_FACTOR_NEEDED or UNAVAILABLE
 */
export function authorise(actor: Actor, access: Access, confirmed: boolean, now: Date): void {
  if (access === "open" || actor.kind === "system") return;
  if (actor.kind === "refused") throw new DomainError("UNAUTHENTICATED", actor.reason);
  if (actor.kind === "unavailable") throw unavailable("Who you are cannot be checked at the moment.", 2, actor.cause);
  if (!actor.permissions.has(access)) throw refusal(actor, access);
  if (actor.kind !== "session" && actor.kind !== "key") return;
  if (actor.lacksSecondFactor && !access.startsWith("account:")) throw secondFactorNeeded();
  if (actor.kind !== "session") return;
  if (confirmed && !isConfirmed(actor, now)) {
    throw new DomainError("CONFIRMATION_NEEDED", "Confirm that it is you first: give your password or a code again.");
  }
}

export function secondFactorNeeded(): DomainError {
  return new DomainError("SECOND_FACTOR_NEEDED", "Your role needs a second factor. Set one up first, under Security.");
}

function isConfirmed({ confirmedUntil }: SessionActor, now: Date): boolean {
  return confirmedUntil !== null && confirmedUntil > now;
}

function refusal(
  actor: Exclude<Actor, { kind: "refused" | "unavailable" | "system" }>,
  access: Permission,
): DomainError {
  if (actor.kind === "anonymous") return new DomainError("UNAUTHENTICATED", "Sign in first.");
  const { allows, key } = PERMISSIONS[access];
  const asked = `${access} (${allows})`;
  if (actor.kind === "shell")
    return new DomainError("FORBIDDEN", `The shell's token is for administration only: ${asked}.`);
  if (actor.kind === "key") {
    return new DomainError(
      "FORBIDDEN",
      key
        ? `This API key lacks the scope ${asked}.`
        : `No API key may do this: it takes a signed-in person with ${asked}.`,
    );
  }
  if (actor.impersonatedBy !== null)
    return new DomainError("FORBIDDEN", `Not while acting as somebody else: ${asked}.`);
  return new DomainError("FORBIDDEN", `Your role, ${actor.role}, lacks the permission ${asked}.`);
}

/** The account that asks. @throws DomainError UNAUTHENTICATED */
export function accountIdOf(actor: Actor): string {
  if (actor.kind === "session" || actor.kind === "key") return actor.accountId;
  throw new DomainError("UNAUTHENTICATED", "Sign in first.");
}

/** The signed-in person who asks. @throws DomainError UNAUTHENTICATED or FORBIDDEN for a key */
export function sessionOf(actor: Actor): SessionActor {
  if (actor.kind === "session") return actor;
  if (actor.kind === "key") throw new DomainError("FORBIDDEN", "No API key may do this: it takes a signed-in person.");
  throw new DomainError("UNAUTHENTICATED", "Sign in first.");
}
