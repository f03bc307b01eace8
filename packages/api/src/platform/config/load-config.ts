import { Settings } from "./settings.ts";

/** The settings of this process, plus what follows from them. */
export interface Config extends Settings {
  readonly embedded: boolean;
  readonly host: string;
}

/** A setting that cannot be used; `problems` name each one and the reason, without the value of secrets. */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`Bad settings:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.name = "ConfigError";
    this.problems = problems;
  }
}

/**
 * Reads every setting once.
 * @throws ConfigError naming each bad setting
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.keys(Settings.shape).flatMap((name) => {
      const value = env[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
  const parsed = Settings.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`));
  }
  const settings = parsed.data;
  const embedded = settings.DATABASE_URL === undefined;
  if (embedded && settings.CRYPTODESK_ROLE !== "all") {
    throw new ConfigError([
      `CRYPTODESK_ROLE: ${settings.CRYPTODESK_ROLE} needs DATABASE_URL; on the embedded database one process does everything (all)`,
    ]);
  }
  if (settings.SMTP_URL !== undefined && settings.MAIL_FROM === undefined) {
    throw new ConfigError(["MAIL_FROM: is needed with SMTP_URL"]);
  }
  refuseHalfSignOn(settings);
  return { ...settings, embedded, host: settings.HOST ?? (embedded ? "127.0.0.1" : "0.0.0.0") };
}

function refuseHalfSignOn({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId }: Settings): void {
  if (issuer === undefined && clientId === undefined) return;
  if (issuer === undefined) throw new ConfigError(["OIDC_ISSUER: is needed with OIDC_CLIENT_ID"]);
  if (clientId === undefined) throw new ConfigError(["OIDC_CLIENT_ID: is needed with OIDC_ISSUER"]);
  if (new URL(issuer).protocol === "http:" && !isLoopback(issuer)) {
    throw new ConfigError(["OIDC_ISSUER: must be https, except on this machine"]);
  }
}

/** Whether an address is this machine's own, which nobody listens in on. */
export function isLoopback(address: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(address).hostname);
}
