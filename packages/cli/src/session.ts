import type { Command } from "commander";
import type { CliContext } from "./cli-context.ts";
import type { ApiClient, Connection } from "./client/connect.ts";
import { loadProjectConfig, loadUserConfig } from "./config/config-file.ts";
import { type ResolvedSettings, resolveSettings, type SettingSources } from "./config/resolve-settings.ts";
import { type Credential, type Credentials, createCredentials } from "./credentials/credentials.ts";
import { ServerRefusal } from "./failures.ts";
import { type CommonFlags, commonFlags } from "./input/common-options.ts";
import { spokenPath } from "./input/read-input.ts";
import { createOutput, type Output } from "./output/output.ts";
import { VERSION } from "./version.ts";

/** One run of one command: what it was asked, where it prints, whom it talks to. */
export interface Session {
  cli: CliContext;
  command: Command;
  sources: SettingSources;
  settings: ResolvedSettings;
  out: Output;
  credentials: Credentials;
  /** Calls the server in the caller's name; a failure comes out as one of the classes in `failures.ts`. */
  ask: <T>(call: (api: ApiClient) => Promise<T>) => Promise<T>;
  /** Calls the server without credentials. */
  askAsNobody: <T>(call: (api: ApiClient) => Promise<T>) => Promise<T>;
  /** Calls the server without credentials to sign in; it may know this machine again. */
  askToSignIn: <T>(call: (api: ApiClient) => Promise<T>) => Promise<T>;
}

const USER_AGENT = `cryptodesk-cli/${VERSION}`;
const DEFAULT_DATA_DIRECTORY = ".data";

export function openSession(
  cli: CliContext,
  command: Command,
  { ignoresSettings = false, patience = 0 } = {},
): Session {
  const flags = commonFlags(command);
  const sources = ignoresSettings ? NO_SETTINGS : readSources(cli, flags);
  const settings = withPatience(resolveSettings(sources), patience);
  const formatFlag = flags.json ? "json" : flags.format;
  const out = createOutput(cli, {
    format: formatFlag ?? settings.format.value,
    formatChosen: formatFlag !== undefined,
    fields: flags.fields ?? null,
    flagSaysNoColour: flags.color === false,
  });
  const askAs = createAskAs(cli, command, settings);
  const credentials = createCredentials({
    cli,
    settings,
    shellDirectory: shellDirectoryOf(command),
    askAsNobody: (call) => askAs(call, null, { interrupted: new AbortController().signal }),
  });
  return {
    cli,
    command,
    sources,
    settings,
    out,
    credentials,
    ask: createAsk(askAs, credentials, out),
    askAsNobody: (call) => askAs(call, null),
    askToSignIn: async (call) => {
      const { place, store } = credentials;
      let device: string | null = null;
      const onNew = (cookie: string) => {
        device = cookie;
      };
      const answer = await askAs(call, null, { device: { cookie: store.readDevice(place.server), onNew } });
      if (device !== null) await credentials.rememberDevice(device);
      return answer;
    },
  };
}

/** A timeout that somebody chose stays; the default gives way to a command that is known to take longer. */
function withPatience(settings: ResolvedSettings, seconds: number): ResolvedSettings {
  const { timeout } = settings;
  if (timeout.from !== "default" || timeout.value >= seconds) return settings;
  return { ...settings, timeout: { value: seconds, from: "default" } };
}

const NO_SETTINGS: SettingSources = {
  flags: {},
  environment: { url: null, profile: null },
  project: null,
  user: { path: "", config: {} },
};

function readSources(cli: CliContext, flags: CommonFlags): SettingSources {
  return {
    flags: {
      ...(flags.url !== undefined && { url: flags.url }),
      ...(flags.profile !== undefined && { profile: flags.profile }),
      ...(flags.timeout !== undefined && { timeout: flags.timeout }),
    },
    environment: cli.environment,
    project: loadProjectConfig(cli.cwd),
    user: loadUserConfig(cli.environment.configDirectory),
  };
}

/** One question to the server in somebody's name. */
type AskAs = <T>(
  call: (api: ApiClient) => Promise<T>,
  token: string | null,
  unlike?: Partial<Pick<Connection, "interrupted" | "device">>,
) => Promise<T>;

function createAskAs(cli: CliContext, command: Command, settings: ResolvedSettings): AskAs {
  const url = settings.url.value;
  const timeoutMs = settings.timeout.value * 1000;
  return async (call, token, unlike = {}) => {
    const { connect } = await import("./client/connect.ts");
    const interrupted = unlike.interrupted ?? cli.interrupted;
    const api = connect({ url, timeoutMs, userAgent: USER_AGENT, token, ...unlike, interrupted });
    try {
      return await call(api);
    } catch (error) {
      const { toFailure } = await import("./client/server-failure.ts");
      throw nameFlags(toFailure(error, { url, urlFrom: settings.url.from, timeoutMs, interrupted }), command);
    }
  };
}

/** Asks in the caller's name; where an access token does not hold, once more with the next one. */
function createAsk(askAs: AskAs, credentials: Credentials, out: Output): Session["ask"] {
  let saidWhoActs = false;
  return async (call) => {
    const credential = await credentials.current();
    if (!saidWhoActs && credential.kind === "session" && credential.record.actedBy !== null) {
      saidWhoActs = true;
      const { email, actedBy } = credential.record;
      out.notice(out.palette.warn(`ACTING AS ${email} (you are ${actedBy}; cryptodesk logout ends it).`));
    }
    try {
      return await askAs(call, credential.token);
    } catch (error) {
      if (!isSignInNeeded(error)) throw error;
      const next = await credentials.renew(credential);
      if (next.token === credential.token) throw withSignInHint(error, credential);
      return await askAs(call, next.token);
    }
  };
}

function isSignInNeeded(error: unknown): error is ServerRefusal {
  return error instanceof ServerRefusal && error.problem.status === 401;
}

const SIGN_IN_HINTS: Record<Credential["kind"], string> = {
  nobody: "Sign in: cryptodesk login",
  session: "Sign in again: cryptodesk login",
  apiKey: "The key in CRYPTODESK_API_KEY is not accepted by this server. Make another, or unset it and sign in.",
  shell: "The token in the data directory belongs to another server, or to an earlier start of this one.",
};

function withSignInHint({ problem, retryAfterSeconds, hints }: ServerRefusal, { kind }: Credential): ServerRefusal {
  return new ServerRefusal(problem, retryAfterSeconds, [...hints, SIGN_IN_HINTS[kind]]);
}

/** The data directory that `--shell` names, as it was given; null without it. */
function shellDirectoryOf(command: Command): string | null {
  const shell: unknown = command.getOptionValue("shell");
  if (shell === true) return DEFAULT_DATA_DIRECTORY;
  return typeof shell === "string" ? shell : null;
}

/** Says which flags the server refused, where it names fields. */
function nameFlags(failure: unknown, command: Command): unknown {
  if (!(failure instanceof ServerRefusal) || !failure.problem.errors) return failure;
  const hints = failure.problem.errors.map(({ pointer, detail }) => {
    return `${spokenPath(command, pointer.split("/").slice(1))}: ${detail}`;
  });
  return new ServerRefusal(failure.problem, failure.retryAfterSeconds, hints);
}
