import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { OidcProblem } from "@cryptodesk/shared/identity/external-identity.contract";

/** Single sign-on came to nothing: a code for the person, words for the audit log. */
export class OidcRefusal extends Error {
  readonly problem: OidcProblem;
  /** The address it was about, and the account. */
  readonly about: { email?: string; accountId?: string };

  constructor(problem: OidcProblem, reason: string, about: { email?: string; accountId?: string } = {}) {
    super(reason);
    this.name = "OidcRefusal";
    this.problem = problem;
    this.about = about;
  }
}

/** What anything that was thrown on the way means; null for what nobody expected. */
export function refusalOf(error: unknown): OidcRefusal | null {
  if (error instanceof OidcRefusal) return error;
  if (!(error instanceof DomainError)) return null;
  if (error.code === "UNAVAILABLE") return new OidcRefusal("unavailable", error.message);
  if (error.code === "TOO_MANY_REQUESTS") return new OidcRefusal("limit", error.message);
  // The account changed while its sign-in was under way.
  if (error.code === "UNAUTHENTICATED") return new OidcRefusal("expired", error.message);
  return null;
}
