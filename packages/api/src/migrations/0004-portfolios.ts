import { type Kysely, sql } from "kysely";
import { OWNER, rowsOfOwner } from "./rows-of-owner.ts";

const STATEMENTS = [
  // `revision` counts every change of the portfolio and of what is in it; every row carries the revision that made it,
  // so that a calculation asks only for what came after the one it knows.
  `CREATE TABLE portfolio (
    id uuid PRIMARY KEY,
    ${OWNER},
    name text NOT NULL,
    description text,
    currency text NOT NULL,
    is_active boolean NOT NULL DEFAULT true,
    is_demo boolean NOT NULL DEFAULT false,
    rules jsonb NOT NULL,
    benchmark jsonb,
    version integer NOT NULL DEFAULT 1,
    revision bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz
  )`,
  "CREATE INDEX portfolio_of_account ON portfolio (account_id, created_at, id)",

  `CREATE TABLE wallet (
    id uuid PRIMARY KEY,
    ${OWNER},
    portfolio_id uuid NOT NULL REFERENCES portfolio (id) ON DELETE CASCADE,
    name text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('exchange', 'wallet', 'bank', 'other')),
    note text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz
  )`,
  "CREATE INDEX wallet_of_portfolio ON wallet (portfolio_id, created_at, id)",

  `CREATE TABLE portfolio_import (
    id uuid PRIMARY KEY,
    ${OWNER},
    portfolio_id uuid NOT NULL REFERENCES portfolio (id) ON DELETE CASCADE,
    file_name text NOT NULL,
    size bigint NOT NULL,
    received bigint NOT NULL DEFAULT 0,
    sha256 text COLLATE "C",
    state text NOT NULL,
    format text,
    options jsonb NOT NULL,
    findings jsonb NOT NULL DEFAULT '{}',
    progress real,
    job_id uuid,
    attempt uuid,
    problem jsonb,
    created_at timestamptz NOT NULL,
    committed_at timestamptz,
    undone_at timestamptz
  )`,
  "CREATE INDEX portfolio_import_newest ON portfolio_import (portfolio_id, created_at DESC, id DESC)",
  "CREATE INDEX portfolio_import_file ON portfolio_import (portfolio_id, sha256)",

  // The file as it came, in parts: it is kept with what was made of it.
  `CREATE TABLE import_part (
    import_id uuid NOT NULL REFERENCES portfolio_import (id) ON DELETE CASCADE,
    ${OWNER},
    start bigint NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (import_id, start)
  )`,

  `CREATE TABLE import_row (
    import_id uuid NOT NULL REFERENCES portfolio_import (id) ON DELETE CASCADE,
    ${OWNER},
    line integer NOT NULL,
    state text NOT NULL CHECK (state IN ('new', 'duplicate', 'refused', 'ignored')),
    reason text,
    duplicate_of uuid,
    cells jsonb NOT NULL,
    joins jsonb NOT NULL DEFAULT '[]',
    drafts jsonb NOT NULL DEFAULT '[]',
    fingerprint text COLLATE "C",
    external_id text COLLATE "C",
    transfer jsonb,
    PRIMARY KEY (import_id, line)
  )`,

  `CREATE TABLE import_mapping (
    id uuid PRIMARY KEY,
    ${OWNER},
    name text NOT NULL,
    mapping jsonb NOT NULL,
    created_at timestamptz NOT NULL
  )`,
  "CREATE INDEX import_mapping_of_account ON import_mapping (account_id, created_at)",

  // Amounts are in `currency`, units exact. By `fingerprint`, what it says, and `external_id`, its id at an exchange, an
  // import finds what is there already.
  `CREATE TABLE portfolio_transaction (
    id uuid PRIMARY KEY,
    ${OWNER},
    portfolio_id uuid NOT NULL REFERENCES portfolio (id) ON DELETE CASCADE,
    wallet_id uuid NOT NULL REFERENCES wallet (id),
    type text NOT NULL,
    at timestamptz NOT NULL,
    asset_id text COLLATE "C",
    quantity numeric,
    price numeric,
    value numeric,
    currency text NOT NULL,
    fees numeric,
    fee_asset_id text COLLATE "C",
    to_asset_id text COLLATE "C",
    to_quantity numeric,
    cost numeric,
    acquired_at timestamptz,
    split_from numeric,
    split_to numeric,
    lots jsonb NOT NULL DEFAULT '[]',
    link_id uuid,
    tags text[] NOT NULL DEFAULT '{}',
    note text,
    import_id uuid REFERENCES portfolio_import (id) ON DELETE SET NULL,
    import_row integer,
    fingerprint text COLLATE "C",
    external_id text COLLATE "C",
    version integer NOT NULL DEFAULT 1,
    revision bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz
  )`,
  "CREATE INDEX transaction_changes ON portfolio_transaction (portfolio_id, revision, id)",
  "CREATE INDEX transaction_newest ON portfolio_transaction (portfolio_id, at DESC, id DESC)",
  "CREATE INDEX transaction_of_asset ON portfolio_transaction (portfolio_id, asset_id, at)",
  "CREATE INDEX transaction_to_asset ON portfolio_transaction (portfolio_id, to_asset_id, at) WHERE to_asset_id IS NOT NULL",
  "CREATE INDEX transaction_fee_asset ON portfolio_transaction (portfolio_id, fee_asset_id, at) WHERE fee_asset_id IS NOT NULL",
  "CREATE INDEX transaction_of_import ON portfolio_transaction (import_id) WHERE import_id IS NOT NULL",
  "CREATE INDEX transaction_of_link ON portfolio_transaction (link_id) WHERE link_id IS NOT NULL",
  "CREATE INDEX transaction_fingerprint ON portfolio_transaction (portfolio_id, fingerprint) WHERE fingerprint IS NOT NULL",
  "CREATE INDEX transaction_external_id ON portfolio_transaction (portfolio_id, external_id) WHERE external_id IS NOT NULL",
  "CREATE INDEX transaction_of_wallet ON portfolio_transaction (wallet_id)",

  `CREATE TABLE transaction_attachment (
    id uuid PRIMARY KEY,
    ${OWNER},
    transaction_id uuid NOT NULL REFERENCES portfolio_transaction (id) ON DELETE CASCADE,
    name text NOT NULL,
    media_type text NOT NULL,
    size integer NOT NULL,
    sha256 text NOT NULL,
    bytes bytea NOT NULL,
    created_at timestamptz NOT NULL
  )`,
  "CREATE INDEX attachment_of_transaction ON transaction_attachment (transaction_id, created_at)",

  // The last figures that were calculated, shown while the next ones are.
  `CREATE TABLE portfolio_figures (
    portfolio_id uuid PRIMARY KEY REFERENCES portfolio (id) ON DELETE CASCADE,
    ${OWNER},
    revision bigint NOT NULL,
    figures jsonb NOT NULL,
    calculated_at timestamptz NOT NULL
  )`,

  // What travelled with a transfer between two portfolios: cost and age of the units that left.
  `CREATE TABLE carried_transfer (
    link_id uuid PRIMARY KEY,
    ${OWNER},
    from_portfolio_id uuid NOT NULL REFERENCES portfolio (id) ON DELETE CASCADE,
    lots jsonb NOT NULL
  )`,
  "CREATE INDEX carried_transfer_from ON carried_transfer (from_portfolio_id)",

  `CREATE TABLE portfolio_share (
    id uuid PRIMARY KEY,
    ${OWNER},
    portfolio_id uuid NOT NULL REFERENCES portfolio (id) ON DELETE CASCADE,
    name text NOT NULL,
    token_hash text COLLATE "C" NOT NULL UNIQUE,
    password_hash text,
    hides_amounts boolean NOT NULL,
    expires_at timestamptz,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz,
    blocked_at timestamptz,
    blocked_reason text,
    last_viewed_at timestamptz,
    views bigint NOT NULL DEFAULT 0
  )`,
  "CREATE INDEX portfolio_share_of_portfolio ON portfolio_share (portfolio_id, created_at)",
  "CREATE INDEX portfolio_share_newest ON portfolio_share (created_at DESC, id DESC)",

  // Exchange rates that the owner says; they count before the desk's.
  `CREATE TABLE own_rate (
    ${OWNER},
    currency text NOT NULL,
    day date NOT NULL,
    per_usd numeric NOT NULL,
    note text,
    PRIMARY KEY (account_id, currency, day)
  )`,

  // What the desk was told of a day's exchange rates, the day's last word; by everybody.
  `CREATE TABLE fiat_rate_day (
    currency text NOT NULL,
    day date NOT NULL,
    per_usd numeric NOT NULL,
    source text NOT NULL,
    as_of timestamptz NOT NULL,
    PRIMARY KEY (currency, day)
  )`,

  ...[
    "portfolio",
    "wallet",
    "portfolio_import",
    "import_part",
    "import_row",
    "import_mapping",
    "portfolio_transaction",
    "transaction_attachment",
    "portfolio_figures",
    "carried_transfer",
    "portfolio_share",
    "own_rate",
  ].flatMap(rowsOfOwner),
];

export const portfolios = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
