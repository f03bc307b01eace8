import type { Role } from "@cryptodesk/shared/identity/permission";
import type { ColumnType, Generated, JSONColumnType } from "kysely";

type Time = ColumnType<Date, Date | string, Date | string>;

/** A person who signs in. `email_key` is what addresses are compared by. */
export interface AccountTable {
  id: string;
  email: string;
  email_key: string;
  name: string;
  password_hash: string | null;
  role: Role;
  is_active: Generated<boolean>;
  email_verified_at: Time | null;
  totp_secret: string | null;
  totp_confirmed_at: Time | null;
  totp_last_step: number | null;
  created_at: Time;
  updated_at: Time;
  last_login_at: Time | null;
}

/** One row: what every process must agree on. `revision` counts up whenever something that was looked up about a caller may no longer be true. */
export interface IdentityStateTable {
  singleton: Generated<boolean>;
  revision: Generated<number>;
  secret: string;
  second_factor_roles: Generated<Role[]>;
}

/** A sign-in and the family of refresh tokens that grew out of it. */
export interface SessionTable {
  id: string;
  account_id: string;
  kind: "browser" | "token";
  device: string;
  user_agent: string | null;
  ip: string | null;
  factors: string[];
  impersonator_id: string | null;
  created_at: Time;
  last_used_at: Time;
  confirmed_at: Time | null;
  idle_expires_at: Time;
  expires_at: Time;
  revoked_at: Time | null;
  revoke_reason: string | null;
}

/** `salt` is what the successor was derived with, once the token is used. */
export interface RefreshTokenTable {
  hash: string;
  session_id: string;
  issued_at: Time;
  used_at: Time | null;
  salt: string | null;
}

export interface SigningKeyTable {
  kid: string;
  public_jwk: JSONColumnType<Record<string, unknown>>;
  sealed_private_key: string;
  created_at: Time;
  signs_until: Time | null;
  verifies_until: Time | null;
}

export interface ApiKeyTable {
  id: string;
  account_id: string;
  name: string;
  prefix: string;
  hash: string;
  scopes: string[];
  requests_per_minute: number;
  created_at: Time;
  expires_at: Time | null;
  last_used_at: Time | null;
  last_used_ip: string | null;
  revoked_at: Time | null;
}

export interface RecoveryCodeTable {
  account_id: string;
  hash: string;
  used_at: Time | null;
}

export interface PasskeyTable {
  id: string;
  account_id: string;
  name: string;
  public_key: string;
  counter: number;
  transports: string[];
  synced: boolean;
  created_at: Time;
  last_used_at: Time | null;
}

/** A person as a provider of single sign-on knows them. `email` is what it said when they were linked. */
export interface ExternalIdentityTable {
  id: string;
  account_id: string;
  issuer: string;
  subject: string;
  email: string | null;
  created_at: Time;
  last_used_at: Time | null;
}

export interface OneTimeTokenTable {
  hash: string;
  purpose: string;
  account_id: string | null;
  payload: JSONColumnType<Record<string, unknown>>;
  attempts: Generated<number>;
  expires_at: Time;
}

export interface KnownDeviceTable {
  account_id: string;
  hash: string;
  first_seen_at: Time;
  last_seen_at: Time;
}

export interface NoticeTable {
  id: string;
  account_id: string;
  kind: string;
  detail: string;
  ip: string | null;
  created_at: Time;
  read_at: Time | null;
}

/** Failed tries by what they were tried on. */
export interface AttemptTable {
  key: string;
  kind: string;
  window_start: Time;
  failures: number;
  blocks: Generated<number>;
  blocked_until: Time | null;
  updated_at: Time;
}

declare module "../../platform/database/database.ts" {
  interface DatabaseSchema {
    account: AccountTable;
    identity_state: IdentityStateTable;
    session: SessionTable;
    refresh_token: RefreshTokenTable;
    signing_key: SigningKeyTable;
    api_key: ApiKeyTable;
    recovery_code: RecoveryCodeTable;
    passkey: PasskeyTable;
    external_identity: ExternalIdentityTable;
    one_time_token: OneTimeTokenTable;
    known_device: KnownDeviceTable;
    notice: NoticeTable;
    attempt: AttemptTable;
  }
}
