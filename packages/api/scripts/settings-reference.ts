import { z } from "zod";
import { Settings } from "../src/platform/config/settings.ts";

interface SettingDescription {
  readonly name: string;
  readonly group: string;
  readonly description: string;
  readonly values: string;
  readonly fallback: string;
}

/** The reference page of every setting, as Markdown, in the order in which they are declared. */
export function settingsReference(): string {
  const all = Object.entries(Settings.shape).map(([name, schema]) => describeSetting(name, schema));
  const groups = [...new Set(all.map(({ group }) => group))];
  return [
    "# Settings",
    "",
    "Settings are read from the environment once, when a process starts. Empty text counts as not set. A bad value stops the start with its name and the reason (exit code 2).",
    "",
    "This page is generated from `packages/api/src/platform/config/settings.ts`: run `pnpm settings` after a change.",
    ...groups.flatMap((group) => groupTable(group, all)),
    "",
  ].join("\n");
}

function groupTable(group: string, all: readonly SettingDescription[]): string[] {
  const rows = all
    .filter((setting) => setting.group === group)
    .map(({ name, values, fallback, description }) => `| \`${name}\` | ${values} | ${fallback} | ${description} |`);
  return ["", `## ${group}`, "", "| Name | Values | Default | Meaning |", "|---|---|---|---|", ...rows];
}

function describeSetting(name: string, schema: z.ZodType): SettingDescription {
  const meta = schema.meta();
  const { group, description, secret } = { group: "Other", secret: false, ...meta };
  const note = secret ? " Secret: never logged." : "";
  return {
    name,
    group: String(group),
    description: cell(`${description ?? ""}${note}`),
    values: cell(allowedValues(z.toJSONSchema(schema, { io: "output", unrepresentable: "any" }))),
    fallback: cell(fallbackOf(schema)),
  };
}

function allowedValues(schema: z.core.JSONSchema.BaseSchema): string {
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(", ");
  if (schema.type === "integer") return `whole number, ${range(schema)}`;
  if (schema.type === "number") return `number, ${range(schema)}`;
  if (schema.type === "array") return "list, separated by commas";
  if (schema.format === "uri") return "address";
  return "text";
}

const range = ({ minimum, maximum }: z.core.JSONSchema.BaseSchema): string => `${minimum} to ${maximum}`;

function fallbackOf(schema: z.ZodType): string {
  if (!(schema instanceof z.ZodDefault)) return "not set";
  const value: unknown = schema.def.defaultValue;
  return Array.isArray(value) ? "none" : `\`${value}\``;
}

const cell = (text: string): string => text.replaceAll("|", "\\|");
