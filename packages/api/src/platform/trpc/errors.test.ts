import { DomainError, invalidInput, notFound } from "@cryptodesk/shared/errors/domain-error";
import { REFUSAL_SENTENCES } from "@cryptodesk/shared/told/refusals";
import { ToldReader } from "@cryptodesk/shared/told/told-reader";
import { TRPCError } from "@trpc/server";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { describeError, toProblem } from "./errors.ts";

const zodError = () => z.strictObject({ limit: z.int() }).safeParse({ limit: "x", a: 1 }).error;

describe("what a caller may know of an error", () => {
  it("is all of a domain error, wherever it is wrapped", () => {
    const error = new DomainError("TOO_MANY_REQUESTS", "Slow down.", { retryAfterSeconds: 3 });
    const wrapped = new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause: error });
    for (const one of [error, wrapped]) {
      expect(describeError(one)).toMatchObject({
        status: 429,
        detail: "Slow down.",
        retryAfterSeconds: 3,
        unexpected: false,
      });
    }
    expect(describeError(notFound("coin", "x"))).toMatchObject({ status: 404 });
    expect(describeError(invalidInput("/limit", "too large"))).toMatchObject({
      status: 422,
      errors: [{ pointer: "/limit", detail: "too large" }],
    });
  });

  it("is each refused field of an input", () => {
    const refused = describeError(new TRPCError({ code: "BAD_REQUEST", cause: zodError() }));
    expect(refused.status).toBe(422);
    expect(refused.errors?.map(({ pointer }) => pointer)).toEqual(["/limit", "/a"]);
    expect(refused.detail).toContain("a: unknown parameter");
  });

  it("is nothing of an answer that does not fit its contract", () => {
    const error = new TRPCError({
      code: "INTERNAL_SERVER_ERROR",
      message: "Output validation failed",
      cause: zodError(),
    });
    expect(describeError(error)).toMatchObject({ status: 500, unexpected: true });
    expect(JSON.stringify(describeError(error))).not.toContain("limit");
  });

  it.each([
    ["PARSE_ERROR", 400],
    ["BAD_REQUEST", 400],
    ["NOT_FOUND", 404],
    ["METHOD_NOT_SUPPORTED", 405],
    ["PAYLOAD_TOO_LARGE", 413],
    ["UNSUPPORTED_MEDIA_TYPE", 415],
    ["INTERNAL_SERVER_ERROR", 500],
  ] as const)("has the status of tRPC's own %s", (code, status) => {
    expect(describeError(new TRPCError({ code })).status).toBe(status);
  });

  it.each([new Error("/etc/shadow"), "text", null, undefined, { status: 404 }])(
    "is only an id of anything else: %s",
    (thrown) => {
      const draft = describeError(thrown);
      expect(draft).toMatchObject({ status: 500, unexpected: true });
      expect(toProblem(draft, "/x", "id-1")).toMatchObject({
        title: "Internal error",
        requestId: "id-1",
        instance: "/x",
      });
      expect(JSON.stringify(draft)).not.toContain("shadow");
    },
  );
});

describe("clients of another language", () => {
  const reader = new ToldReader(REFUSAL_SENTENCES);

  it("find every title, and what it asks for", () => {
    for (const status of [400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422, 429, 500, 502, 503]) {
      const draft = { status, detail: "x", retryAfterSeconds: null, unexpected: false };
      const { title } = toProblem(draft, "/", "r-1");
      expect([title, reader.read(title)?.code]).toEqual([title, expect.stringMatching(/^title-/)]);
    }
  });

  it("find what is not there, and limits of single fields", () => {
    expect(reader.read(describeError(notFound("portfolio", "x")).detail)?.code).toBe("there-is-no");
    const short = z.object({ name: z.string().min(3), count: z.number().max(2) }).safeParse({ name: "a", count: 3 });
    const { errors = [] } = describeError(new TRPCError({ code: "BAD_REQUEST", cause: short.error }));
    expect(errors.map(({ detail }) => reader.read(detail)?.code)).toEqual(["field-too-short", "field-too-great"]);
  });
});
