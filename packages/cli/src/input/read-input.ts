import type { Command } from "commander";
import type { z } from "zod";
import { UsageError } from "../failures.ts";

/** The flag that sets an input field: `minMarketCapUsd` is set by `--min-market-cap`, `minVolume24hUsd` by `--min-volume`, `minChange7dPct` by `--min-change-7d`, `isActive` by `--active`. */
export function flagOf(field: string): string {
  const plain = field
    .replace("24h", "")
    .replace(/(?:Usd|Pct)$/, "")
    .replace(/^is(?=[A-Z])/, "");
  const words = plain.replace(/[A-Z]|\d+(?=[hd]$)/g, (part) => `-${part.toLowerCase()}`);
  return `--${words.replace(/^-/, "")}`;
}

// Never on the command line, and asked for in these words.
const SECRETS: Readonly<Record<string, string>> = {
  password: "password",
  currentPassword: "current password",
  newPassword: "new password",
  setupToken: "setup token",
  token: "link",
};

/** The way a person names an input field of `command`: its flag, or its argument where it has no flag. */
export function spokenName(command: Command, field: string): string {
  const flag = flagOf(field);
  const secret = SECRETS[field];
  if (secret !== undefined) return secret;
  if (command.options.some((option) => option.long === flag)) return flag;
  const argument =
    command.registeredArguments.find((candidate) => candidate.name() === field) ?? command.registeredArguments[0];
  return argument ? `<${argument.name()}>` : field;
}

/**
 * The contract's input, filled from the command's flags by name and from `given` (arguments).
 * What the contract refuses is a UsageError that names the flag.
 */
export function readInput<S extends z.ZodObject>(
  schema: S,
  command: Command,
  given: Readonly<Record<string, unknown>> = {},
): z.output<S> {
  const raw: Record<string, unknown> = {};
  for (const field of Object.keys(schema.shape)) {
    const value = Object.hasOwn(given, field) ? given[field] : command.getOptionValue(attributeOf(field));
    if (value !== undefined) raw[field] = value;
  }
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `${spokenName(command, String(issue.path[0]))}: ${issue.message}`);
  throw new UsageError([...new Set(lines)].join("\n"));
}

function attributeOf(field: string): string {
  return flagOf(field)
    .slice(2)
    .replace(/-([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
}
