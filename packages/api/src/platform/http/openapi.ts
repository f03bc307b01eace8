import { Problem } from "@cryptodesk/shared/errors/problem.contract";
import { operationOf } from "./openapi-operation.ts";
import { SchemaBook } from "./openapi-schemas.ts";
import { REST_BASE, type RestRoute } from "./rest-routes.ts";

type Json = Record<string, unknown>;

const description = [
  "Market data of a self-hosted desk: listings, history, candles, live changes, and how far they can be trusted; accounts, roles and keys of its people.",
  "",
  "- Amounts are exact decimal strings. Unknown is `null`, never 0. Times are UTC, ISO 8601.",
  "- Coins are named by id; symbols are not unique.",
  "- Lists are `{ items, nextCursor }`; pass `nextCursor` as `cursor` for the next page.",
  "- List parameters take commas (`ids=bitcoin,ethereum`) or repetition. Unknown parameters are refused (422).",
  "- Errors are problem documents (RFC 9457) with the request id; 429 and 503 say when to try again.",
  "- Reading the market needs no account unless the desk is set so; everything else takes an access token or an API key.",
  "- Browsers may also sign in at the desk's OpenID Connect provider where `GET /api/v1/auth/options` names one: `GET /api/v1/auth/oidc/start?to=/market` and the provider's way back, `/api/v1/auth/oidc/callback`, answer 302, and come back with `problem` in the address where it came to nothing.",
  "- Requests are limited a minute for each key, account or address: `RateLimit` and `RateLimit-Policy` say how far.",
  "- Reads carry a strong ETag: send it back as If-None-Match and get 304 while nothing changed.",
].join("\n");

const securitySchemes: Json = {
  session: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "Access token of POST /api/v1/auth/login.",
  },
  apiKey: { type: "http", scheme: "bearer", bearerFormat: "cdk_…", description: "An API key as a bearer token." },
  apiKeyHeader: {
    type: "apiKey",
    in: "header",
    name: "X-API-Key",
    description: "The same key in a header of its own.",
  },
};

const idempotencyKey: Json = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description:
    "The request is done once for each key and answered again, with `Idempotent-Replayed: true`, for 24 hours. 409 while it is being done, 422 for another request with the same key.",
  schema: { type: "string", minLength: 1, maxLength: 255 },
};

const ifMatch: Json = {
  name: "If-Match",
  in: "header",
  required: false,
  description:
    "The ETag of what was read, instead of `version`: the change is refused with 412 where it was changed since.",
  schema: { type: "string", maxLength: 100 },
};

const tagDescriptions: Record<string, string> = {
  Listings: "Every coin's latest figures.",
  History: "Stored prices, candles, and the holes in them.",
  Market: "The market as a whole, and its live stream.",
  "Data health": "Where the data comes from, what runs, and what was held back.",
  System: "The server itself.",
  "Sign-in": "Accounts and sessions: from nobody to somebody.",
  Account: "One's own account: profile, credentials, sessions, keys.",
  Workspace: "What of a person's desk follows the account.",
  Portfolios: "One's portfolios, their wallets and rules.",
  Transactions: "What happened in a portfolio.",
  Figures: "What a portfolio's transactions come to, and why.",
  Imports: "Files of exchanges and other programs: dry run, commit, undo.",
  Sharing: "Links with which others see a portfolio.",
  "Portfolio documents": "Portfolios whole, demo, and the exchange rates that they are counted with.",
  Strategies: "Rules, their versions, and who may see them.",
  "Paper trading": "Strategies that are followed as candles close. No order is ever placed.",
  Administration: "Other people's accounts, the audit log, what the desk asks of everybody.",
};

/** The OpenAPI 3.1 document of the REST door. */
export function createOpenApi(routes: readonly RestRoute[], info: { version: string }): Json {
  const book = new SchemaBook();
  const problem = book.schemaOf(Problem, "output");
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = `${REST_BASE}${route.meta.rest.path}`;
    paths[path] = { ...paths[path], [route.meta.rest.method.toLowerCase()]: operationOf(route, book) };
  }
  const tags = [...new Set(routes.map(({ meta }) => meta.tag))];
  const document = {
    openapi: "3.1.0",
    info: {
      title: "CryptoDesk",
      version: info.version,
      description,
      license: { name: "MIT", identifier: "MIT" },
      contact: { name: "The keeper of this desk" },
    },
    servers: [{ url: "/", description: "The desk that serves this document" }],
    security: [],
    tags: tags.map((name) => ({ name, description: tagDescriptions[name] ?? `${name}.` })),
    paths,
    components: {
      securitySchemes,
      parameters: { IdempotencyKey: idempotencyKey, IfMatch: ifMatch },
      schemas: book.components(),
      headers: headers(),
      responses: responses(problem),
    },
  };
  return JSON.parse(JSON.stringify(document)) as Json;
}

function headers(): Json {
  const text = { type: "string" };
  return {
    RequestId: { description: "Id of the request; quote it when you report a problem.", schema: text },
    ETag: { description: "Strong tag of the body in its encoding.", schema: text },
    Location: { description: "Where to follow the job.", schema: text },
    NextCursor: { description: "With text/csv: `nextCursor`, percent-encoded.", schema: text },
    RetryAfter: {
      description: "Seconds after which trying again makes sense.",
      schema: { type: "integer", minimum: 1 },
    },
  };
}

const problemTexts: Record<string, [description: string, retry?: true]> = {
  BadRequest: ["The request cannot be read: malformed JSON or percent-encoding."],
  SignInNeeded: ["Nobody is signed in, or the token or key does not hold."],
  NotAllowed: ["Signed in, but not allowed; `type` says where a confirmation or a second factor would help."],
  NotFound: ["There is no such thing, or it is somebody else's."],
  ChangedSince: ["It was changed since the version that the request names: read it again."],
  Conflict: ["It does not fit the state of things now."],
  NotAcceptable: ["Nothing that Accept asks for can be had."],
  TooLarge: ["The body is larger than 256 KB."],
  UnsupportedType: ["The body is not JSON."],
  Refused: ["A parameter or field is refused; `errors` names each one."],
  TooManyRequests: ["Slow down.", true],
  InternalError: ["Something went wrong on the server."],
  Unavailable: ["Something that this needs is away for the moment.", true],
};

function responses(problem: Json): Json {
  const entries = Object.entries(problemTexts).map(([name, [text, retry]]) => {
    const content = { "application/problem+json": { schema: problem } };
    const retryAfter = { headers: { "Retry-After": { $ref: "#/components/headers/RetryAfter" } } };
    return [name, { description: text, ...(retry && retryAfter), content }];
  });
  return {
    NotModified: { description: "The body is the one that If-None-Match names." },
    ...Object.fromEntries(entries),
  };
}
