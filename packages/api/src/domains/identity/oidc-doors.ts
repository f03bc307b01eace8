import type { HttpServerParts } from "../../platform/http/http-parts.ts";
import { beginOidc } from "./begin-oidc.ts";
import { finishOidc } from "./finish-oidc.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { requireOwnSite } from "./log-in.ts";
import { refusalOf } from "./oidc-refusal.ts";
import { ownPath } from "./own-path.ts";

/** The two steps of single sign-on that a browser takes by itself; none where there is no provider. */
export function createOidcDoors(identity: IdentityRuntime): NonNullable<HttpServerParts["redirects"]> {
  const { oidc } = identity;
  if (!oidc) return {};
  return {
    "/auth/oidc/start": {
      async open(ctx, { query, wantsPage }) {
        try {
          requireOwnSite(ctx, "browser");
          const to = ownPath(new URLSearchParams(query).get("to"));
          return (await beginOidc(identity, oidc, ctx, { to, linking: null })).url;
        } catch (error) {
          const refusal = refusalOf(error);
          if (!refusal || !wantsPage) throw error;
          return `/sign-in?problem=${refusal.problem}`;
        }
      },
    },
    "/auth/oidc/callback": { open: (ctx, { query }) => finishOidc(identity, oidc, ctx, query) },
  };
}
