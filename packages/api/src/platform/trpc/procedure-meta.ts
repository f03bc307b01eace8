import type { ZodType } from "zod";
import type { Access } from "../access/authorise.ts";

/** How a procedure shows itself at the REST and CLI doors; the OpenAPI document and the parity test read it. */
export interface ProcedureMeta {
  rest: {
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    /** Below /api/v1, with `{name}` for path parameters, which are input fields of the same name. */
    path: `/${string}`;
    /** Status of a success; 200 by default. */
    status?: 200 | 201 | 202 | 204;
    /** The answer's `items` can also be had as text/csv. */
    csv?: boolean;
    /** The body may also be application/x-www-form-urlencoded, as OAuth2 clients send it. */
    form?: boolean;
    /** The answer's `version` is its ETag, and If-Match says the input's `version`, or the field that is named here. */
    versioned?: boolean | "expectedVersion";
    /** How large a body may be once it is unpacked, at every door; 256 kB unless given. */
    maxBodyMb?: number;
    /** Answered as text/event-stream. */
    stream?: boolean;
    /** What the `data` of each of its events is. */
    event?: ZodType;
  };
  /** Whom it is for; checked before anything else. */
  access: Access;
  /** The caller must have confirmed a short while ago that it is the owner. */
  confirmed?: boolean;
  tag: string;
  summary: string;
  description?: string;
  /** Words of the CLI command, e.g. `market list`. */
  cli: string;
  /** An input that works on a fresh desk; shown in the OpenAPI document and executed by a test. */
  example: Record<string, unknown>;
  /** The input value that a path parameter takes in the example is looked up first, e.g. a job id. */
  exampleNeeds?: "jobId" | "quarantineId" | "account" | "portfolioId" | "strategyId" | "runId";
  /** Its answer may be so large that a thread makes its bytes: every door writes them as they are. */
  prepared?: boolean;
  /** Public and the same for everybody until the market changes: may be served from memory. */
  hot?: boolean;
}
