import type { Config } from "../../platform/config/load-config.ts";
import type { Database } from "../../platform/database/database.ts";
import type { Logger } from "../../platform/logging/logger.ts";
import type { Mailer } from "../../platform/mail/mailer.ts";
import { SecretBox } from "../../platform/security/secret-box.ts";
import type { Clock } from "../../platform/service-context.ts";
import { AccessTokens } from "./access-tokens.ts";
import { ActorResolver } from "./actor-resolver.ts";
import { composeOidc } from "./compose-oidc.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { IdentityStateRepository } from "./identity-state.repository.ts";
import { PasswordHashing } from "./password-hashing.ts";
import { SigningKeys } from "./signing-keys.ts";

/** The domain's long-lived parts, wired. The desk's own secret is used where no setting gives one. */
export async function composeIdentity(
  config: Config,
  db: Database,
  clock: Clock,
  logger: Logger,
): Promise<IdentityRuntime> {
  const stored = await new IdentityStateRepository(db.primary).ensure();
  const secrets = new SecretBox(config.CRYPTODESK_SECRET ?? stored);
  const keys = new SigningKeys(db.primary, secrets, clock);
  const tokens = new AccessTokens(keys, config.PUBLIC_URL ?? "cryptodesk", clock);
  const anonymousReading = config.ANONYMOUS_READING === "on";
  const actors = new ActorResolver({ db, clock, tokens, keys, secrets, anonymousReading });
  const mail = await mailerOf(config);
  const oidc = await composeOidc(config, clock, logger);
  return { mail, oidc, db, clock, config, logger, secrets, passwords: new PasswordHashing(), keys, tokens, actors };
}

async function mailerOf({ SMTP_URL: url, MAIL_FROM: from, PUBLIC_URL, PORT }: Config): Promise<Mailer | null> {
  if (url === undefined || from === undefined) return null;
  // Loaded here: a desk without mail does not pay for it.
  const { createMailer } = await import("../../platform/mail/mailer.ts");
  return createMailer({ url, from, publicUrl: PUBLIC_URL ?? `http://localhost:${PORT}` });
}
