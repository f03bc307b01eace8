import { gzipSync } from "node:zlib";
import type { RestRoute } from "../../src/platform/http/rest-routes.ts";
import { filled, type Operation } from "./described-operations.ts";
import { schemaOf } from "./hostile-requests.ts";

const KILOBYTE = 1024;

/** A body that must be refused, and how. */
export interface HostileBody {
  readonly trick: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly refusedAs: readonly number[];
}

/** Past 256 KB, or the operation's own limit, also once unpacked; packed in ways that nobody unpacks. */
export function tooLargeBodies(route: RestRoute | undefined): HostileBody[] {
  const own = route?.meta.rest.maxBodyMb;
  const limit = own === undefined ? 256 * KILOBYTE : own * KILOBYTE * KILOBYTE;
  const bomb = packedSpaces(Math.max(64 * KILOBYTE * KILOBYTE, limit) + 1);
  return [
    { trick: "too large", body: JSON.stringify({ name: "x".repeat(limit + 44 * KILOBYTE) }), refusedAs: [413] },
    { trick: "too large once unpacked", body: bomb, headers: { "content-encoding": "gzip" }, refusedAs: [413] },
    { trick: "packed as it is not", body: bomb, headers: { "content-encoding": "br" }, refusedAs: [400, 415] },
    { trick: "packed in no known way", body: bomb, headers: { "content-encoding": "rot13" }, refusedAs: [400, 415] },
  ];
}

const packed = new Map<number, Uint8Array<ArrayBuffer>>();

function packedSpaces(bytes: number): Uint8Array<ArrayBuffer> {
  const known = packed.get(bytes) ?? new Uint8Array(gzipSync(Buffer.alloc(bytes, 0x20)));
  packed.set(bytes, known);
  return known;
}

/** Nested without end, as a whole and in a field. */
export function nestedBodies(operation: Operation): HostileBody[] {
  const [field = "x"] = Object.keys(schemaOf(operation).properties ?? {});
  const brackets = [
    ["[", "]"],
    ['{"a":', "}"],
  ] as const;
  return brackets.flatMap(([open, close]) =>
    [200, 5_000, 20_000].flatMap((levels) => {
      const nested = `${open.repeat(levels)}1${close.repeat(levels)}`;
      const bodies = [
        nested,
        `{"${field}":${nested},"body":${nested},"baseVersion":0}`,
        `{"response":${nested},"challenge":"x","name":"x"}`,
      ];
      return bodies.map((body) => ({ trick: `${levels} times ${open}`, body, refusedAs: [400, 413, 422] }));
    }),
  );
}

/** No JSON, no object, or of another type. */
export function misshapenBodies(): HostileBody[] {
  const texts = ["{", "nul", '{"a":1,}', "\u0000", '{"a":"\u0001"}', "[]", "1", '"x"', "null", "true"];
  const types = [
    "text/plain",
    "multipart/form-data; boundary=x",
    "application/xml",
    "application/jsonp",
    "application/json; charset=iso-8859-1",
  ];
  return [
    ...texts.map((body) => ({ trick: body, body, refusedAs: [400, 422] })),
    ...types.map((type) => ({ trick: type, body: "{}", headers: { "content-type": type }, refusedAs: [415] })),
  ];
}

/** Sends it to an operation of the desk at `url`. */
export function sendBody(
  url: string,
  { method, path }: Operation,
  token: string,
  { body, headers }: HostileBody,
): Promise<Response> {
  return fetch(`${url}/api/v1${filled(path)}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
    body,
  });
}
