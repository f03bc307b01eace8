import { z } from "zod";

export type JsonSchema = Record<string, unknown>;

const COMPONENTS = "#/components/schemas/";
const DEFINITIONS = "#/$defs/";

/** Turns contracts into JSON schemas; those with an id become shared components. */
export class SchemaBook {
  readonly #components = new Map<string, JsonSchema>();

  /**
   * A contract as it is sent (`input`) or answered (`output`). A shared one that may leave out more when it is sent than
   * when it is answered, for it has defaults, is two components: the one that is sent has `Input` after its id.
   */
  schemaOf(contract: z.ZodType, io: "input" | "output"): JsonSchema {
    const { $schema: _dialect, $defs = {}, ...schema } = z.toJSONSchema(contract, { io, override }) as JsonSchema;
    const definitions = $defs as Definitions;
    const own = io === "input" ? readDifferently(definitions, answeredDefinitions(contract)) : new Set<string>();
    const nameOf = (name: string) => (own.has(name) ? `${name}Input` : name);
    for (const [name, definition] of Object.entries(definitions)) this.#add(nameOf(name), definition, nameOf);
    return tidy(schema, nameOf) as JsonSchema;
  }

  /** Every shared component by name. */
  components(): Record<string, JsonSchema> {
    return Object.fromEntries([...this.#components].toSorted(([a], [b]) => a.localeCompare(b)));
  }

  #add(name: string, definition: JsonSchema, nameOf: Naming): void {
    const tidied = tidy(definition, nameOf) as JsonSchema;
    const known = this.#components.get(name);
    if (known && JSON.stringify(known) !== JSON.stringify(tidied)) {
      throw new Error(`The contract "${name}" reads differently when sent and when answered; give one another id.`);
    }
    this.#components.set(name, tidied);
  }
}

type Definitions = Readonly<Record<string, JsonSchema>>;
type Naming = (name: string) => string;

function answeredDefinitions(contract: z.ZodType): Definitions {
  const { $defs = {} } = z.toJSONSchema(contract, { io: "output", override, unrepresentable: "any" }) as JsonSchema;
  return $defs as Definitions;
}

/** Names of the definitions that say something else when answered, themselves or through those they refer to. */
function readDifferently(sent: Definitions, answered: Definitions): ReadonlySet<string> {
  const texts = new Map(Object.entries(sent).map(([name, definition]) => [name, JSON.stringify(definition)]));
  const names = new Set<string>();
  for (const [name, text] of texts) {
    if (answered[name] !== undefined && JSON.stringify(answered[name]) !== text) names.add(name);
  }
  for (let before = -1; before < names.size; ) {
    before = names.size;
    for (const [name, text] of texts) {
      if ([...names].some((other) => text.includes(`"#/$defs/${other}"`))) names.add(name);
    }
  }
  return names;
}

type Override = { zodSchema: z.core.$ZodTypes; jsonSchema: JsonSchema };

// Answers may gain fields, so only inputs that are strict say that there are no others.
function override({ zodSchema, jsonSchema }: Override): void {
  const { def } = zodSchema._zod;
  if (def.type === "object" && def.catchall === undefined) delete jsonSchema.additionalProperties;
}

/** Points references at the components and drops what says nothing to a reader. */
function tidy(value: unknown, nameOf: Naming): unknown {
  if (Array.isArray(value)) return value.map((item) => tidy(item, nameOf));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, part]) => tidyEntry(name, part, value as JsonSchema, nameOf));
  return Object.fromEntries(entries);
}

function tidyEntry(name: string, part: unknown, owner: JsonSchema, nameOf: Naming): [string, unknown][] {
  if (name === "$ref" && typeof part === "string" && part.startsWith(DEFINITIONS)) {
    return [[name, COMPONENTS + nameOf(part.slice(DEFINITIONS.length))]];
  }
  if (name === "example" && isSchema(owner)) return [["examples", [part]]];
  if (name === "minimum" && part === Number.MIN_SAFE_INTEGER) return [];
  if (name === "maximum" && part === Number.MAX_SAFE_INTEGER) return [];
  // The format says it; the pattern alone takes a screen.
  if (name === "pattern" && owner.format !== undefined) return [];
  return [[name, tidy(part, nameOf)]];
}

function isSchema(owner: JsonSchema): boolean {
  return "type" in owner || "$ref" in owner || "anyOf" in owner || "oneOf" in owner || "enum" in owner;
}
