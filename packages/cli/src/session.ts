import type { Command } from "commander";
import type { CliContext } from "./cli-context.ts";
import type { ApiClient } from "./client/connect.ts";
import { loadProjectConfig, loadUserConfig } from "./config/config-file.ts";
import { type ResolvedSettings, resolveSettings, type SettingSources } from "./config/resolve-settings.ts";
import { ServerRefusal } from "./failures.ts";
import { type CommonFlags, commonFlags } from "./input/common-options.ts";
import { spokenName } from "./input/read-input.ts";
import { createOutput, type Output } from "./output/output.ts";
import { VERSION } from "./version.ts";

/** One run of one command: what it was asked, where it prints, whom it talks to. */
export interface Session {
  cli: CliContext;
  command: Command;
  sources: SettingSources;
  settings: ResolvedSettings;
  out: Output;
  /** Calls the server; a failure comes out as one of the classes in `failures.ts`. */
  ask: <T>(call: (api: ApiClient) => Promise<T>) => Promise<T>;
}

export function openSession(cli: CliContext, command: Command, { ignoresSettings = false } = {}): Session {
  const flags = commonFlags(command);
  const sources = ignoresSettings ? NO_SETTINGS : readSources(cli, flags);
  const settings = resolveSettings(sources);
  const formatFlag = flags.json ? "json" : flags.format;
  const out = createOutput(cli, {
    format: formatFlag ?? settings.format.value,
    formatChosen: formatFlag !== undefined,
    fields: flags.fields ?? null,
    flagSaysNoColour: flags.color === false,
  });
  return { cli, command, sources, settings, out, ask: createAsk(cli, command, settings) };
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

function createAsk(cli: CliContext, command: Command, settings: ResolvedSettings): Session["ask"] {
  const url = settings.url.value;
  const timeoutMs = settings.timeout.value * 1000;
  return async (call) => {
    const { connect } = await import("./client/connect.ts");
    const api = connect({ url, timeoutMs, userAgent: `cryptodesk-cli/${VERSION}`, interrupted: cli.interrupted });
    try {
      return await call(api);
    } catch (error) {
      const { toFailure } = await import("./client/server-failure.ts");
      const setting = { url, urlFrom: settings.url.from, timeoutMs, interrupted: cli.interrupted };
      throw nameFlags(toFailure(error, setting), command);
    }
  };
}

/** Says which flags the server refused, where it names fields. */
function nameFlags(failure: unknown, command: Command): unknown {
  if (!(failure instanceof ServerRefusal) || !failure.problem.errors) return failure;
  const hints = failure.problem.errors.map(({ pointer, detail }) => {
    const field = pointer.split("/")[1] ?? "";
    return `${spokenName(command, field)}: ${detail}`;
  });
  return new ServerRefusal(failure.problem, failure.retryAfterSeconds, hints);
}
