import type { TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";
import type { CliContext } from "../cli-context.ts";
import type { ApiClient } from "../client/connect.ts";
import type { ResolvedSettings } from "../config/resolve-settings.ts";
import { ServerRefusal, ServerUnreachable, SignInNeeded } from "../failures.ts";
import { credentialsDirectory } from "./account-file.ts";
import { type AccountRecord, type Place, recordName, serverName, type Tokens } from "./account-record.ts";
import { type AccountStore, createAccountStore } from "./account-store.ts";
import { apiKeyFor } from "./api-key.ts";
import { withLock } from "./credentials-lock.ts";
import { readShellToken } from "./shell-token.ts";

/** In whose name a command asks. */
export type Credential =
  | { kind: "nobody"; token: null }
  | { kind: "apiKey" | "shell"; token: string }
  | { kind: "session"; token: string; record: AccountRecord };

export interface CredentialSetting {
  cli: CliContext;
  settings: ResolvedSettings;
  /** Data directory of the server whose shell this is; null without `--shell`. */
  shellDirectory: string | null;
  /** Asks as nobody, and does not stop half-way: an answer that gets lost would cost the session. */
  askAsNobody: <T>(call: (api: ApiClient) => Promise<T>) => Promise<T>;
}

/** The credentials of one command. */
export interface Credentials {
  place: Place;
  store: AccountStore;
  /** @throws SignInNeeded where the sign-in has ended, UsageError where credentials cannot be used */
  current: () => Promise<Credential>;
  /** The next credential after the server has refused this one. @throws SignInNeeded */
  renew: (refused: Credential) => Promise<Credential>;
  /** Keeps a sign-in, and ends the one that it replaces. @param acting the account is acted as by the admin who stays signed in behind it */
  signIn: (answer: TokenAnswer, acting?: boolean) => Promise<AccountRecord>;
  /** The sign-in in front: the account acted as, or the one signed in. */
  front: () => Promise<{ name: string; record: AccountRecord } | null>;
  forget: (name: string) => Promise<void>;
  /** Keeps the cookie by which this server knows the machine again. */
  rememberDevice: (cookie: string) => Promise<void>;
  /** The account in front signs in with another address from now on. */
  rename: (email: string) => Promise<void>;
}

// Ahead of its end, so that a token does not expire on its way.
const AHEAD_MS = 60_000;
const NOBODY: Credential = { kind: "nobody", token: null };

export function createCredentials(setting: CredentialSetting): Credentials {
  const { cli, settings, shellDirectory } = setting;
  const store = createAccountStore(cli);
  const place = { server: serverName(settings.url.value), profile: settings.profile.value };
  let refreshing: Promise<AccountRecord> | null = null;
  const locked = <T>(work: () => Promise<T>) => {
    // Two tries of a refresh, each as long as an answer may take.
    const patienceMs = settings.timeout.value * 2000 + 1000;
    return withLock(credentialsDirectory(cli.environment.configDirectory), { pause: cli.pause, patienceMs }, work);
  };
  const front = async () => {
    for (const name of [recordName(place, true), recordName(place)]) {
      const record = await store.read(name);
      if (record) return { name, record };
    }
    return null;
  };
  const refreshed = (name: string, refusedToken: string) => {
    refreshing ??= locked(() => refresh(setting, store, name, refusedToken)).finally(() => {
      refreshing = null;
    });
    return refreshing;
  };

  return {
    place,
    store,
    front,
    async current() {
      if (shellDirectory !== null) {
        return { kind: "shell", token: readShellToken(shellDirectory, cli.cwd, settings.url.value) };
      }
      const { apiKey } = cli.environment;
      if (apiKey !== null) return { kind: "apiKey", token: apiKeyFor(apiKey, settings) };
      const found = await front();
      if (!found) return NOBODY;
      const { name, record } = found;
      const tokens = tokensOf(record);
      if (Date.parse(tokens.accessExpiresAt) - AHEAD_MS > cli.now().getTime()) return sessionOf(record);
      return sessionOf(await refreshed(name, tokens.accessToken));
    },
    async renew(refused) {
      const found = refused.kind === "session" ? await front() : null;
      return found && refused.token !== null ? sessionOf(await refreshed(found.name, refused.token)) : refused;
    },
    async signIn(answer, acting = false) {
      const names = acting ? [recordName(place, true)] : [recordName(place, true), recordName(place)];
      const replaced = await refreshTokensOf(store, names);
      const record = await locked(async () => {
        if (!acting) await store.remove(recordName(place, true));
        return store.write(recordName(place, acting), {
          ...place,
          email: answer.me.email,
          tokens: tokensIn(answer, cli.now()),
          ended: false,
          actedBy: answer.me.impersonatedBy,
        });
      });
      // Nobody has their tokens any more; a server that is away ends them by itself in time.
      const end = (refreshToken: string) => setting.askAsNobody((api) => api.auth.logout.mutate({ refreshToken }));
      await Promise.allSettled(replaced.map(end));
      return record;
    },
    forget: (name) => locked(() => store.remove(name)),
    rememberDevice: (cookie) => locked(async () => store.writeDevice(place.server, cookie)),
    rename: (email) =>
      locked(async () => {
        const found = await front();
        if (found) await store.write(found.name, { ...found.record, email });
      }),
  };
}

async function refreshTokensOf(store: AccountStore, names: readonly string[]): Promise<string[]> {
  // A sign-in that cannot be read any more does not stand in the way of the next.
  const records = await Promise.all(names.map((name) => store.read(name).catch(() => null)));
  return records.flatMap((record) => record?.tokens?.refreshToken ?? []);
}

/** Takes the next tokens, unless another process has done so since `refusedToken` was read. */
async function refresh(
  { cli, askAsNobody }: CredentialSetting,
  store: AccountStore,
  name: string,
  refusedToken: string,
): Promise<AccountRecord> {
  const record = await store.read(name);
  if (!record) throw new SignInNeeded("You have signed out meanwhile.", [SIGN_IN]);
  const tokens = tokensOf(record);
  if (tokens.accessToken !== refusedToken) return record;
  const take = () => askAsNobody((api) => api.auth.refresh.mutate({ refreshToken: tokens.refreshToken }));
  try {
    // The server gives the same successor for some seconds, so a lost answer can be asked for again.
    const answer = await take().catch((error: unknown) => {
      if (error instanceof ServerUnreachable) return take();
      throw error;
    });
    return await store.write(name, { ...record, tokens: tokensIn(answer, cli.now()) });
  } catch (error) {
    if (!(error instanceof ServerRefusal) || error.problem.status !== 401) throw error;
    if (record.actedBy === null) return tokensEnded(await store.write(name, { ...record, tokens: null, ended: true }));
    await store.remove(name);
    throw new SignInNeeded(`Your time as ${record.email} is over; you are ${record.actedBy} again.`, []);
  }
}

const SIGN_IN = "Sign in again: cryptodesk login";

function tokensOf(record: AccountRecord): Tokens {
  return record.tokens ?? tokensEnded(record);
}

function tokensEnded({ email, server }: AccountRecord): never {
  throw new SignInNeeded(`The session of ${email} at ${server} has ended.`, [
    SIGN_IN,
    "Or go on without an account: cryptodesk logout",
  ]);
}

function sessionOf(record: AccountRecord): Credential {
  return { kind: "session", token: tokensOf(record).accessToken, record };
}

function tokensIn(answer: TokenAnswer, now: Date): Tokens {
  if (answer.refreshToken === null) throw new Error("The server kept the refresh token to itself.");
  return {
    accessToken: answer.accessToken,
    accessExpiresAt: new Date(now.getTime() + answer.expiresIn * 1000).toISOString(),
    refreshToken: answer.refreshToken,
    refreshExpiresAt: answer.refreshExpiresAt,
  };
}
