import { API_KEY_PREFIX } from "@cryptodesk/shared/identity/api-key.contract";
import { anonymousPermissions, KeyScope, type Permission, permissionsOf } from "@cryptodesk/shared/identity/permission";
import { LRUCache } from "lru-cache";
import type { Actor, KeyActor, SessionActor } from "../../platform/access/actor.ts";
import type { Access } from "../../platform/access/authorise.ts";
import type { Database } from "../../platform/database/database.ts";
import { asOwner } from "../../platform/database/owned-rows.ts";
import { hashToken } from "../../platform/security/random-token.ts";
import type { SecretBox } from "../../platform/security/secret-box.ts";
import type { Clock } from "../../platform/service-context.ts";
import type { AccessTokens } from "./access-tokens.ts";
import { ApiKeyRepository, type ApiKeyRow } from "./api-key.repository.ts";
import { RevisionWatch } from "./revision-watch.ts";
import { SessionRepository, type SessionRow } from "./session.repository.ts";
import { actingAs, actorOfSession } from "./session-actor.ts";
import { isShellToken, SHELL_TOKEN_PREFIX } from "./shell-token.ts";
import type { SigningKeys } from "./signing-keys.ts";
import { lacksSecondFactor, type Standing, StandingRepository } from "./standing.repository.ts";

const TOUCH_MS = 60_000;
const MAX_KNOWN = 20_000;
const MAX_CREDENTIAL_LENGTH = 4_096;

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
      const standing =
        session && holds(session, now) ? await new StandingRepository(db).find(session.account_id) : null;
      const actor = session && standing ? await actorOfSession(db, session, standing) : null;
      if (!session || !actor) return null;
      const holdsUntil = Math.min(session.expires_at.getTime(), session.idle_expires_at.getTime());
      return { actor, holdsUntil, touchedAt: session.last_used_at.getTime() };
    });
  }

  async #lookUpKey(key: string, now: Date): Promise<Known | null> {
    return asOwner(this.#parts.db.primary, "system", async (db) => {
      const row = await new ApiKeyRepository(db).findByHash(hashToken(key));
      if (!row || row.revoked_at !== null || (row.expires_at !== null && row.expires_at <= now)) return null;
      const standing = await new StandingRepository(db).find(row.account_id);
      return standing && actorOfKey(row, standing);
    });
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

function actorOfKey(row: ApiKeyRow, standing: Standing): Known | null {
  const { account } = standing;
  if (!account.is_active) return null;
  const scopes = new Set<string>(row.scopes);
  const permissions = permissionsOf(account.role).filter(
    (name) => scopes.has(name) && KeyScope.safeParse(name).success,
  );
  const actor: KeyActor = {
    kind: "key",
    ...actingAs(account, permissions),
    lacksSecondFactor: lacksSecondFactor(standing),
    keyId: row.id,
    requestsPerMinute: row.requests_per_minute,
  };
  const holdsUntil = row.expires_at?.getTime() ?? Number.POSITIVE_INFINITY;
  return { actor, holdsUntil, touchedAt: row.last_used_at?.getTime() ?? 0 };
}
