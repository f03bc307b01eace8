import { z } from "zod";

/** How a setting is shown in the generated reference. */
interface SettingMeta {
  group:
    | "Process"
    | "Storage"
    | "Market data"
    | "Schedules"
    | "History"
    | "Data trust"
    | "Streams"
    | "HTTP"
    | "Accounts";
  secret?: boolean;
}

const integer = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,12}$/, "must be a whole number")
    .transform(Number)
    .pipe(z.int().min(min).max(max));
const decimal = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}(\.\d{1,9})?$/, "must be a number")
    .transform(Number)
    .pipe(z.number().min(min).max(max));
const setting = <S extends z.ZodType>(schema: S, meta: SettingMeta, description: string): S =>
  schema.meta({ ...meta, description }) as S;
const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\/\S+$/, "must look like postgres://user:password@host:5432/name");
const httpUrl = z.url({ protocol: /^https?$/, error: "must be an http(s) address" });

/** Every setting, read from the environment once. Empty text counts as not set. */
export const Settings = z.object({
  CRYPTODESK_ROLE: setting(
    z.enum(["all", "api", "worker"]).default("all"),
    { group: "Process" },
    "What this process does: serve requests, run jobs, or both.",
  ),
  PORT: setting(
    integer(0, 65_535).default(4000),
    { group: "Process" },
    "TCP port of the HTTP server. 0 takes any free one.",
  ),
  HOST: setting(
    z.string().min(1).max(255).optional(),
    { group: "Process" },
    "Address to listen on. Default: 127.0.0.1 on the embedded database, 0.0.0.0 with DATABASE_URL.",
  ),
  LOG_LEVEL: setting(
    z.enum(["silent", "fatal", "error", "warn", "info", "debug", "trace"]).default("info"),
    { group: "Process" },
    "Least severe log line written.",
  ),
  CRYPTODESK_DATA_DIR: setting(
    z.string().min(1).default(".data"),
    { group: "Storage" },
    "Directory of the embedded database; used only without DATABASE_URL.",
  ),
  DATABASE_URL: setting(
    postgresUrl.optional(),
    { group: "Storage", secret: true },
    "Postgres 15 or later. Without it the embedded database is used.",
  ),
  DATABASE_REPLICA_URLS: setting(
    z
      .string()
      .transform((text) =>
        text
          .split(",")
          .map((url) => url.trim())
          .filter(Boolean),
      )
      .pipe(z.array(postgresUrl))
      .default([]),
    { group: "Storage", secret: true },
    "Read replicas, separated by commas. Lists, charts and coin pages are read from them.",
  ),
  DATABASE_POOL_SIZE: setting(
    integer(1, 200).default(10),
    { group: "Storage" },
    "Connections to Postgres for each process.",
  ),
  REDIS_URL: setting(
    z
      .string()
      .regex(/^rediss?:\/\/\S+$/, "must look like redis://host:6379")
      .optional(),
    { group: "Storage", secret: true },
    "Redis 7 for announcements between processes and the second cache tier. Optional: without it, or while it is down, processes ask Postgres.",
  ),
  MARKET_SOURCE: setting(
    z.enum(["auto", "live", "sandbox"]).default("auto"),
    { group: "Market data" },
    "auto: on an empty database, live where a provider answers, else the simulated sandbox market; later what the database holds.",
  ),
  COINGECKO_BASE_URL: setting(
    httpUrl.optional(),
    { group: "Market data" },
    "Default: the public or the pro address, by COINGECKO_PLAN.",
  ),
  COINGECKO_API_KEY: setting(
    z.string().min(1).max(200).optional(),
    { group: "Market data", secret: true },
    "CoinGecko key; works without, with a small budget.",
  ),
  COINGECKO_PLAN: setting(
    z.enum(["demo", "pro"]).default("demo"),
    { group: "Market data" },
    "Kind of COINGECKO_API_KEY.",
  ),
  COINGECKO_CALLS_PER_MINUTE: setting(
    integer(1, 10_000).optional(),
    { group: "Market data" },
    "Request budget. Default: 10 keyless, 30 demo, 500 pro.",
  ),
  COINMARKETCAP_BASE_URL: setting(
    httpUrl.default("https://pro-api.coinmarketcap.com"),
    { group: "Market data" },
    "CoinMarketCap API address.",
  ),
  COINMARKETCAP_API_KEY: setting(
    z.string().min(1).max(200).optional(),
    { group: "Market data", secret: true },
    "CoinMarketCap key; without it the provider is off.",
  ),
  COINMARKETCAP_CALLS_PER_MINUTE: setting(integer(1, 10_000).default(30), { group: "Market data" }, "Request budget."),
  BINANCE_BASE_URL: setting(
    httpUrl.default("https://api.binance.com"),
    { group: "Market data" },
    "Binance API address for candles (public, keyless).",
  ),
  BINANCE_CALLS_PER_MINUTE: setting(integer(1, 10_000).default(300), { group: "Market data" }, "Request budget."),
  PROVIDER_TIMEOUT_MS: setting(
    integer(100, 120_000).default(10_000),
    { group: "Market data" },
    "Longest wait for one provider answer.",
  ),
  PROVIDER_RETRY_AFTER_CAP_MS: setting(
    integer(0, 600_000).default(30_000),
    { group: "Market data" },
    "Longest Retry-After that a run waits out; a longer one ends the try and rests the provider.",
  ),
  SANDBOX_SEED: setting(
    z.string().min(1).max(100).default("cryptodesk"),
    { group: "Market data" },
    "The same seed gives the same simulated market.",
  ),
  SANDBOX_TICK_SECONDS: setting(
    integer(1, 3600).default(5),
    { group: "Market data" },
    "How often simulated prices move.",
  ),
  REFRESH_TOP_SECONDS: setting(
    integer(5, 86_400).default(300),
    { group: "Schedules" },
    "Interval of refreshing the largest coins.",
  ),
  REFRESH_TOP_COINS: setting(integer(1, 20_000).default(50), { group: "Schedules" }, "How many coins that refreshes."),
  REFRESH_WIDE_SECONDS: setting(
    integer(5, 86_400).default(3600),
    { group: "Schedules" },
    "Interval of the wider refresh.",
  ),
  REFRESH_WIDE_COINS: setting(
    integer(1, 20_000).default(200),
    { group: "Schedules" },
    "How many coins that refreshes.",
  ),
  GLOBAL_SECONDS: setting(
    integer(5, 86_400).default(600),
    { group: "Schedules" },
    "Interval of market totals and trending coins.",
  ),
  CROSS_CHECK_SECONDS: setting(
    integer(60, 86_400).default(3600),
    { group: "Schedules" },
    "Interval of comparing prices with a second provider, where one is configured.",
  ),
  BACKFILL_SECONDS: setting(
    integer(5, 86_400).default(60),
    { group: "Schedules" },
    "Interval at which missing history is looked for and fetched, a chunk at a time.",
  ),
  CANDLES_SECONDS: setting(
    integer(60, 86_400).default(3600),
    { group: "Schedules" },
    "Interval of completing candles that were unfinished.",
  ),
  ROLL_UP_SECONDS: setting(
    integer(60, 86_400).default(900),
    { group: "Schedules" },
    "Interval of rolling 5-minute points up to hours and days.",
  ),
  PAPER_SECONDS: setting(
    integer(5, 3600).default(15),
    { group: "Schedules" },
    "Interval of looking at strategies that are followed on paper: closed candles, which are fetched first, stops and targets.",
  ),
  MAINTENANCE_SECONDS: setting(
    integer(60, 604_800).default(86_400),
    { group: "Schedules" },
    "Interval of retention clean-up and partition upkeep.",
  ),
  REPORT_SECONDS: setting(
    integer(60, 604_800).default(86_400),
    { group: "Schedules" },
    "Interval of the market report.",
  ),
  BACKFILL_DAILY_DAYS: setting(
    integer(1, 5000).default(730),
    { group: "History" },
    "How far back daily history is fetched.",
  ),
  BACKFILL_HOURLY_DAYS: setting(
    integer(1, 5000).default(90),
    { group: "History" },
    "How far back hourly history is fetched.",
  ),
  RETENTION_5M_DAYS: setting(
    integer(1, 5000).default(30),
    { group: "History" },
    "How long 5-minute points are kept after being rolled up.",
  ),
  RETENTION_1H_DAYS: setting(
    integer(1, 5000).default(400),
    { group: "History" },
    "How long hourly points are kept; daily points stay.",
  ),
  RETENTION_RUNS_DAYS: setting(
    integer(1, 5000).default(30),
    { group: "History" },
    "How long job runs and set-aside rows are kept.",
  ),
  STALE_AFTER_SECONDS: setting(
    integer(10, 864_000).default(7200),
    { group: "Data trust" },
    "A price older than this by its source's own time is counted and shown as stale.",
  ),
  QUARANTINE_JUMP_PCT: setting(
    decimal(1, 100_000).default(40),
    { group: "Data trust" },
    "A rise or fall larger than this since the last good value is held back until confirmed.",
  ),
  QUARANTINE_AGREEMENT_PCT: setting(
    decimal(0.01, 100).default(5),
    { group: "Data trust" },
    "A second source within this distance confirms a jump.",
  ),
  QUARANTINE_OBSERVATIONS: setting(
    integer(2, 1000).default(3),
    { group: "Data trust" },
    "Without a second source, so many refreshes in a row at the new level release it, marked as such.",
  ),
  STREAM_MAX_CLIENTS: setting(
    integer(1, 1_000_000).default(10_000),
    { group: "Streams" },
    "Live streams held open by one process.",
  ),
  STREAM_MAX_PENDING_KB: setting(
    integer(16, 65_536).default(1024),
    { group: "Streams" },
    "A client that has not taken this much is dropped, with the reason.",
  ),
  PUBLIC_URL: setting(
    httpUrl.optional(),
    { group: "Accounts" },
    "Address under which people reach this desk: issuer of tokens, links in mails, home of passkeys. Default: http://localhost and the port.",
  ),
  REGISTRATION: setting(
    z.enum(["open", "closed"]).default("open"),
    { group: "Accounts" },
    "closed: only admins make accounts. The first account can always be made, with the token printed at start.",
  ),
  REGISTRATION_ROLE: setting(
    z.enum(["viewer", "analyst"]).default("analyst"),
    { group: "Accounts" },
    "Role of accounts that people make themselves.",
  ),
  ANONYMOUS_READING: setting(
    z.enum(["on", "off"]).default("on"),
    { group: "Accounts" },
    "off: market data too is for signed-in people and API keys only.",
  ),
  CRYPTODESK_SECRET: setting(
    z.string().min(32).max(1000).optional(),
    { group: "Accounts", secret: true },
    "Seals signing keys and authenticator secrets, so that a copy of the database alone opens nothing. Without it a secret kept in the database is used. The same for every process; changing it makes signing keys and authenticator apps unreadable.",
  ),
  SESSION_IDLE_DAYS: setting(
    integer(1, 365).default(7),
    { group: "Accounts" },
    "A session that is not used for so long has ended.",
  ),
  SESSION_ABSOLUTE_DAYS: setting(
    integer(1, 3650).default(30),
    { group: "Accounts" },
    "No session lasts longer, however much it is used.",
  ),
  AUDIT_RETENTION_DAYS: setting(
    integer(1, 36_500).default(365),
    { group: "Accounts" },
    "How long entries of the audit log are kept.",
  ),
  SMTP_URL: setting(
    z
      .string()
      .regex(/^smtps?:\/\/\S+$/, "must look like smtps://user:password@host:465")
      .optional(),
    { group: "Accounts", secret: true },
    "Server that sends mail. Without it an admin hands out password links.",
  ),
  MAIL_FROM: setting(
    z.string().min(3).max(300).optional(),
    { group: "Accounts" },
    "Sender of mail; needed with SMTP_URL.",
  ),
  OIDC_ISSUER: setting(
    httpUrl.optional(),
    { group: "Accounts" },
    "OpenID Connect provider that people may sign in with, by its issuer address; https, except on this machine. Without it there is no single sign-on.",
  ),
  OIDC_CLIENT_ID: setting(
    z.string().min(1).max(500).optional(),
    { group: "Accounts" },
    "Name of this desk at that provider; needed with OIDC_ISSUER. Its redirect address there is PUBLIC_URL and /api/v1/auth/oidc/callback.",
  ),
  OIDC_CLIENT_SECRET: setting(
    z.string().min(1).max(1000).optional(),
    { group: "Accounts", secret: true },
    "Secret that the provider gave this desk. Without it the desk is a public client.",
  ),
  OIDC_NAME: setting(
    z.string().min(1).max(60).default("single sign-on"),
    { group: "Accounts" },
    "What the button for it says, e.g. the company's name.",
  ),
  OIDC_SCOPES: setting(
    z
      .string()
      .max(500)
      .regex(/(^| )openid( |$)/, "must contain openid")
      .default("openid email profile"),
    { group: "Accounts" },
    "What the provider is asked for, separated by spaces.",
  ),
  OIDC_REGISTRATION: setting(
    z.enum(["on", "off"]).optional(),
    { group: "Accounts" },
    "on: whoever the provider knows with a verified address gets an account at the first sign-in. Default: as REGISTRATION.",
  ),
  LIMIT_READS_PER_MINUTE: setting(
    integer(0, 10_000_000).default(3000),
    { group: "HTTP" },
    "Reads a minute for each account, or for each address where nobody is signed in. Answers that lie ready in memory are not counted. 0: no limit.",
  ),
  LIMIT_WRITES_PER_MINUTE: setting(
    integer(0, 10_000_000).default(300),
    { group: "HTTP" },
    "Changes a minute, counted the same way. 0: no limit.",
  ),
  LIMIT_SIGN_INS_PER_MINUTE: setting(
    integer(0, 10_000_000).default(60),
    { group: "HTTP" },
    "Requests of the sign-in door a minute for each address; tries at one account are limited to 5 besides. 0: no limit.",
  ),
  CORS_ORIGINS: setting(
    z
      .string()
      .transform((text) =>
        text
          .split(",")
          .map((origin) => origin.trim())
          .filter(Boolean),
      )
      .pipe(z.array(z.string().regex(/^https?:\/\/[^/\s*]+$/, "must be origins such as https://app.example.com")))
      .default([]),
    { group: "HTTP" },
    "Origins, separated by commas, whose pages may call this API with a token or key. Cookies never cross.",
  ),
  TRUST_PROXY: setting(
    z
      .string()
      .regex(/^(off|\d{1,2})$/, "must be off or the number of proxies in front")
      .default("off"),
    { group: "HTTP" },
    "Number of proxies whose X-Forwarded-For is believed.",
  ),
  SHUTDOWN_SECONDS: setting(integer(1, 60).default(10), { group: "HTTP" }, "Longest time a stop takes."),
  HOT_CACHE_MB: setting(integer(1, 4096).default(32), { group: "HTTP" }, "Memory for ready-made answers."),
});
export type Settings = z.infer<typeof Settings>;
