import type { Actor } from "../../platform/access/actor.ts";
import { noCaller } from "../../platform/access/caller.ts";
import { asOwner } from "../../platform/database/owned-rows.ts";
import type { HttpServerParts, RequestFacts } from "../../platform/http/http-parts.ts";
import { hashToken } from "../../platform/security/random-token.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { SessionRepository } from "./session.repository.ts";
import { REFRESH_COOKIE } from "./session-cookies.ts";
import { StreamWatch } from "./stream-watch.ts";

const BEARER = /^Bearer +([\w.~+/=-]+)$/i;

/** Contexts of requests: who asks, from where. */
export function createDoorKeeping(
  identity: IdentityRuntime,
  parts: Pick<ServiceContext, "db" | "queue" | "clock">,
): Pick<HttpServerParts, "createContext" | "readerContext" | "doorKeeper"> {
  const { actors } = identity;
  const streams = new StreamWatch(identity);
  const contextOf = (actor: Actor, { requestId, caller }: RequestFacts): ServiceContext => ({
    ...parts,
    actor,
    caller,
    requestId,
  });
  return {
    createContext: async (facts) => contextOf(await actorOf(identity, facts), facts),
    readerContext: (requestId) => ({ ...parts, actor: { kind: "system" }, caller: noCaller, requestId }),
    doorKeeper: {
      mayReadHot(authorization) {
        // Only a token that was found good before is known here, so that its spelling needs no look.
        const actor = authorization === undefined ? actors.anonymous : actors.peek(afterScheme(authorization));
        return actor !== null && mayRead(actor);
      },
      streamContext: async (facts) => {
        const actor = await actorOf(identity, facts);
        if (actor.kind !== "anonymous" || actor.permissions.has("market:read")) return contextOf(actor, facts);
        return contextOf(await actorOfCookie(identity, facts), facts);
      },
      watchCaller: (facts, { actor }, access, end) => {
        // What anybody may read, nobody loses.
        if (actors.mayAnybody(access) || (actor.kind !== "session" && actor.kind !== "key")) return () => {};
        const again = () =>
          actor.kind === "session" ? actors.describeSession(actor.sessionId) : actorOf(identity, facts);
        return streams.add({ again, access, end });
      },
      keySet: async () => ({ keys: (await identity.keys.current()).published }),
    },
  };
}

function mayRead(actor: Actor): boolean {
  // A key's requests are counted on the ordinary way.
  if (actor.kind !== "anonymous" && actor.kind !== "session") return false;
  if (actor.kind === "session" && actor.lacksSecondFactor) return false;
  return actor.permissions.has("market:read");
}

async function actorOf({ actors }: IdentityRuntime, { headers, caller }: RequestFacts): Promise<Actor> {
  const key = headers["x-api-key"];
  const { authorization } = headers;
  if (key !== undefined && authorization !== undefined) {
    return { kind: "refused", reason: "Send Authorization or X-API-Key, not both." };
  }
  if (typeof key === "string") return actors.resolve(key, caller.ip);
  if (authorization === undefined) return actors.anonymous;
  const bearer = bearerOf(authorization);
  if (bearer === null)
    return { kind: "refused", reason: "Send `Authorization: Bearer` with an access token or API key." };
  return actors.resolve(bearer, caller.ip);
}

function afterScheme(authorization: string): string {
  return authorization.startsWith("Bearer ") ? authorization.slice(7) : (bearerOf(authorization) ?? "");
}

function bearerOf(authorization: string): string | null {
  return BEARER.exec(authorization)?.[1] ?? null;
}

/** The session whose refresh token the browser's cookie holds: good for reading a stream, and nothing is changed by it. */
async function actorOfCookie({ db, actors, clock }: IdentityRuntime, { caller }: RequestFacts): Promise<Actor> {
  const token = caller.cookies.get(REFRESH_COOKIE);
  if (token === undefined || !caller.sameSite) return actors.anonymous;
  const row = await asOwner(db.primary, "system", (own) =>
    new SessionRepository(own).findRefreshToken(hashToken(token)),
  );
  const fresh = row !== null && (row.used_at === null || clock().getTime() - row.used_at.getTime() < 10_000);
  return (fresh && row ? await actors.describeSession(row.session_id) : null) ?? actors.anonymous;
}
