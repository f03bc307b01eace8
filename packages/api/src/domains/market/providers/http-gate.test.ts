import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { type GateDeps, HttpGate } from "./http-gate.ts";
import { MemoryProviderLog, MemoryRequestBudget } from "./http-gate-memory.ts";
import type { GateSettings } from "./http-gate-request.ts";
import { ProviderError } from "./market-provider.ts";

const MINUTE = Date.UTC(2026, 0, 1, 12, 0);
type Answer = (response: ServerResponse, request: IncomingMessage) => void;

let server: Server;
let baseUrl: string;
let answers: Answer[];
let requests: IncomingMessage[];
let nowMs: number;
let slept: number[];
let log: MemoryProviderLog;

const say =
  (status: number, body: string, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end(body);
const fine = say(200, '{"ok":true}');
const broken = say(500, "");

beforeEach(async () => {
  answers = [];
  requests = [];
  slept = [];
  nowMs = MINUTE;
  log = new MemoryProviderLog();
  server = createServer((request, response) => {
    requests.push(request);
    (answers.shift() ?? fine)(response, request);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  baseUrl = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/base/`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function gate(deps: Partial<GateDeps> = {}, settings: Partial<GateSettings> = {}): HttpGate {
  return new HttpGate(
    {
      provider: "coingecko",
      baseUrl,
      headers: {},
      secrets: [],
      callsPerMinute: 100,
      errorCodes: new Map(),
      ...settings,
    },
    {
      budget: new MemoryRequestBudget(),
      log,
      clock: {
        now: () => nowMs,
        sleep: async (ms) => {
          slept.push(ms);
          nowMs += ms;
        },
      },
      random: () => 1,
      timeoutMs: 2000,
      retryAfterCapMs: 30_000,
      ...deps,
    },
  );
}

const get = (through: HttpGate, signal = new AbortController().signal): Promise<unknown> =>
  through.getJson("/thing", {}, (body) => body, { signal, now: new Date(nowMs) });
const failureOf = async (pending: Promise<unknown>): Promise<ProviderError> => {
  const error = await pending.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ProviderError)) throw new Error(`expected a ProviderError, got ${error}`);
  return error;
};

describe("a request", () => {
  it("goes to the path under the base address with an encoded query and the provider's headers", async () => {
    const through = gate({}, { headers: { "x-key": "secret" } });
    await through.getJson("/a", { ids: "1move token,boringdao-[old]", page: 2 }, (body) => body, {
      signal: new AbortController().signal,
      now: new Date(),
    });
    expect(requests[0]?.url).toBe("/base/a?ids=1move%20token%2Cboringdao-%5Bold%5D&page=2");
    expect(requests[0]?.headers).toMatchObject({ "x-key": "secret", accept: "application/json" });
  });

  it("reads compressed answers and counts their size unpacked", async () => {
    const packed: Answer = (response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(`"${"x".repeat(5000)}"`));
    answers = [packed, packed];
    expect(await get(gate())).toHaveLength(5000);
    const error = await failureOf(get(gate({ attempts: 1 }, { maxBodyBytes: 4000 })));
    expect(error).toMatchObject({ kind: "unusable_body", message: expect.stringContaining("4000 bytes") });
  });

  it("does not follow redirects, which would carry the key elsewhere", async () => {
    answers = [say(302, "", { location: "/base/other" })];
    expect(await failureOf(get(gate({ attempts: 1 })))).toMatchObject({ kind: "unusable_body", status: 302 });
    expect(requests).toHaveLength(1);
  });

  it("is cut off when the answer as a whole takes too long, even if bytes keep coming", async () => {
    answers = [
      (response) => {
        const drip = setInterval(() => response.write(" "), 20);
        response.once("close", () => clearInterval(drip));
      },
    ];
    expect(await failureOf(get(gate({ attempts: 1, timeoutMs: 150 })))).toMatchObject({ kind: "timeout", status: 200 });
  });

  it("ends as a network error when nobody listens or the connection breaks", async () => {
    answers = [(response) => response.socket?.resetAndDestroy()];
    expect(await failureOf(get(gate({ attempts: 1 })))).toMatchObject({ kind: "network", status: null });
    const nowhere = gate({ attempts: 1 }, { baseUrl: "http://127.0.0.1:1" });
    expect(await failureOf(get(nowhere))).toMatchObject({
      kind: "network",
      message: expect.stringContaining("coingecko"),
    });
  });

  it("never lets a key out in an error, whoever repeats it", async () => {
    answers = [say(401, '{"error":"key s3cret-key is wrong"}')];
    const through = gate({}, { headers: { "x-key": "s3cret-key" }, secrets: ["s3cret-key"] });
    const error = await failureOf(get(through));
    expect(error).toMatchObject({ kind: "bad_key", message: "coingecko: bad_key (HTTP 401): key *** is wrong" });
    expect(JSON.stringify([log.attempts, await through.snapshot()])).not.toContain("s3cret-key");
  });
});

describe("retries", () => {
  it("tries again after failures that may pass, waiting longer each time", async () => {
    answers = [broken, say(200, "<html>"), fine];
    expect(await get(gate())).toEqual({ ok: true });
    expect(slept).toEqual([500, 1000]);
  });

  it("spreads the waits over the whole range, so that workers do not return together", async () => {
    answers = [broken, fine];
    await get(gate({ random: () => 0.25 }));
    expect(slept).toEqual([125]);
  });

  it("gives up after the last try with the last failure", async () => {
    answers = [broken, broken, say(503, "")];
    expect(await failureOf(get(gate()))).toMatchObject({ kind: "server", status: 503 });
    expect(requests).toHaveLength(3);
  });

  it.each([400, 401, 404, 422])("does not repeat a request that was answered with %i", async (status) => {
    answers = [say(status, '{"error":"no"}')];
    await failureOf(get(gate()));
    expect(requests).toHaveLength(1);
  });

  it("repeats a request whose body has the wrong shape, and names the place", async () => {
    answers = [say(200, '{"coins":7}'), say(200, '{"coins":7}')];
    const read = (body: unknown) => z.object({ coins: z.array(z.string()) }).parse(body);
    const call = { signal: new AbortController().signal, now: new Date() };
    const error = await failureOf(gate({ attempts: 2 }).getJson("/thing", {}, read, call));
    expect(error).toMatchObject({ kind: "unusable_body", message: expect.stringContaining("coins") });
    expect(requests).toHaveLength(2);
  });

  it("does not hide a mistake of ours behind a provider error", async () => {
    const read = () => {
      throw new RangeError("ours");
    };
    const call = { signal: new AbortController().signal, now: new Date() };
    await expect(gate().getJson("/thing", {}, read, call)).rejects.toThrow(RangeError);
  });
});

describe("Retry-After", () => {
  const throttled = (seconds: string) => say(429, "Throttled", { "retry-after": seconds });

  it("is waited out up to the cap, plus a little so that workers do not return together", async () => {
    answers = [throttled("7"), fine];
    await get(gate());
    expect(slept).toEqual([7250]);
  });

  it("beyond the cap ends the call at once and rests the provider for as long as it asked", async () => {
    answers = [throttled("119")];
    const through = gate();
    expect(await failureOf(get(through))).toMatchObject({ kind: "throttled", retryAfterMs: 119_000 });
    nowMs += 118_000;
    expect(await failureOf(get(through))).toMatchObject({ kind: "breaker_open", retryAfterMs: 1000 });
    nowMs += 1000;
    expect(await get(through)).toEqual({ ok: true });
    expect(requests).toHaveLength(2);
    expect(slept).toEqual([]);
  });

  it("never rests a provider for more than ten minutes", async () => {
    answers = [throttled("86400")];
    const through = gate();
    expect(await failureOf(get(through))).toMatchObject({ retryAfterMs: 600_000 });
    expect((await through.snapshot()).opensUntil).toEqual(new Date(MINUTE + 600_000));
  });

  it("is respected by other calls when the tries are used up", async () => {
    answers = [throttled("5")];
    const through = gate({ attempts: 1 });
    await failureOf(get(through));
    expect(await failureOf(get(through))).toMatchObject({ kind: "breaker_open", retryAfterMs: 5000 });
  });
});

describe("the breaker", () => {
  it("opens after five failed tries in a row and then refuses without asking", async () => {
    answers = Array.from({ length: 5 }, () => broken);
    const through = gate();
    await failureOf(get(through));
    expect(await failureOf(get(through))).toMatchObject({ kind: "server" });
    expect(requests).toHaveLength(5);
    expect(await failureOf(get(through))).toMatchObject({ kind: "breaker_open" });
    expect(requests).toHaveLength(5);
  });

  it("closes when the probe after its rest succeeds", async () => {
    answers = Array.from({ length: 5 }, () => broken);
    const through = gate({ attempts: 5 });
    await failureOf(get(through));
    expect(await through.snapshot()).toMatchObject({ state: "open", consecutiveFailures: 5 });
    nowMs += 30_000;
    expect((await through.snapshot()).state).toBe("half-open");
    await get(through);
    expect(await through.snapshot()).toMatchObject({ state: "closed", consecutiveFailures: 0, opensUntil: null });
  });

  it("does not count unknown coins or a wrong key", async () => {
    answers = Array.from({ length: 9 }, () => say(404, '{"error":"coin not found"}'));
    const through = gate();
    for (let time = 0; time < 9; time++) await failureOf(get(through));
    expect(await get(through)).toEqual({ ok: true });
  });

  it("lets the next call probe when a probe was given up", async () => {
    answers = [say(429, "", { "retry-after": "60" }), () => undefined];
    const through = gate();
    await failureOf(get(through));
    nowMs += 60_000;
    const abort = new AbortController();
    const probe = get(through, abort.signal);
    while (requests.length < 2) await new Promise(setImmediate);
    expect(await failureOf(get(through))).toMatchObject({ kind: "breaker_open", retryAfterMs: 0 });
    abort.abort(new Error("given up"));
    await expect(probe).rejects.toThrow("given up");
    expect(await get(through)).toEqual({ ok: true });
  });
});

describe("the request budget", () => {
  it("refuses when the minute's requests are spent, and says when there are new ones", async () => {
    nowMs = MINUTE + 45_000;
    const through = gate({}, { callsPerMinute: 2 });
    await get(through);
    await get(through);
    expect(await failureOf(get(through))).toMatchObject({ kind: "budget_spent", retryAfterMs: 15_000, status: null });
    expect(requests).toHaveLength(2);
    nowMs += 15_000;
    expect(await get(through)).toEqual({ ok: true });
  });

  it("keeps a part of the minute from work that can wait", async () => {
    const through = gate({}, { callsPerMinute: 10 });
    const call = { signal: new AbortController().signal, now: new Date(nowMs), patient: true };
    const patiently = () => through.getJson("/thing", {}, (body) => body, call);
    for (let asked = 0; asked < 7; asked += 1) await patiently();
    const refused = await failureOf(patiently());
    expect(refused).toMatchObject({ kind: "budget_spent", retryAfterMs: 60_000 });
    expect(refused.message).toBe("coingecko: the last 3 of 10 requests of this minute are kept for prices");
    for (let asked = 0; asked < 3; asked += 1) await get(through);
    expect((await failureOf(get(through))).message).toBe("coingecko: all 10 requests of this minute are spent");
  });

  it("counts every try, and ends with the last failure when a retry finds it spent", async () => {
    answers = [broken, broken];
    const through = gate({}, { callsPerMinute: 2 });
    expect(await failureOf(get(through))).toMatchObject({ kind: "server" });
    expect(requests).toHaveLength(2);
    expect((await through.snapshot()).budget).toMatchObject({ limit: 2, left: 0 });
  });

  it("is not touched by calls that the breaker refuses", async () => {
    answers = [say(429, "", { "retry-after": "60" })];
    const through = gate();
    await failureOf(get(through));
    await failureOf(get(through));
    expect((await through.snapshot()).budget.left).toBe(99);
  });

  it("does not hold up a caller that gives up while the store is asked", async () => {
    const abort = new AbortController();
    const stuck = { take: () => new Promise<never>(() => undefined), look: () => new Promise<never>(() => undefined) };
    const pending = get(gate({ budget: stuck }), abort.signal);
    abort.abort(new Error("given up"));
    await expect(pending).rejects.toThrow("given up");
  });
});

describe("giving up", () => {
  it("ends with the caller's own reason and says nothing about the provider", async () => {
    answers = [() => undefined];
    const through = gate();
    const abort = new AbortController();
    const pending = get(through, abort.signal);
    while (requests.length < 1) await new Promise(setImmediate);
    abort.abort(new Error("given up"));
    await expect(pending).rejects.toThrow("given up");
    expect(await through.snapshot()).toMatchObject({ consecutiveFailures: 0, lastFailureAt: null });
    expect(log.attempts).toEqual([]);
  });
});

describe("what can be watched", () => {
  it("tells the last success, the last failure and why", async () => {
    const through = gate();
    answers = [say(404, '{"error":"coin not found"}'), fine];
    await failureOf(get(through));
    nowMs += 5000;
    await get(through);
    expect(await through.snapshot()).toMatchObject({
      lastFailureAt: new Date(MINUTE),
      lastError: "coingecko: not_found (HTTP 404): coin not found",
      lastSuccessAt: new Date(MINUTE + 5000),
    });
  });

  it("writes every attempt down with its outcome", async () => {
    answers = [broken, fine];
    await get(gate());
    expect(log.attempts).toMatchObject([
      { path: "/thing", attempt: 1, outcome: "server", status: 500, breaker: { consecutiveFailures: 1 } },
      { path: "/thing", attempt: 2, outcome: "ok", status: 200, message: null, breaker: { consecutiveFailures: 0 } },
    ]);
  });

  it("does not fail a call because the log fails", async () => {
    const failing = { record: () => Promise.reject(new Error("disk full")) };
    expect(await get(gate({ log: failing }))).toEqual({ ok: true });
  });
});
