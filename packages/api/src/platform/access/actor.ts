import type { Permission, Role } from "@cryptodesk/shared/identity/permission";

interface Acting {
  readonly accountId: string;
  readonly email: string;
  readonly role: Role;
  readonly permissions: ReadonlySet<Permission>;
  /** The role asks for a second factor that is not set up yet. */
  readonly lacksSecondFactor: boolean;
}

/** Somebody who signed in. */
export interface SessionActor extends Acting {
  readonly kind: "session";
  readonly sessionId: string;
  /** Until then sensitive actions need no further confirmation. */
  readonly confirmedUntil: Date | null;
  /** E-mail of the admin who acts as this account. */
  readonly impersonatedBy: string | null;
}

/** A program with an API key. */
export interface KeyActor extends Acting {
  readonly kind: "key";
  readonly keyId: string;
  readonly requestsPerMinute: number;
}

/** Who asks. `refused` came with credentials that do not hold: it may do less than anonymous. */
export type Actor =
  | { readonly kind: "anonymous"; readonly permissions: ReadonlySet<Permission> }
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "unavailable"; readonly cause: unknown }
  | { readonly kind: "system" }
  /** Whoever has the shell of the server. */
  | { readonly kind: "shell"; readonly permissions: ReadonlySet<Permission> }
  | SessionActor
  | KeyActor;
