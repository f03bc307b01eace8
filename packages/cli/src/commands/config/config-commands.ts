import { Argument, type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { ProfileName, SETTING_HELP, SETTING_KEYS, ServerSettings, type UserConfig } from "../../config/cli-settings.ts";
import { loadUserConfig, saveUserConfig } from "../../config/config-file.ts";
import type { Sourced } from "../../config/resolve-settings.ts";
import { ReportedFailure, UsageError } from "../../failures.ts";
import { didYouMean } from "../../input/suggestion.ts";
import { oneOf } from "../../input/values.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRows } from "../../output/rows.ts";
import type { Session } from "../../session.ts";
import { defineCommand } from "../define-command.ts";
import { onePage } from "../paging.ts";

const KEYS = [...SETTING_KEYS, "profile"] as const;
type Key = (typeof KEYS)[number];

const keyArgument = () =>
  new Argument("<key>", KEYS.map((key) => `${key}: ${SETTING_HELP[key]}`).join("; "))
    .choices(KEYS)
    .argParser(oneOf(KEYS));

export function addConfigCommands(program: Command, cli: CliContext): void {
  const config = program
    .command("config")
    .summary("settings of this CLI: servers, profiles, output")
    .description(
      "Settings of this CLI. A flag outranks the environment (CRYPTODESK_URL, CRYPTODESK_PROFILE), then the nearest\n.cryptodesk.json, then the user's file, then the default.",
    )
    .helpCommand(false);
  addListCommand(config, cli);
  addGetCommand(config, cli);
  addSetCommand(config, cli);
  addUnsetCommand(config, cli);
  addProfilesCommand(config, cli);
  addPathCommand(config, cli);
}

function addListCommand(config: Command, cli: CliContext): void {
  defineCommand(config, cli, {
    name: "list",
    summary: "Every setting, its value and where it comes from",
    examples: [["config list", "what is in force here"]],
    run: async ({ out, settings }) => {
      const rows = KEYS.map((key) => ({ key, value: settings[key].value, from: settings[key].from }));
      const columns = [
        { field: "key", header: "Setting", show: (row: (typeof rows)[number]) => row.key },
        { field: "value", header: "Value", show: (row: (typeof rows)[number]) => safeText(String(row.value ?? "-")) },
        { field: "from", header: "From", show: (row: (typeof rows)[number]) => safeText(row.from) },
      ];
      await printRows(out, { columns, fields: ["key", "value", "from"], empty: "" }, onePage(rows));
    },
  });
}

function addGetCommand(config: Command, cli: CliContext): void {
  defineCommand(config, cli, {
    name: "get",
    summary: "The value of one setting, as it is in force",
    arguments: [keyArgument()],
    examples: [["config get url", "which server is asked"]],
    run: async ({ out, settings }, [key]) => {
      const setting: Sourced<string | number | null> = settings[keyOf(key)];
      if (out.format === "json") return out.print(`${JSON.stringify(setting.value)}\n`);
      if (setting.value === null) throw new ReportedFailure("Not set.");
      return out.print(`${setting.value}\n`);
    },
  });
}

function addSetCommand(config: Command, cli: CliContext): void {
  defineCommand(config, cli, {
    name: "set",
    summary: "Set a value in the user's file, or in one of its profiles",
    description: "With --profile the value belongs to that profile, which is made if it is new.",
    arguments: [keyArgument(), new Argument("<value>", "the new value")],
    options: [new Option("--profile <name>", "set it in this profile")],
    hasOutputOptions: false,
    isOnline: false,
    ignoresSettings: true,
    examples: [
      ["config set url http://desk.example:4000", "the server to ask by default"],
      ["config set url http://office:4000 --profile office", "a second server"],
      ["config set profile office", "use it by default"],
    ],
    run: async (session, [key, value]) => {
      changeConfig(session, (user) => withValue(user, keyOf(key), String(value), profileOf(session)));
    },
  });
}

function addUnsetCommand(config: Command, cli: CliContext): void {
  defineCommand(config, cli, {
    name: "unset",
    summary: "Remove a value, or a whole profile, from the user's file",
    arguments: [
      new Argument("[key]", "the setting; none with --profile removes the profile")
        .choices(KEYS)
        .argParser(oneOf(KEYS)),
    ],
    options: [new Option("--profile <name>", "remove it from this profile")],
    hasOutputOptions: false,
    isOnline: false,
    ignoresSettings: true,
    examples: [
      ["config unset url", "back to the default"],
      ["config unset --profile office", "forget the profile"],
    ],
    run: async (session, [key]) => {
      const profile = profileOf(session);
      if (key === undefined && profile === null) throw new UsageError("Name a setting, or a profile with --profile.");
      changeConfig(session, (user) => withoutValue(user, key === undefined ? null : keyOf(key), profile));
    },
  });
}

function addProfilesCommand(config: Command, cli: CliContext): void {
  defineCommand(config, cli, {
    name: "profiles",
    summary: "The profiles of the user's file",
    examples: [["config profiles", "which servers are known by name"]],
    run: async ({ out, settings, sources }) => {
      const rows = Object.entries(sources.user.config.profiles ?? {}).map(([name, values]) => ({
        name,
        active: settings.profile.value === name,
        url: values.url ?? null,
        format: values.format ?? null,
        timeout: values.timeout ?? null,
      }));
      type Row = (typeof rows)[number];
      const columns = [
        { field: "name", header: "Profile", show: ({ name }: Row) => safeText(name) },
        { field: "active", header: "In use", show: ({ active }: Row) => (active ? "yes" : "no") },
        { field: "url", header: "Server", show: ({ url }: Row) => safeText(url ?? "-") },
        { field: "format", header: "Format", show: ({ format }: Row) => format ?? "-" },
        { field: "timeout", header: "Timeout", show: ({ timeout }: Row) => (timeout === null ? "-" : `${timeout}s`) },
      ];
      const empty = "There are no profiles. Make one: cryptodesk config set url http://host:4000 --profile office";
      await printRows(out, { columns, fields: columns.map(({ field }) => field), empty }, onePage(rows));
    },
  });
}

function addPathCommand(config: Command, cli: CliContext): void {
  defineCommand(config, cli, {
    name: "path",
    summary: "Where the settings are read from",
    examples: [["config path", "the user's file and the project's, if there is one"]],
    run: async ({ out, sources }) => {
      const rows = [
        { file: "user", path: sources.user.path },
        ...(sources.project ? [{ file: "project", path: sources.project.path }] : []),
      ];
      const columns = [
        { field: "file", header: "File", show: ({ file }: { file: string }) => file },
        { field: "path", header: "Path", show: ({ path }: { path: string }) => safeText(path) },
      ];
      await printRows(out, { columns, fields: ["file", "path"], empty: "" }, onePage(rows));
    },
  });
}

function keyOf(value: unknown): Key {
  const key = KEYS.find((candidate) => candidate === value);
  if (key) return key;
  throw new UsageError(`There is no setting "${String(value)}". Settings: ${KEYS.join(", ")}`);
}

function profileOf({ command }: Session): string | null {
  const name: unknown = command.getOptionValue("profile");
  if (typeof name !== "string") return null;
  const parsed = ProfileName.safeParse(name);
  if (parsed.success) return parsed.data;
  throw new UsageError(`--profile: ${parsed.error.issues[0]?.message ?? "bad name"}`);
}

function changeConfig({ cli, out }: Session, change: (user: UserConfig) => UserConfig): void {
  const { path, config } = loadUserConfig(cli.environment.configDirectory);
  saveUserConfig(path, change(config));
  out.notice(`Saved in ${path}`);
}

function withValue(user: UserConfig, key: Key, text: string, profile: string | null): UserConfig {
  if (key === "profile") {
    if (profile !== null) throw new UsageError("A profile cannot name a profile: leave --profile away.");
    checkProfile(user, text);
    return { ...user, profile: text };
  }
  const parsed = ServerSettings.safeParse({ [key]: key === "timeout" ? Number(text) : text });
  if (!parsed.success) throw new UsageError(`${key}: ${parsed.error.issues[0]?.message ?? "cannot be used"}`);
  if (profile === null) return { ...user, ...parsed.data };
  return { ...user, profiles: { ...user.profiles, [profile]: { ...user.profiles?.[profile], ...parsed.data } } };
}

function withoutValue(user: UserConfig, key: Key | null, profile: string | null): UserConfig {
  if (profile === null) return omit(user, key ?? "");
  checkProfile(user, profile);
  const profiles = { ...user.profiles };
  if (key === null) {
    const { [profile]: _, ...others } = profiles;
    const rest = { ...user, profiles: others };
    return user.profile === profile ? omit(rest, "profile") : rest;
  }
  return { ...user, profiles: { ...profiles, [profile]: omit(profiles[profile] ?? {}, key) } };
}

function omit<T extends object>(object: T, key: string): T {
  const copy = { ...object };
  Reflect.deleteProperty(copy, key);
  return copy;
}

function checkProfile(user: UserConfig, name: string): void {
  const names = Object.keys(user.profiles ?? {});
  if (!names.includes(name)) throw new UsageError(`There is no profile "${name}".${didYouMean(name, names)}`);
}
