import { TRPCClientError } from "@trpc/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { speak } from "../catalogue/catalogue.ts";
import { describeError, isMissingCode, isOutOfReach, retryQuery } from "./api-error.ts";

const problem = (status: number, title = "Title", detail = "What happened.") => ({
  type: "about:blank",
  title,
  status,
  detail,
  instance: "/trpc/market.list",
  requestId: "r-1",
});
const answered = (status: number, ...said: string[]) =>
  TRPCClientError.from({
    error: { message: "x", code: -32_000, data: { code: "X", httpStatus: status, problem: problem(status, ...said) } },
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

  it("knows a plain request without an answer in each browser's words", () => {
    const said = ["Failed to fetch", "Load failed", "NetworkError when attempting to fetch resource."];
    const errors = [...said.map((words) => new TypeError(words)), new DOMException("too late", "TimeoutError")];
    expect(new Set(errors.map((error) => describeError(error).kind))).toEqual(new Set(["unreachable"]));
    expect(describeError(new TypeError("x is undefined")).kind).toBe("server");
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

describe("in German", () => {
  // The catalogue tells the page which language it is in.
  vi.stubGlobal("document", { documentElement: { lang: "en" } });
  beforeEach(() => speak("de"));
  afterEach(() => speak("en"));

  it("words what was refused and what to do", () => {
    const said =
      "The portfolio was changed since: its version is 7 now. Read it again and make the change on top of that.";
    expect(describeError(answered(412, "Changed since", said))).toMatchObject({
      title: "Seither geändert",
      detail:
        "Es wurde seither geändert (Portfolio); die Version ist jetzt 7. Neu laden und die Änderung darauf noch einmal machen.",
    });
    expect(describeError(answered(404, "Not found", 'There is no portfolio "x".')).detail).toBe(
      "Das gibt es nicht, oder nicht mehr: Portfolio „x“.",
    );
  });

  it("says first what to do where the detail is told in English only", () => {
    expect(describeError(answered(409, "Conflict", "Something rare."))).toMatchObject({
      title: "Widerspruch",
      detail:
        "Es verträgt sich nicht mit dem, was schon da ist. Neu laden, nachsehen und noch einmal versuchen. Im Einzelnen: Something rare.",
    });
  });
});
