import { type Kysely, sql } from "kysely";
import { OWNER, rowsOfOwner } from "./rows-of-owner.ts";

const STATEMENTS = [
  // What lists show of a strategy; its rules are in its versions.
  `CREATE TABLE strategy (
    id uuid PRIMARY KEY,
    ${OWNER},
    name text NOT NULL,
    description text,
    tags text[] NOT NULL DEFAULT '{}',
    timeframe text NOT NULL,
    universe text NOT NULL,
    visibility text NOT NULL DEFAULT 'private' CHECK (visibility IN ('private', 'link', 'public')),
    link_hash text COLLATE "C" UNIQUE,
    blocked_at timestamptz,
    blocked_reason text,
    forked_from uuid,
    forked_version integer,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz
  )`,
  "CREATE INDEX strategy_of_account ON strategy (account_id, created_at DESC, id DESC)",
  "CREATE INDEX strategy_in_public ON strategy (updated_at DESC, id DESC) WHERE visibility = 'public' AND deleted_at IS NULL AND blocked_at IS NULL",

  `CREATE TABLE strategy_version (
    strategy_id uuid NOT NULL REFERENCES strategy (id) ON DELETE CASCADE,
    ${OWNER},
    version integer NOT NULL,
    name text NOT NULL,
    rules jsonb NOT NULL,
    rules_hash text COLLATE "C" NOT NULL,
    note text,
    restored_from integer,
    saved_at timestamptz NOT NULL,
    PRIMARY KEY (strategy_id, version)
  )`,

  // `rules` are those that were run: a run tells the same when its strategy has gone on.
  `CREATE TABLE strategy_run (
    id uuid PRIMARY KEY,
    ${OWNER},
    strategy_id uuid NOT NULL REFERENCES strategy (id) ON DELETE CASCADE,
    version integer NOT NULL,
    kind text NOT NULL CHECK (kind IN ('backtest', 'optimisation')),
    state text NOT NULL,
    request jsonb NOT NULL,
    rules jsonb NOT NULL,
    job_id uuid,
    progress jsonb NOT NULL DEFAULT '{"done":0,"total":null,"note":null}',
    error text,
    summary jsonb,
    report jsonb,
    optimisation jsonb,
    checkpoint jsonb,
    requested_at timestamptz NOT NULL,
    started_at timestamptz,
    finished_at timestamptz
  )`,
  "CREATE INDEX strategy_run_newest ON strategy_run (account_id, requested_at DESC, id DESC)",
  "CREATE INDEX strategy_run_of_strategy ON strategy_run (strategy_id, requested_at DESC, id DESC)",

  // In order of closing, from 1.
  `CREATE TABLE strategy_run_trade (
    run_id uuid NOT NULL REFERENCES strategy_run (id) ON DELETE CASCADE,
    ${OWNER},
    number integer NOT NULL,
    trade jsonb NOT NULL,
    PRIMARY KEY (run_id, number)
  )`,

  `CREATE TABLE paper_account (
    id uuid PRIMARY KEY,
    ${OWNER},
    strategy_id uuid NOT NULL REFERENCES strategy (id) ON DELETE CASCADE,
    version integer NOT NULL,
    rules jsonb NOT NULL,
    state text NOT NULL CHECK (state IN ('running', 'paused', 'failed')),
    problem text,
    capital double precision NOT NULL,
    book jsonb NOT NULL,
    started_at timestamptz NOT NULL,
    last_candle_at timestamptz,
    next_candle_at timestamptz
  )`,
  "CREATE INDEX paper_account_of_account ON paper_account (account_id, started_at DESC, id DESC)",
  "CREATE INDEX paper_account_due ON paper_account (next_candle_at) WHERE state = 'running'",

  `CREATE TABLE paper_signal (
    id uuid PRIMARY KEY,
    paper_id uuid NOT NULL REFERENCES paper_account (id) ON DELETE CASCADE,
    ${OWNER},
    coin text NOT NULL,
    action text NOT NULL,
    candle_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    close_price double precision NOT NULL,
    fill_price double precision,
    filled_at timestamptz,
    note text,
    trace text NOT NULL,
    UNIQUE (paper_id, candle_at, coin, action)
  )`,
  "CREATE INDEX paper_signal_newest ON paper_signal (paper_id, candle_at DESC, id DESC)",

  `CREATE TABLE paper_trade (
    paper_id uuid NOT NULL REFERENCES paper_account (id) ON DELETE CASCADE,
    ${OWNER},
    number integer NOT NULL,
    trade jsonb NOT NULL,
    PRIMARY KEY (paper_id, number)
  )`,

  // Equity at the close of each candle.
  `CREATE TABLE paper_equity (
    paper_id uuid NOT NULL REFERENCES paper_account (id) ON DELETE CASCADE,
    ${OWNER},
    at timestamptz NOT NULL,
    equity double precision NOT NULL,
    PRIMARY KEY (paper_id, at)
  )`,

  ...[
    "strategy",
    "strategy_version",
    "strategy_run",
    "strategy_run_trade",
    "paper_account",
    "paper_signal",
    "paper_trade",
    "paper_equity",
  ].flatMap(rowsOfOwner),
];

export const strategies = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
