import { UsageError } from "../failures.ts";
import { didYouMean } from "../input/suggestion.ts";
import {
  DEFAULTS,
  type OutputFormat,
  type ProjectConfig,
  type ServerSettings,
  ServerUrl,
  type SettingKey,
  type UserConfig,
} from "./cli-settings.ts";
import type { LoadedFile } from "./config-file.ts";

/** Settings given on the command line. */
export interface FlagSettings extends ServerSettings {
  profile?: string;
}

export interface SettingSources {
  flags: FlagSettings;
  environment: { url: string | null; profile: string | null };
  project: LoadedFile<ProjectConfig> | null;
  user: LoadedFile<UserConfig>;
}

/** A value and where it came from, in words. */
export interface Sourced<T> {
  value: T;
  from: string;
}

/** An address, which a file beside a project may have given. */
export interface SourcedUrl extends Sourced<string> {
  fromProject: boolean;
}

export interface ResolvedSettings {
  url: SourcedUrl;
  format: Sourced<OutputFormat>;
  timeout: Sourced<number>;
  profile: Sourced<string | null>;
  /** Meant where a command about a portfolio names none. */
  portfolio: Sourced<string | null>;
}

interface Layer {
  from: string;
  values: ServerSettings;
}

/**
 * Flag > environment > project file > user file > default. At each of the first three levels a value given directly
 * outranks one of the profile named there; in the user's file the chosen profile outranks the values beside it, which
 * are the base of every profile.
 */
export function resolveSettings(sources: SettingSources): ResolvedSettings {
  const layers = settingLayers(sources);
  const url = pick(layers, "url", DEFAULTS.url);
  return {
    url: { ...url, fromProject: sources.project !== null && url.from === sources.project.path },
    format: pick(layers, "format", DEFAULTS.format),
    timeout: pick(layers, "timeout", DEFAULTS.timeout),
    profile: activeProfile(sources),
    portfolio: pick(layers, "portfolio", null),
  };
}

function settingLayers({ flags, environment, project, user }: SettingSources): Layer[] {
  const profile = (name: string | null | undefined, by: string): Layer[] =>
    name ? [{ from: `profile ${name} (${by})`, values: profileValues(user, name, by) }] : [];
  return [
    { from: "flag", values: flags },
    ...profile(flags.profile, "flag"),
    { from: "CRYPTODESK_URL", values: environmentValues(environment.url) },
    ...profile(environment.profile, "CRYPTODESK_PROFILE"),
    ...(project ? [{ from: project.path, values: project.config }] : []),
    ...profile(project?.config.profile, project?.path ?? ""),
    ...profile(user.config.profile, user.path),
    { from: user.path, values: user.config },
  ];
}

function environmentValues(url: string | null): ServerSettings {
  if (url === null) return {};
  const parsed = ServerUrl.safeParse(url);
  if (!parsed.success) throw new UsageError(`CRYPTODESK_URL "${url}" ${parsed.error.issues[0]?.message ?? "is bad"}`);
  return { url: parsed.data };
}

function profileValues(user: LoadedFile<UserConfig>, name: string, by: string): ServerSettings {
  const profiles = user.config.profiles ?? {};
  const found = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (found) return found;
  const names = Object.keys(profiles);
  throw new UsageError(`There is no profile "${name}" (asked for by ${by}).${didYouMean(name, names)}`, [
    names.length > 0 ? `Profiles: ${names.join(", ")}` : "There are no profiles yet.",
    `Make it: cryptodesk config set url http://host:4000 --profile ${name}`,
  ]);
}

function pick<K extends SettingKey, F extends ServerSettings[K] | null>(
  layers: readonly Layer[],
  key: K,
  fallback: F,
): Sourced<NonNullable<ServerSettings[K]> | F> {
  for (const layer of layers) {
    const value = layer.values[key];
    if (value !== undefined) return { value, from: layer.from };
  }
  return { value: fallback, from: "default" };
}

function activeProfile({ flags, environment, project, user }: SettingSources): Sourced<string | null> {
  if (flags.profile) return { value: flags.profile, from: "flag" };
  if (environment.profile) return { value: environment.profile, from: "CRYPTODESK_PROFILE" };
  if (project?.config.profile) return { value: project.config.profile, from: project.path };
  if (user.config.profile) return { value: user.config.profile, from: user.path };
  return { value: null, from: "default" };
}
