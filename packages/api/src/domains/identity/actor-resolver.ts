import { API_KEY_PREFIX } from "@cryptodesk/shared/identity/api-key.contract";
import { anonymousPermissions, KeyScope, type Permission, permissionsOf } from "@cryptodesk/shared/identity/permission";
import { LRUCache } from "lru-cache";
import type { Actor, KeyActor, SessionActor } from "../../platform/access/actor.ts";
import type { Access } from "../../platform/access/authorise.ts";
import type { Database, Db } from "../../platform/database/database.ts";
import { asOwner } from "../../platform/database/owned-rows.ts";
import { hashToken } from "../../platform/security/random-token.ts";
import type { SecretBox } from "../../platform/security/secret-box.ts";
import type { Clock } from "../../platform/service-context.ts";
import type { AccessTokens } from "./access-tokens.ts";
import { AccountRepository, type AccountRow } from "./account.repository.ts";
import { ApiKeyRepository, type ApiKeyRow } from "./api-key.repository.ts";
import { IdentityStateRepository } from "./identity-state.repository.ts";
import { hasSecondFactor, PasskeyRepository } from "./passkey.repository.ts";
import { RevisionWatch } from "./revision-watch.ts";
import { SessionRepository, type SessionRow } from "./session.repository.ts";
import { isShellToken, SHELL_TOKEN_PREFIX } from "./shell-token.ts";
import type { SigningKeys } from "./signing-keys.ts";

/** How long a confirmation lets sensitive actions through. */
export const CONFIRMED_MS = 10 * 60_000;
const TOUCH_MS = 60_000;
const MAX_KNOWN = 20_000;
const MAX_CREDENTIAL_LENGTH = 4_096;

/** Nobody's permissions while acting as somebody else: what an admin must not do in another's name. */
const NOT_IN_ANOTHERS_NAME: ReadonlySet<Permission> = new Set([
  "account:manage",
  "admin:read",
  "admin:users",
  "admin:credentials",
]);

const REFUSED: Actor = { kind: "refused", reason: "This sign-in does not hold, or no longer. Sign in again." };

const SHELL: Actor = {
  kind: "shell",
  permissions: new Set<Permission>(["admin:read", "admin:users", "admin:credentials"]),
};

interface Known {
  actor: SessionActor | KeyActor;
  /** ms; after this it is looked up again. */
  holdsUntil: number;
  touchedAt: number;
}

export interface ActorResolverParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly tokens: AccessTokens;
  readonly keys: SigningKeys;
  readonly secrets: SecretBox;
  readonly anonymousReading: boolean;
}

/**
 * Finds out who asks. A credential is verified once, and believed until it expires or until anything about any caller
 * changes (see RevisionWatch).
 */
export class ActorResolver {
  readonly #parts: ActorResolverParts;
  readonly #known = new LRUCache<string, Known>({ max: MAX_KNOWN });
  readonly #watch: RevisionWatch;
  /** Counts what made `#known` forget: what was looked up before may not hold any more and is not remembered. */
  #forgotten = 0;
  readonly anonymous: Actor;

  constructor(parts: ActorResolverParts) {
    this.#parts = parts;
    this.anonymous = {
      kind: "anonymous",
      permissions: new Set(parts.anonymousReading ? anonymousPermissions() : []),
    };
    this.#watch = new RevisionWatch(parts.db.primary, () => {
      this.forget();
      parts.keys.forget();
    });
  }

  /** Looks callers up anew, at once and in this process; others follow within half a second. */
  forget(): void {
    this.#forgotten += 1;
    this.#known.clear();
  }

  /** Changes whenever anything about any caller did. @throws where the database does not answer */
  async revision(): Promise<number> {
    if (!this.#watch.isFresh) await this.#watch.check();
    return this.#watch.revision;
  }

  /**
   * The actor where that is known without waiting.
   * @returns null: ask `resolve`
   */
  peek(credential: string): Actor | null {
    if (!this.#watch.isFresh) return null;
    const known = this.#known.get(credential);
    return known && known.holdsUntil > this.#parts.clock().getTime() ? known.actor : null;
  }

  /** @param credential access token or API key; null: none was given */
  async resolve(credential: string | null, ip: string | null): Promise<Actor> {
    if (credential === null) return this.anonymous;
    if (credential.length > MAX_CREDENTIAL_LENGTH) return REFUSED;
    if (credential.startsWith(SHELL_TOKEN_PREFIX)) {
      return isShellToken(this.#parts.secrets, credential, this.#parts.clock()) ? SHELL : REFUSED;
    }
    try {
      if (!this.#watch.isFresh) await this.#watch.check();
      const now = this.#parts.clock();
      let known = this.#known.get(credential);
      if (!known || known.holdsUntil <= now.getTime()) {
        const before = this.#forgotten;
        known = (await this.#lookUp(credential, now)) ?? undefined;
        if (!known) return REFUSED;
        if (this.#forgotten === before) this.#known.set(credential, known);
      }
      if (now.getTime() - known.touchedAt >= TOUCH_MS) this.#touch(known, ip, now);
      return known.actor;
    } catch (cause) {
      // Somebody who cannot be checked is not believed.
      return { kind: "unavailable", cause };
    }
  }

  /** Whether nobody has to sign in for it. */
  mayAnybody(access: Access): boolean {
    return access === "open" || (this.anonymous.kind === "anonymous" && this.anonymous.permissions.has(access));
  }

  async #lookUp(credential: string, now: Date): Promise<Known | null> {
    return credential.startsWith(API_KEY_PREFIX)
      ? this.#lookUpKey(credential, now)
      : this.#lookUpToken(credential, now);
  }

  async #lookUpToken(token: string, now: Date): Promise<Known | null> {
    const claims = await this.#parts.tokens.verify(token);
    if (!claims) return null;
    const found = await this.#lookUpSession(claims.sessionId, now);
    if (found?.actor.accountId !== claims.accountId) return null;
    return { ...found, holdsUntil: Math.min(claims.expiresAt, found.holdsUntil) };
  }

  /** Who a session acts as; null where it does not hold. */
  async describeSession(sessionId: string): Promise<SessionActor | null> {
    return (await this.#lookUpSession(sessionId, this.#parts.clock()))?.actor ?? null;
  }

  async #lookUpSession(sessionId: string, now: Date): Promise<(Known & { actor: SessionActor }) | null> {
    return asOwner(this.#parts.db.primary, "system", async (db) => {
      const session = await new SessionRepository(db).find(sessionId);
      const people = session && holds(session, now) ? await peopleOf(db, session) : null;
      if (!session || !people) return null;
      const { account, admin } = people;
      const permissions = permissionsOf(account.role);
      const actor: SessionActor = {
        kind: "session",
        ...actingAs(account, admin ? permissions.filter((name) => !NOT_IN_ANOTHERS_NAME.has(name)) : permissions),
        sessionId: session.id,
        confirmedUntil: session.confirmed_at ? new Date(session.confirmed_at.getTime() + CONFIRMED_MS) : null,
        lacksSecondFactor: admin === null && (await lacksSecondFactor(db, account)),
        impersonatedBy: admin?.email ?? null,
      };
      const holdsUntil = Math.min(session.expires_at.getTime(), session.idle_expires_at.getTime());
      return { actor, holdsUntil, touchedAt: session.last_used_at.getTime() };
    });
  }

  async #lookUpKey(key: string, now: Date): Promise<Known | null> {
    const hash = hashToken(key);
    const row = await asOwner(this.#parts.db.primary, "system", (db) => new ApiKeyRepository(db).findByHash(hash));
    return row && this.#actorOfKey(row, now);
  }

  async #actorOfKey(row: ApiKeyRow, now: Date): Promise<Known | null> {
    if (row.revoked_at !== null || (row.expires_at !== null && row.expires_at <= now)) return null;
    const account = await new AccountRepository(this.#parts.db.primary).find(row.account_id);
    if (!account?.is_active) return null;
    const scopes = new Set<string>(row.scopes);
    const permissions = permissionsOf(account.role).filter(
      (name) => scopes.has(name) && KeyScope.safeParse(name).success,
    );
    const actor: KeyActor = {
      kind: "key",
      ...actingAs(account, permissions),
      lacksSecondFactor: await asOwner(this.#parts.db.primary, "system", (db) => lacksSecondFactor(db, account)),
      keyId: row.id,
      requestsPerMinute: row.requests_per_minute,
    };
    const holdsUntil = row.expires_at?.getTime() ?? Number.POSITIVE_INFINITY;
    return { actor, holdsUntil, touchedAt: row.last_used_at?.getTime() ?? 0 };
  }

  /** When it was last used is worth a write a minute, and no waiting. */
  #touch(known: Known, ip: string | null, now: Date): void {
    known.touchedAt = now.getTime();
    const { actor } = known;
    const write = asOwner(this.#parts.db.primary, actor.accountId, (db) =>
      actor.kind === "key"
        ? new ApiKeyRepository(db).touch(actor.keyId, ip, now)
        : new SessionRepository(db).touch(actor.sessionId, now),
    );
    void write.catch(() => {
      known.touchedAt = 0;
    });
  }
}

function holds({ revoked_at, expires_at, idle_expires_at }: SessionRow, now: Date): boolean {
  return revoked_at === null && expires_at > now && idle_expires_at > now;
}

/** The account of a session, and the admin who acts as it; null where either may not sign in. */
async function peopleOf(
  db: Db,
  { account_id, impersonator_id }: SessionRow,
): Promise<{ account: AccountRow; admin: AccountRow | null } | null> {
  const accounts = new AccountRepository(db);
  const account = await accounts.find(account_id);
  if (!account?.is_active) return null;
  if (impersonator_id === null) return { account, admin: null };
  const admin = await accounts.find(impersonator_id);
  return admin?.is_active && admin.role === "admin" ? { account, admin } : null;
}

/** The role asks for a second factor, and there is none. */
async function lacksSecondFactor(db: Db, account: AccountRow): Promise<boolean> {
  const roles = await new IdentityStateRepository(db).secondFactorRoles();
  if (!roles.includes(account.role)) return false;
  return !hasSecondFactor(account, await new PasskeyRepository(db).count(account.id));
}

function actingAs(account: AccountRow, permissions: readonly Permission[]) {
  return { accountId: account.id, email: account.email, role: account.role, permissions: new Set(permissions) };
}
