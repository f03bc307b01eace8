import { z } from "zod";

export type JsonSchema = Record<string, unknown>;

const COMPONENTS = "#/components/schemas/";

/** Turns contracts into JSON schemas; those with an id become shared components. */
export class SchemaBook {
  readonly #components = new Map<string, JsonSchema>();

  /** A contract as it is sent (`input`) or answered (`output`). */
  schemaOf(contract: z.ZodType, io: "input" | "output"): JsonSchema {
    const { $schema: _dialect, $defs = {}, ...schema } = z.toJSONSchema(contract, { io, override }) as JsonSchema;
    for (const [name, definition] of Object.entries($defs as Record<string, JsonSchema>)) this.#add(name, definition);
    return tidy(schema) as JsonSchema;
  }

  /** Every shared component by name. */
  components(): Record<string, JsonSchema> {
    return Object.fromEntries([...this.#components].toSorted(([a], [b]) => a.localeCompare(b)));
  }

  #add(name: string, definition: JsonSchema): void {
    const tidied = tidy(definition) as JsonSchema;
    const known = this.#components.get(name);
    if (known && JSON.stringify(known) !== JSON.stringify(tidied)) {
      throw new Error(`The contract "${name}" reads differently when sent and when answered; give one another id.`);
    }
    this.#components.set(name, tidied);
  }
}

type Override = { zodSchema: z.core.$ZodTypes; jsonSchema: JsonSchema };

// Answers may gain fields, so only inputs that are strict say that there are no others.
function override({ zodSchema, jsonSchema }: Override): void {
  const { def } = zodSchema._zod;
  if (def.type === "object" && def.catchall === undefined) delete jsonSchema.additionalProperties;
}

/** Points references at the components and drops what says nothing to a reader. */
function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, part]) => tidyEntry(name, part, value as JsonSchema));
  return Object.fromEntries(entries);
}

function tidyEntry(name: string, part: unknown, owner: JsonSchema): [string, unknown][] {
  if (name === "$ref" && typeof part === "string") return [[name, part.replace("#/$defs/", COMPONENTS)]];
  if (name === "example" && isSchema(owner)) return [["examples", [part]]];
  if (name === "minimum" && part === Number.MIN_SAFE_INTEGER) return [];
  if (name === "maximum" && part === Number.MAX_SAFE_INTEGER) return [];
  // The format says it; the pattern alone takes a screen.
  if (name === "pattern" && owner.format !== undefined) return [];
  return [[name, tidy(part)]];
}

function isSchema(owner: JsonSchema): boolean {
  return "type" in owner || "$ref" in owner || "anyOf" in owner || "oneOf" in owner || "enum" in owner;
}
