import { type Kysely, sql } from "kysely";

const STATEMENTS = [
  "CREATE EXTENSION IF NOT EXISTS pg_trgm",

  `CREATE TABLE coin (
    no integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text COLLATE "C" NOT NULL UNIQUE,
    symbol text NOT NULL,
    name text NOT NULL,
    image_url text,
    categories text[] NOT NULL DEFAULT '{}',
    listed_at timestamptz NOT NULL,
    search text GENERATED ALWAYS AS (lower(id || ' ' || symbol || ' ' || name)) STORED
  )`,
  "CREATE INDEX coin_symbol ON coin (lower(symbol))",
  'CREATE INDEX coin_name ON coin (lower(name) COLLATE "C", no)',
  "CREATE INDEX coin_listed ON coin (listed_at DESC, no DESC)",
  "CREATE INDEX coin_categories ON coin USING gin (categories)",
  "CREATE INDEX coin_search ON coin USING gin (search gin_trgm_ops)",

  `CREATE TABLE listing (
    coin_no integer PRIMARY KEY REFERENCES coin (no),
    rank integer,
    price_usd numeric NOT NULL CHECK (price_usd > 0),
    market_cap_usd numeric,
    fully_diluted_valuation_usd numeric,
    volume_24h_usd numeric,
    high_24h_usd numeric,
    low_24h_usd numeric,
    change_1h_pct double precision,
    change_24h_pct double precision,
    change_7d_pct double precision,
    circulating_supply numeric,
    total_supply numeric,
    max_supply numeric,
    ath_usd numeric,
    ath_at timestamptz,
    ath_change_pct double precision,
    atl_usd numeric,
    atl_at timestamptz,
    atl_change_pct double precision,
    source text NOT NULL,
    as_of timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    quarantined boolean NOT NULL DEFAULT false,
    version bigint NOT NULL
  )`,
  // Unknown sorts last in the usual direction of each order, so the expressions put it there.
  "CREATE INDEX listing_market_cap ON listing (coalesce(market_cap_usd, -1) DESC, coin_no DESC)",
  "CREATE INDEX listing_volume ON listing (coalesce(volume_24h_usd, -1) DESC, coin_no DESC)",
  "CREATE INDEX listing_price ON listing (price_usd DESC, coin_no DESC)",
  "CREATE INDEX listing_change ON listing (coalesce(change_24h_pct, '-infinity') DESC, coin_no DESC)",
  "CREATE INDEX listing_rank ON listing (coalesce(rank, 2147483647), coin_no)",
  "CREATE INDEX listing_version ON listing (version)",

  `CREATE TABLE market_state (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    mode text CHECK (mode IN ('live', 'sandbox')),
    version bigint NOT NULL DEFAULT 0,
    last_refresh_at timestamptz,
    rolled_up_until timestamptz
  )`,
  "INSERT INTO market_state DEFAULT VALUES",

  `CREATE TABLE price_point (
    coin_no integer NOT NULL,
    step smallint NOT NULL,
    at timestamptz NOT NULL,
    price_usd numeric NOT NULL,
    open_usd numeric,
    high_usd numeric,
    low_usd numeric,
    market_cap_usd numeric,
    volume_24h_usd numeric,
    source text NOT NULL,
    PRIMARY KEY (coin_no, step, at)
  ) PARTITION BY RANGE (at)`,

  `CREATE TABLE candle (
    coin_no integer NOT NULL,
    timeframe text NOT NULL,
    open_time timestamptz NOT NULL,
    open numeric NOT NULL,
    high numeric NOT NULL,
    low numeric NOT NULL,
    close numeric NOT NULL,
    volume numeric,
    complete boolean NOT NULL,
    source text NOT NULL,
    market text NOT NULL,
    PRIMARY KEY (coin_no, timeframe, open_time)
  ) PARTITION BY LIST (timeframe)`,
  "CREATE TABLE candle_1h PARTITION OF candle FOR VALUES IN ('1h')",
  "CREATE TABLE candle_1d PARTITION OF candle FOR VALUES IN ('1d')",
  "CREATE INDEX candle_unfinished ON candle (timeframe, open_time) WHERE NOT complete",

  `CREATE TABLE history_coverage (
    coin_no integer NOT NULL REFERENCES coin (no),
    series text NOT NULL,
    reached timestamptz,
    state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'complete', 'none')),
    attempts integer NOT NULL DEFAULT 0,
    last_error text,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (coin_no, series)
  )`,
  "CREATE INDEX history_coverage_pending ON history_coverage (updated_at) WHERE state = 'pending'",

  `CREATE TABLE coin_reference (
    provider text NOT NULL,
    external_id text NOT NULL,
    coin_id text COLLATE "C" NOT NULL,
    matched_by text NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (provider, external_id)
  )`,
  "CREATE INDEX coin_reference_coin ON coin_reference (coin_id, provider)",

  `CREATE TABLE second_quote (
    coin_no integer NOT NULL REFERENCES coin (no),
    source text NOT NULL,
    price_usd numeric NOT NULL,
    as_of timestamptz NOT NULL,
    PRIMARY KEY (coin_no, source)
  )`,

  `CREATE TABLE quarantine (
    id uuid PRIMARY KEY,
    coin_id text COLLATE "C" NOT NULL,
    last_good_usd numeric NOT NULL,
    proposed_usd numeric NOT NULL,
    change_pct double precision NOT NULL,
    source text NOT NULL,
    proposed_as_of timestamptz NOT NULL,
    detected_at timestamptz NOT NULL,
    observations integer NOT NULL DEFAULT 1,
    state text NOT NULL DEFAULT 'pending',
    resolved_at timestamptz,
    note text
  )`,
  "CREATE UNIQUE INDEX quarantine_pending ON quarantine (coin_id) WHERE state = 'pending'",

  `CREATE TABLE set_aside (
    provider text NOT NULL,
    external_id text NOT NULL,
    reason text NOT NULL,
    detail text NOT NULL,
    sample text NOT NULL,
    first_seen_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    times integer NOT NULL DEFAULT 1,
    PRIMARY KEY (provider, external_id, reason)
  )`,

  `CREATE TABLE market_total (
    at timestamptz PRIMARY KEY,
    source text NOT NULL,
    total_market_cap_usd numeric,
    total_volume_24h_usd numeric,
    market_cap_change_24h_pct double precision
  )`,

  `CREATE TABLE trending (
    position integer PRIMARY KEY,
    source text NOT NULL,
    external_id text NOT NULL,
    symbol text NOT NULL,
    name text NOT NULL,
    as_of timestamptz NOT NULL
  )`,

  "CREATE TABLE sparkline (coin_no integer PRIMARY KEY REFERENCES coin (no), points double precision[] NOT NULL, updated_at timestamptz NOT NULL)",
  "CREATE TABLE market_report (date date PRIMARY KEY, body jsonb NOT NULL, written_at timestamptz NOT NULL)",
  "CREATE TABLE provider_state (provider text PRIMARY KEY, snapshot jsonb NOT NULL, updated_at timestamptz NOT NULL)",
  "CREATE TABLE provider_calls (provider text NOT NULL, hour timestamptz NOT NULL, calls integer NOT NULL, failures integer NOT NULL, PRIMARY KEY (provider, hour))",
  "CREATE TABLE provider_budget (provider text PRIMARY KEY, window_start timestamptz NOT NULL, used integer NOT NULL)",

  `CREATE TABLE job_run (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    key text NOT NULL,
    trigger text NOT NULL,
    state text NOT NULL,
    subject text,
    done integer NOT NULL DEFAULT 0,
    total integer,
    note text,
    requested_at timestamptz NOT NULL,
    started_at timestamptz,
    finished_at timestamptz,
    attempt integer NOT NULL DEFAULT 0,
    slot bigint,
    worker text,
    request_id text,
    result jsonb,
    error text
  )`,
  "CREATE INDEX job_run_newest ON job_run (requested_at DESC, id DESC)",
  "CREATE INDEX job_run_by_name ON job_run (name, requested_at DESC)",
  // One run for each interval, however many workers keep the schedule.
  "CREATE UNIQUE INDEX job_run_slot ON job_run (name, slot) WHERE slot IS NOT NULL",
  // One run in flight for each key: a second request joins it.
  "CREATE UNIQUE INDEX job_run_in_flight ON job_run (name, key) WHERE state IN ('queued', 'running')",
];

export const marketDesk = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
