import { describe, expect, it } from "vitest";
import { hasRecordings, readRecording } from "../../../../test/support/recorded-upstream.ts";
import { BodyTooLarge, type ErrorCodes, judgeAnswer, readBody, retryAfterMs } from "./http-gate-answer.ts";

const CODES: ErrorCodes = new Map([
  [10012, { kind: "bad_request" as const }],
  [1009, { kind: "throttled" as const, retryAfterMs: 3_600_000 }],
  [1002, { kind: "bad_key" as const }],
]);
const judge = (status: number, text: string) => judgeAnswer({ status, text }, CODES);

describe("judgeAnswer", () => {
  it("takes any JSON without a declared error for data, whatever it holds", () => {
    for (const text of [
      "[]",
      "{}",
      "null",
      '{"status":{"error_code":0,"error_message":null},"data":[]}',
      '{"error":null}',
    ]) {
      expect(judge(200, text)).toEqual({ usable: true, body: JSON.parse(text) });
    }
  });

  it.each([
    [404, '{"error":"coin not found"}', "not_found", "coin not found"],
    [429, '{"status":{"error_code":429,"error_message":"You\'ve exceeded"}}', "throttled", "You've exceeded"],
    [
      401,
      '{"error":{"status":{"error_code":10012,"error_message":"beyond 365 days"}}}',
      "bad_request",
      "beyond 365 days",
    ],
    [500, '{"status":500,"error":"Internal Server Error"}', "server", "Internal Server Error"],
    [200, '{"status":{"error_code":429,"error_message":"exceeded"}}', "throttled", "exceeded"],
    [200, '{"status":500,"error":"Internal Server Error"}', "server", "Internal Server Error"],
    [200, '{"error":"something else"}', "unusable_body", "something else"],
    [401, '{"status":{"error_code":"1002","error_message":"no key"}}', "bad_key", "no key"],
    [200, '{"status":{"error_code":"1002","error_message":"no key"}}', "bad_key", "no key"],
    [400, '{"code":-1100,"msg":"Illegal characters"}', "bad_request", "Illegal characters"],
    [451, '{"code":0,"msg":"restricted location"}', "bad_key", "restricted location"],
    [418, "", "throttled", ""],
    [503, "", "server", ""],
    [403, "<html>Just a moment</html>", "unusable_body", "<html>Just a moment</html>"],
    [403, '{"error":"blocked"}', "bad_key", "blocked"],
    [302, "", "unusable_body", "answered with a redirect"],
    [429, "Throttled", "throttled", "Throttled"],
    [200, "Throttled", "throttled", "Throttled"],
    [200, "", "unusable_body", "empty body"],
    [200, "<!doctype html><title>x</title>", "unusable_body", "HTML instead of JSON"],
    [200, '[{"id":"bitco', "unusable_body", "not JSON, or cut off after 13 characters"],
  ])("judges %i %s to be %s", (status, text, kind, message) => {
    expect(judge(status, text)).toEqual({ usable: false, verdict: { kind, message } });
  });

  it("knows that credits used up for the day do not come back within minutes", () => {
    const verdict = { kind: "throttled", message: "daily", retryAfterMs: 3_600_000 };
    const text = '{"status":{"error_code":1009,"error_message":"daily"}}';
    expect(judge(429, text)).toEqual({ usable: false, verdict });
  });

  it("keeps messages to one short line", () => {
    const verdict = judge(500, JSON.stringify({ error: `a\nb\u0000${"x".repeat(1000)}` }));
    expect(verdict).toMatchObject({ verdict: { message: expect.stringMatching(/^a b x{196}$/) } });
  });

  it.skipIf(!hasRecordings).each(["coingecko", "coinmarketcap"])(
    "takes no recorded error of %s for data",
    (provider) => {
      const file = `upstream/${provider}/errors/collected_from_reports.json`;
      const recorded: { status: number; body_text?: string; body?: unknown }[] = JSON.parse(readRecording(file));
      expect(recorded.length).toBeGreaterThan(5);
      for (const { status, body_text, body } of recorded) {
        expect(judge(status, body_text ?? JSON.stringify(body)).usable).toBe(false);
      }
    },
  );
});

describe("retryAfterMs", () => {
  const now = Date.UTC(2026, 0, 1, 12, 0, 0);

  it.each([
    ["7", 7000],
    ["119", 119_000],
    ["0", 0],
    ["1.5", 1500],
    ["Thu, 01 Jan 2026 12:00:30 GMT", 30_000],
    ["Thu, 01 Jan 2026 11:00:00 GMT", 0],
    ["soon", null],
    ["-5", null],
    ["", null],
    [null, null],
  ])("reads %s as %s ms", (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });
});

describe("readBody", () => {
  it("stops reading at the size limit", async () => {
    await expect(readBody(new Response("x".repeat(101)), 100)).rejects.toBeInstanceOf(BodyTooLarge);
    expect(await readBody(new Response("x".repeat(100)), 100)).toHaveLength(100);
  });

  it("joins characters that are split between chunks, and drops a byte-order mark", async () => {
    const bytes = new TextEncoder().encode("\uFEFF赵長");
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    expect(await readBody(new Response(stream), 100)).toBe("赵長");
  });
});
