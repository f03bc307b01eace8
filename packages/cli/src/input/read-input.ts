import type { Command } from "commander";
import type { z } from "zod";
import { UsageError } from "../failures.ts";
import { NOTHING } from "./ledger-values.ts";

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
  const secret = SECRETS[field];
  if (secret !== undefined) return secret;
  const flag = flagWithin(command, field);
  if (flag !== null) return flag;
  const argument =
    command.registeredArguments.find((candidate) => candidate.name() === field) ?? command.registeredArguments[0];
  return argument ? `<${argument.name()}>` : field;
}

/** As `spokenName`, of a field within a field where that has a flag: `rules`, `longTermDays` is `--long-term-days`. */
export function spokenPath(command: Command, path: readonly string[]): string {
  const [field = "", ...within] = path;
  const inner = flagWithin(command, field) === null ? within.find((part) => flagWithin(command, part) !== null) : null;
  return spokenName(command, inner ?? field);
}

/** The command's flag for a field: `walletId` is set by `--wallet-id`, or by `--wallet` where a name does, too. */
function flagWithin(command: Command, field: string): string | null {
  const flag = flagOf(field);
  const known = command.options.map(({ long }) => long);
  return [flag, namedFlagOf(field)].find((candidate) => known.includes(candidate)) ?? null;
}

/** The flag for a field that holds an id, where the person gives a name: `--wallet` for `walletId`. */
export function namedFlagOf(field: string): string {
  return flagOf(field.replace(/Ids?$/, ""));
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
    const value = Object.hasOwn(given, field) ? given[field] : saidValue(command, attributeOf(field));
    if (value !== undefined) raw[field] = value;
  }
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `${spokenPath(command, issue.path.map(String))}: ${issue.message}`);
  throw new UsageError([...new Set(lines)].join("\n"));
}

/** What a flag says; null where it says that there is nothing. */
export function saidValue(command: Command, attribute: string): unknown {
  const value: unknown = command.getOptionValue(attribute);
  return value === NOTHING ? null : value;
}

function attributeOf(field: string): string {
  return flagOf(field)
    .slice(2)
    .replace(/-([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
}
