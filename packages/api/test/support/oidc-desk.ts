import type { Role } from "@cryptodesk/shared/identity/permission";
import type { TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";
import { pino } from "pino";
import { v7 as uuidv7 } from "uuid";
import { composeSharing } from "../../src/compose-sharing.ts";
import { AccountRepository } from "../../src/domains/identity/account.repository.ts";
import { composeIdentity } from "../../src/domains/identity/compose-identity.ts";
import { createDoorKeeping } from "../../src/domains/identity/door-keeping.ts";
import type { IdentityRuntime } from "../../src/domains/identity/identity-runtime.ts";
import { createOidcDoors } from "../../src/domains/identity/oidc-doors.ts";
import { createPortfolioRuntime } from "../../src/domains/portfolio/portfolio-runtime.ts";
import { createStrategyRuntime } from "../../src/domains/strategy/strategy-runtime.ts";
import { loadConfig } from "../../src/platform/config/load-config.ts";
import type { Db } from "../../src/platform/database/database.ts";
import { createHttpServer } from "../../src/platform/http/create-http-server.ts";
import { RequestLimits } from "../../src/platform/limits/request-limits.ts";
import { createMetrics } from "../../src/platform/metrics/metrics.ts";
import { noRedis } from "../../src/platform/redis/redis-link.ts";
import { createAppRouter } from "../../src/router.ts";
import { openMarketDesk } from "./market-desk.ts";
import { CLIENT_ID, CLIENT_SECRET, type OidcServer, startOidcServer } from "./oidc-server.ts";
import { freePort } from "./servers.ts";

const SHUTDOWN_SECONDS = 2;
export const PASSWORD = "correct horse battery staple";

/** A desk with a provider of single sign-on beside it, whose clock the test turns. */
export interface OidcDesk {
  readonly url: string;
  readonly identity: IdentityRuntime;
  readonly db: Db;
  readonly provider: OidcServer;
  now: Date;
  /** An account with a password. */
  person(email: string, role?: Role): Promise<{ id: string; email: string }>;
  browser(): Browser;
  close(): Promise<void>;
}

export async function openOidcDesk(settings: Record<string, string> = {}): Promise<OidcDesk> {
  const market = await openMarketDesk();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const provider = await startOidcServer(`${url}/api/v1/auth/oidc/callback`);
  const config = loadConfig({
    PUBLIC_URL: url,
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: CLIENT_ID,
    OIDC_CLIENT_SECRET: CLIENT_SECRET,
    OIDC_NAME: "Example Ltd",
    ...settings,
  });
  const logger = pino({ level: "silent" });
  const { db } = market.market;
  const { queue, clock } = market.ctx;
  const identity = await composeIdentity(config, db, clock, logger);
  const portfolios = createPortfolioRuntime(market.market);
  const sharing = composeSharing(identity);
  const server = createHttpServer({
    config: { ...config, SHUTDOWN_SECONDS },
    router: createAppRouter({
      market: market.market,
      identity,
      portfolios,
      sharing,
      strategies: createStrategyRuntime(market.market, sharing, noRedis),
      jobs: [],
      readStatus: notAsked,
    }),
    ...createDoorKeeping(identity, { db, queue, clock }),
    redirects: createOidcDoors(identity),
    limits: new RequestLimits({ read: 0, write: 0, "sign-in": config.LIMIT_SIGN_INS_PER_MINUTE }, noRedis),
    streams: {},
    ready: [],
    status: async () => ({}),
    isDatabaseUp: () => db.isUp(),
    webRoot: null,
    logger,
    metrics: createMetrics(),
    version: "0.0.0",
  });
  await server.listen(port, "localhost");
  const passwordHash = await identity.passwords.hash(PASSWORD);
  return {
    url,
    identity,
    db: db.primary,
    provider,
    get now() {
      return market.now;
    },
    set now(now: Date) {
      market.now = now;
    },
    async person(email, role = "analyst") {
      const id = uuidv7();
      const draft = { id, email, name: "Somebody", passwordHash, role, emailVerifiedAt: null };
      await new AccountRepository(db.primary).insert(draft, market.now);
      return { id, email };
    },
    browser: () => new Browser(url),
    close: async () => {
      await server.close();
      await provider.close();
      await market.close();
    },
  };
}

const notAsked = () => Promise.reject(new Error("not asked in these tests"));

/** A browser as far as single sign-on needs one: cookies of each origin, and redirects followed one at a time. */
export class Browser {
  readonly #desk: string;
  readonly #cookies = new Map<string, Map<string, string>>();
  /** Set-Cookie lines of the last answer. */
  lastCookies: string[] = [];

  constructor(desk: string) {
    this.#desk = desk;
  }

  /** Opens one address. @param from the origin whose page led there: strict cookies stay behind where it is another */
  async open(address: string, { from = this.#desk, accept = "text/html" } = {}): Promise<Response> {
    const url = new URL(address, this.#desk);
    return this.#fetch(
      url,
      { headers: { accept, "sec-fetch-site": from === url.origin ? "same-origin" : "cross-site" } },
      from,
    );
  }

  /** Asks the desk's API, as its own pages do. */
  async ask(method: string, path: string, { body, token }: { body?: unknown; token?: string } = {}): Promise<Response> {
    const headers: Record<string, string> = { "sec-fetch-site": "same-origin" };
    if (body !== undefined) headers["content-type"] = "application/json";
    if (token !== undefined) headers.authorization = `Bearer ${token}`;
    const csrf = this.cookie("cryptodesk-csrf");
    if (csrf !== undefined) headers["x-csrf-token"] = csrf;
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    return this.#fetch(new URL(`/api/v1${path}`, this.#desk), init, this.#desk);
  }

  /** Signs in at the provider, from an address of it to the desk's callback. @returns that, not opened yet */
  async answerOf(address: string): Promise<string> {
    let next = address;
    for (let hops = 0; hops < 10; hops += 1) {
      const response = await this.open(next, { from: new URL(next).origin });
      const location = response.headers.get("location");
      if (location === null) throw new Error(`${next} answers ${response.status}: ${await response.text()}`);
      next = new URL(location, next).href;
      if (next.startsWith(`${this.#desk}/`)) return next;
    }
    throw new Error("the provider leads in circles");
  }

  /** Begins at the desk. @returns the provider's address */
  async begin(to = "/"): Promise<string> {
    return locationOf(await this.open(`/api/v1/auth/oidc/start?${new URLSearchParams({ to })}`));
  }

  /** Opens the callback as a browser does that comes from the provider. @returns where it leads */
  async comeBack(callback: string): Promise<string> {
    return locationOf(await this.open(callback, { from: "http://provider.invalid" }));
  }

  /** The whole way. @returns the desk's page at its end */
  async signIn(to = "/"): Promise<string> {
    return this.comeBack(await this.answerOf(await this.begin(to)));
  }

  /** The session that the cookies hold. */
  async session(): Promise<TokenAnswer | null> {
    const response = await this.ask("POST", "/auth/refresh", { body: {} });
    return response.ok ? ((await response.json()) as TokenAnswer) : null;
  }

  cookie(name: string): string | undefined {
    return this.#jar(this.#desk).get(name);
  }

  keep(name: string, value: string): void {
    this.#jar(this.#desk).set(name, value);
  }

  #jar(origin: string): Map<string, string> {
    const jar = this.#cookies.get(origin) ?? new Map<string, string>();
    this.#cookies.set(origin, jar);
    return jar;
  }

  readonly #strict = new Set<string>();

  async #fetch(url: URL, init: RequestInit, from: string): Promise<Response> {
    const jar = this.#jar(url.origin);
    const sent = [...jar].filter(([name]) => from === url.origin || !this.#strict.has(name));
    const headers = { ...init.headers, cookie: sent.map(([name, value]) => `${name}=${value}`).join("; ") };
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    this.lastCookies = response.headers.getSetCookie();
    for (const line of this.lastCookies) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
      if (/samesite=strict/i.test(line)) this.#strict.add(name);
      else this.#strict.delete(name);
    }
    return response;
  }
}

/** Where an answer leads. */
export function locationOf(response: Response): string {
  const location = response.headers.get("location");
  if (response.status !== 302 || location === null) throw new Error(`no redirect but ${response.status}`);
  return location;
}
