import { type Command, InvalidArgumentError, Option } from "commander";
import { OutputFormat, ServerUrl } from "../config/cli-settings.ts";
import { list, oneOf, positiveSeconds } from "./values.ts";

/** Flags that every command takes, before or after its words. */
export interface CommonFlags {
  url?: string;
  profile?: string;
  timeout?: number;
  json?: boolean;
  format?: OutputFormat;
  fields?: string[];
  color?: boolean;
}

export function connectionOptions(): Option[] {
  return [
    new Option("--url <url>", "address of the server").argParser(serverUrl),
    new Option("--profile <name>", "use the settings of this profile"),
    new Option("--timeout <seconds>", "wait so long for an answer (default: 4.5)").argParser(positiveSeconds),
  ].map((option) => option.helpGroup("Connection:"));
}

export function colourOption(): Option {
  return new Option("--no-color", "no colours (NO_COLOR does the same)").helpGroup("Output:");
}

export function outputOptions(): Option[] {
  return [
    new Option("--json", "print JSON").conflicts("format"),
    new Option("--format <format>", "print as").choices(OutputFormat.options).argParser(oneOf(OutputFormat.options)),
    new Option("--fields <names>", "only these fields, separated by commas").argParser(list),
  ].map((option) => option.helpGroup("Output:"));
}

function serverUrl(text: string): string {
  const parsed = ServerUrl.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(`It ${parsed.error.issues[0]?.message ?? "is not an address"}.`);
}

/** The common flags of a command, those given before its words included; the nearer one wins. */
export function commonFlags(command: Command): CommonFlags {
  const chain: Command[] = [];
  for (let current: Command | null = command; current; current = current.parent) chain.unshift(current);
  const flags: Record<string, unknown> = {};
  for (const link of chain) {
    for (const [name, value] of Object.entries(link.opts())) {
      if (link.getOptionValueSource(name) === "cli") flags[name] = value;
    }
  }
  return flags;
}
