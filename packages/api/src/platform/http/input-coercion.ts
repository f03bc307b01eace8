import { z } from "zod";

/** What a text from the address bar has to become before the contract sees it. */
export type FieldKind = "text" | "number" | "boolean" | { arrayOf: "text" | "number" | "boolean" };

interface JsonSchema {
  type?: string | string[];
  $ref?: string;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  items?: JsonSchema;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, JsonSchema>;
  $defs?: Record<string, JsonSchema>;
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The kinds of an object contract's fields by name, from its JSON schema. */
export function fieldKinds(input: z.ZodType): ReadonlyMap<string, FieldKind> {
  const schema = z.toJSONSchema(input, { io: "input" }) as JsonSchema;
  const defs = schema.$defs ?? {};
  const kinds = new Map<string, FieldKind>();
  for (const [name, property] of Object.entries(schema.properties ?? {})) kinds.set(name, kindOf(property, defs));
  return kinds;
}

function kindOf(schema: JsonSchema, defs: Record<string, JsonSchema>): FieldKind {
  const own = resolve(schema, defs);
  if (own.type === "array") {
    const item = kindOf(own.items ?? {}, defs);
    return { arrayOf: typeof item === "string" ? item : "text" };
  }
  if (own.type === "number" || own.type === "integer") return "number";
  if (own.type === "boolean") return "boolean";
  const branches = [...(own.anyOf ?? []), ...(own.oneOf ?? []), ...(own.allOf ?? [])].map((one) => kindOf(one, defs));
  const [first] = branches;
  return first !== undefined && branches.every((one) => one === first) ? first : "text";
}

function resolve(schema: JsonSchema, defs: Record<string, JsonSchema>): JsonSchema {
  const name = schema.$ref?.split("/").at(-1);
  const target = name === undefined ? undefined : defs[name];
  return target ? resolve(target, defs) : schema;
}

/**
 * Values as the contract wants them. What does not read as its kind stays text, so that the contract refuses it by
 * name. A list may be given by commas, by repetition, or both; a scalar given twice is an error.
 */
export function coerceValues(
  values: ReadonlyMap<string, readonly string[]>,
  kinds: ReadonlyMap<string, FieldKind>,
): { input: Map<string, unknown>; repeated: string[] } {
  const input = new Map<string, unknown>();
  const repeated: string[] = [];
  for (const [name, texts] of values) {
    const kind = kinds.get(name) ?? "text";
    if (typeof kind === "object") {
      input.set(
        name,
        texts.flatMap((text) => text.split(",")).map((text) => coerceText(text, kind.arrayOf)),
      );
      continue;
    }
    if (texts.length > 1) repeated.push(name);
    input.set(name, coerceText(texts[0] ?? "", kind));
  }
  return { input, repeated };
}

function coerceText(text: string, kind: "text" | "number" | "boolean"): unknown {
  if (kind === "number" && NUMBER.test(text) && Number.isFinite(Number(text))) return Number(text);
  if (kind === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}
