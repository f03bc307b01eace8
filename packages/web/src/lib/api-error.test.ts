import { TRPCClientError } from "@trpc/client";
import { describe, expect, it } from "vitest";
import { describeError, isMissingCode, isOutOfReach, retryQuery } from "./api-error.ts";

const problem = (status: number) => ({
  type: "about:blank",
  title: "Title",
  status,
  detail: "What happened.",
  instance: "/trpc/market.list",
  requestId: "r-1",
});
const answered = (status: number) =>
  TRPCClientError.from({
    error: { message: "x", code: -32_000, data: { code: "X", httpStatus: status, problem: problem(status) } },
  });
const unreachable = TRPCClientError.from(new TypeError("Failed to fetch"));

describe("describeError", () => {
  it("shows the server's words and its request id", () => {
    expect(describeError(answered(500))).toEqual({
      kind: "server",
      title: "Title",
      detail: "What happened.",
      requestId: "r-1",
    });
  });

  it("tells what is missing from what was refused and what may pass", () => {
    expect([404, 422, 503].map((status) => describeError(answered(status)).kind)).toEqual([
      "not-found",
      "refused",
      "unavailable",
    ]);
  });

  it("has no request id for a server that was never reached", () => {
    expect(describeError(unreachable)).toMatchObject({ kind: "unreachable", requestId: null });
  });

  it("takes code that could not be fetched for a server that is away", () => {
    const missing = new TypeError("Failed to fetch dynamically imported module: http://desk/assets/x.js");
    expect([isMissingCode(missing), describeError(missing).kind]).toEqual([true, "unreachable"]);
    const style = new Error("Unable to preload CSS for http://desk/assets/x.css");
    expect([isMissingCode(style), isOutOfReach(style)]).toEqual([true, true]);
    expect(isMissingCode(new TypeError("x is undefined"))).toBe(false);
  });
});

it("retries what may pass by itself twice, and a refusal never", () => {
  expect([0, 1, 2].map((failures) => retryQuery(failures, answered(503)))).toEqual([true, true, false]);
  expect([retryQuery(0, answered(404)), retryQuery(0, answered(422)), retryQuery(0, unreachable)]).toEqual([
    false,
    false,
    true,
  ]);
});
