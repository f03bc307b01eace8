import { type Config, isLoopback } from "../../platform/config/load-config.ts";
import type { Logger } from "../../platform/logging/logger.ts";
import type { Clock } from "../../platform/service-context.ts";
import type { SingleSignOn } from "./identity-runtime.ts";

const TIMEOUT_SECONDS = 5;
const CALLBACK = "/api/v1/auth/oidc/callback";

/** Single sign-on as the settings want it; null where they do not. The provider is not asked yet. */
export async function composeOidc(config: Config, clock: Clock, logger: Logger): Promise<SingleSignOn | null> {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, PUBLIC_URL, PORT } = config;
  if (issuer === undefined || clientId === undefined) return null;
  // Loaded here: a desk without single sign-on does not pay for it.
  const { OidcClient } = await import("./oidc-client.ts");
  const settings = {
    issuer,
    clientId,
    clientSecret: config.OIDC_CLIENT_SECRET,
    scopes: config.OIDC_SCOPES,
    redirectUri: `${(PUBLIC_URL ?? `http://localhost:${PORT}`).replace(/\/+$/, "")}${CALLBACK}`,
    timeoutSeconds: TIMEOUT_SECONDS,
    insecure: isLoopback(issuer),
  };
  const { href } = new URL(issuer);
  return {
    name: config.OIDC_NAME,
    client: new OidcClient(settings, clock, logger),
    isOf: (other) => URL.canParse(other) && new URL(other).href === href,
  };
}
