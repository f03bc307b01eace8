import type { Config } from "../../platform/config/load-config.ts";
import type { Database } from "../../platform/database/database.ts";
import type { Logger } from "../../platform/logging/logger.ts";
import type { Mailer } from "../../platform/mail/mailer.ts";
import type { SecretBox } from "../../platform/security/secret-box.ts";
import type { Clock } from "../../platform/service-context.ts";
import type { AccessTokens } from "./access-tokens.ts";
import type { ActorResolver } from "./actor-resolver.ts";
import type { OidcClient } from "./oidc-client.ts";
import type { PasswordHashing } from "./password-hashing.ts";
import type { SigningKeys } from "./signing-keys.ts";

/** A provider at which people may sign in. */
export interface SingleSignOn {
  /** What the button says. */
  readonly name: string;
  readonly client: OidcClient;
  /** Whether this issuer is the provider. */
  isOf(issuer: string): boolean;
}

/** What the verbs of this domain share; lives as long as the process. */
export interface IdentityRuntime {
  readonly db: Database;
  readonly clock: Clock;
  readonly config: Config;
  readonly logger: Logger;
  readonly secrets: SecretBox;
  readonly passwords: PasswordHashing;
  readonly keys: SigningKeys;
  readonly tokens: AccessTokens;
  readonly actors: ActorResolver;
  /** null: this desk sends no mail. */
  readonly mail: Mailer | null;
  /** null: people sign in here only. */
  readonly oidc: SingleSignOn | null;
}
