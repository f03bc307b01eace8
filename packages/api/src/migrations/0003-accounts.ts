import { type Kysely, sql } from "kysely";
import { rowsOfOwner } from "./rows-of-owner.ts";

const STATEMENTS = [
  `CREATE TABLE account (
    id uuid PRIMARY KEY,
    email text NOT NULL,
    email_key text COLLATE "C" NOT NULL UNIQUE,
    name text NOT NULL,
    password_hash text,
    role text NOT NULL CHECK (role IN ('viewer', 'analyst', 'admin')),
    is_active boolean NOT NULL DEFAULT true,
    email_verified_at timestamptz,
    totp_secret text,
    totp_confirmed_at timestamptz,
    totp_last_step bigint,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    last_login_at timestamptz
  )`,
  "CREATE INDEX account_newest ON account (created_at DESC, id DESC)",

  // One row: what every process must agree on.
  `CREATE TABLE identity_state (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    revision bigint NOT NULL DEFAULT 0,
    secret text NOT NULL,
    second_factor_roles text[] NOT NULL DEFAULT '{}'
  )`,

  `CREATE TABLE session (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('browser', 'token')),
    device text NOT NULL,
    user_agent text,
    ip text,
    factors text[] NOT NULL,
    impersonator_id uuid REFERENCES account (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    confirmed_at timestamptz,
    idle_expires_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    revoke_reason text
  )`,
  "CREATE INDEX session_of_account ON session (account_id, created_at DESC)",
  "CREATE INDEX session_end ON session (expires_at)",

  `CREATE TABLE refresh_token (
    hash text COLLATE "C" PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    issued_at timestamptz NOT NULL,
    used_at timestamptz,
    salt text
  )`,
  "CREATE INDEX refresh_token_of_session ON refresh_token (session_id)",

  `CREATE TABLE signing_key (
    kid text COLLATE "C" PRIMARY KEY,
    public_jwk jsonb NOT NULL,
    sealed_private_key text NOT NULL,
    created_at timestamptz NOT NULL,
    signs_until timestamptz,
    verifies_until timestamptz
  )`,

  `CREATE TABLE api_key (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    name text NOT NULL,
    prefix text NOT NULL,
    hash text COLLATE "C" NOT NULL UNIQUE,
    scopes text[] NOT NULL,
    requests_per_minute integer NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    last_used_at timestamptz,
    last_used_ip text,
    revoked_at timestamptz
  )`,
  "CREATE INDEX api_key_of_account ON api_key (account_id, created_at DESC)",

  `CREATE TABLE recovery_code (
    account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    hash text COLLATE "C" NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (account_id, hash)
  )`,

  `CREATE TABLE passkey (
    id text COLLATE "C" PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    name text NOT NULL,
    public_key text NOT NULL,
    counter bigint NOT NULL,
    transports text[] NOT NULL DEFAULT '{}',
    synced boolean NOT NULL,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz
  )`,
  "CREATE INDEX passkey_of_account ON passkey (account_id)",

  // Whom a provider of single sign-on knows; subjects are unique within their issuer, addresses are only shown.
  `CREATE TABLE external_identity (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    issuer text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    email text,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz,
    UNIQUE (issuer, subject)
  )`,
  "CREATE INDEX external_identity_of_account ON external_identity (account_id, created_at)",

  // Secrets that work once: password links, verification, challenges between two steps of a sign-in.
  `CREATE TABLE one_time_token (
    hash text COLLATE "C" PRIMARY KEY,
    purpose text NOT NULL,
    account_id uuid REFERENCES account (id) ON DELETE CASCADE,
    payload jsonb NOT NULL DEFAULT '{}',
    attempts integer NOT NULL DEFAULT 0,
    expires_at timestamptz NOT NULL
  )`,
  "CREATE INDEX one_time_token_end ON one_time_token (expires_at)",

  `CREATE TABLE known_device (
    account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    hash text COLLATE "C" NOT NULL,
    first_seen_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, hash)
  )`,

  `CREATE TABLE notice (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    kind text NOT NULL,
    detail text NOT NULL,
    ip text,
    created_at timestamptz NOT NULL,
    read_at timestamptz
  )`,
  "CREATE INDEX notice_of_account ON notice (account_id, created_at DESC, id DESC)",

  // Failed tries by what they were tried on. In Postgres and not in Redis, so that they hold on every instance whatever
  // happens to Redis, and after a restart.
  `CREATE TABLE attempt (
    key text COLLATE "C" PRIMARY KEY,
    kind text NOT NULL,
    window_start timestamptz NOT NULL,
    failures integer NOT NULL,
    blocks integer NOT NULL DEFAULT 0,
    blocked_until timestamptz,
    updated_at timestamptz NOT NULL
  )`,
  "CREATE INDEX attempt_age ON attempt (updated_at)",

  `CREATE TABLE audit_entry (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    action text NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('done', 'refused')),
    actor text NOT NULL,
    actor_id uuid,
    impersonator text,
    target text,
    subject_id uuid,
    detail text,
    ip text,
    user_agent text,
    request_id text,
    changes jsonb
  )`,
  "CREATE INDEX audit_entry_newest ON audit_entry (at DESC, id DESC)",
  "CREATE INDEX audit_entry_of_subject ON audit_entry (subject_id, at DESC, id DESC)",
  // Append-only also for whoever writes SQL by mistake; only the retention job may delete, and says so first.
  `CREATE FUNCTION audit_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'DELETE' AND current_setting('cryptodesk.audit_retention', true) = 'on' THEN
      RETURN OLD;
    END IF;
    RAISE EXCEPTION 'entries of the audit log are never changed';
  END $$`,
  `CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_is_append_only()`,

  `CREATE TABLE idempotent_request (
    owner text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    route text NOT NULL,
    body_hash text NOT NULL,
    status integer,
    headers jsonb,
    body text,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (owner, key)
  )`,
  "CREATE INDEX idempotent_request_age ON idempotent_request (created_at)",

  `CREATE TABLE workspace_document (
    account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    name text NOT NULL,
    version integer NOT NULL,
    body jsonb NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, name)
  )`,

  ...[
    "session",
    "api_key",
    "recovery_code",
    "passkey",
    "external_identity",
    "notice",
    "known_device",
    "workspace_document",
  ].flatMap(rowsOfOwner),
];

export const accounts = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
