import fc from "fast-check";

export type JsonSchema = Record<string, unknown>;

/** Text that programs stumble over. */
export const HOSTILE_TEXTS: readonly string[] = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udfff\ud800",
  "ab\udc00cd",
  "\ufeff\u200b\u202e",
  "e\u0301".repeat(200),
  "𝔘".repeat(10_000),
  "\u{1F468}\u200D\u{1F469}".repeat(1_000),
  "' OR 1=1; DROP TABLE account; --",
  '"}],{"$gt":""}',
  "../../../../etc/passwd",
  "%00%ff%c0%ae",
  "__proto__",
  "constructor",
  "<script>alert(1)</script>",
  "=HYPERLINK(1)",
  "\r\nSet-Cookie: a=b",
  "NaN",
  "9".repeat(400),
  "-0",
  "1e400",
  "0000-00-00T00:00:00Z",
  "9999-12-31T23:59:59.999Z",
];

const hostileText = fc.constantFrom(...HOSTILE_TEXTS);
const hostileNumber = fc.constantFrom(
  0,
  -0,
  -1,
  1,
  0.1,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53 - 1,
  -(2 ** 53) + 1,
  2 ** 63,
  1e308,
  Number.MIN_VALUE,
);
const deep = fc.constantFrom(5, 50, 1_000).map((levels) => {
  let value: unknown = "deep";
  for (let level = 0; level < levels; level += 1) value = level % 2 ? [value] : { down: value };
  return value;
});

/** Any JSON at all. */
export const garbage: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  hostileText,
  hostileNumber,
  deep,
  fc.dictionary(fc.oneof(hostileText, fc.string()), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 5 }),
);

type Definitions = Readonly<Record<string, JsonSchema>>;

/** A definition within itself is followed so often. */
const MOST_NESTED = 2;
const named = new WeakMap<Definitions, Map<string, fc.Arbitrary<unknown>>>();

/**
 * Values of a JSON schema, most of which fit and some of which do not.
 * @param definitions what `$ref` points to, by the last part of its address
 * @param above definitions that the schema stands in
 */
export function arbitraryOf(
  schema: JsonSchema,
  definitions: Definitions,
  above: readonly string[] = [],
): fc.Arbitrary<unknown> {
  return fc.oneof({ arbitrary: fitting(schema, definitions, above), weight: 8 }, { arbitrary: garbage, weight: 1 });
}

function fitting(schema: JsonSchema, definitions: Definitions, above: readonly string[]): fc.Arbitrary<unknown> {
  const { $ref, enum: choices, const: constant, anyOf, oneOf } = schema;
  if (typeof $ref === "string") return defined($ref.split("/").at(-1) ?? "", definitions, above);
  if (constant !== undefined) return fc.constant(constant);
  if (Array.isArray(choices)) return fc.constantFrom(...choices);
  const either = (anyOf ?? oneOf) as JsonSchema[] | undefined;
  if (either) return fc.oneof(...either.map((one) => arbitraryOf(one, definitions, above)));
  return ofType(schema, definitions, above);
}

/** Each is made once for each depth within itself: a condition is made of conditions, and making texts takes long. */
function defined(name: string, definitions: Definitions, above: readonly string[]): fc.Arbitrary<unknown> {
  const nested = above.filter((each) => each === name).length;
  if (nested >= MOST_NESTED) return garbage;
  const known = named.get(definitions) ?? new Map<string, fc.Arbitrary<unknown>>();
  named.set(definitions, known);
  const key = `${name} ${nested}`;
  const made = known.get(key) ?? arbitraryOf(definitions[name] ?? {}, definitions, [...above, name]);
  known.set(key, made);
  return made;
}

function ofType(schema: JsonSchema, definitions: Definitions, above: readonly string[]): fc.Arbitrary<unknown> {
  switch (schema.type) {
    case "object":
      return objects(schema, definitions, above);
    case "array": {
      const items = arbitraryOf((schema.items ?? {}) as JsonSchema, definitions, above);
      return fc.array(items, { maxLength: Math.min(Number(schema.maxItems ?? 5) + 1, 25) });
    }
    case "string":
      return texts(schema);
    case "integer":
    case "number":
      return numbers(schema);
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return garbage;
  }
}

function objects(schema: JsonSchema, definitions: Definitions, above: readonly string[]): fc.Arbitrary<unknown> {
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
  const requiredKeys = (schema.required ?? []) as string[];
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, of]) => [name, arbitraryOf(of, definitions, above)]),
  );
  const known = fc.record(fields, { requiredKeys });
  return Object.keys(fields).length > 0 ? known : fc.dictionary(fc.string(), garbage, { maxKeys: 4 });
}

function texts({ format, pattern, minLength, maxLength }: JsonSchema): fc.Arbitrary<unknown> {
  const lengths = { minLength: Number(minLength ?? 0), maxLength: Math.min(Number(maxLength ?? 60), 300) + 1 };
  const any = fc.oneof(fc.string({ ...lengths, unit: "binary" }), fc.string(lengths), hostileText);
  if (format === "uuid") return fc.oneof(fc.uuid(), any);
  if (format === "date-time") {
    const times = fc.date({ noInvalidDate: true, min: new Date("0000-01-01"), max: new Date("9999-12-31") });
    return fc.oneof(
      times.map((time) => time.toISOString()),
      any,
    );
  }
  if (typeof pattern === "string") return fc.oneof(fc.stringMatching(supported(pattern)), any);
  return any;
}

/** fast-check draws from plain classes only. */
function supported(pattern: string): RegExp {
  return new RegExp(pattern.replaceAll("\\p{Cc}", "\\u0000-\\u001f"));
}

function numbers({ type, minimum, maximum }: JsonSchema): fc.Arbitrary<unknown> {
  const min = Number(minimum ?? -1_000_000);
  const max = Math.max(min, Number(maximum ?? 1_000_000));
  const within =
    type === "integer"
      ? fc.integer({ min: Math.ceil(min), max: Math.floor(max) })
      : fc.double({ min, max, noNaN: true });
  return fc.oneof({ arbitrary: within, weight: 3 }, { arbitrary: hostileNumber, weight: 1 });
}
