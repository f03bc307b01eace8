import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runCli } from "../src/run-cli.ts";
import { status as healthy, JOB_ID, jobRun, provider } from "./canned-answers.ts";
import { type FakeDesk, refusal, startFakeDesk } from "./fake-desk.ts";
import { fakeTerminal, run } from "./fake-terminal.ts";

let desk: FakeDesk;
/** An address where nobody listens. */
let deserted: string;
beforeAll(async () => {
  const gone = await listen(createServer());
  deserted = gone.url;
  gone.close();
});
beforeEach(async () => {
  desk = await startFakeDesk();
});
afterEach(() => desk.close());

const fails =
  (status: number, detail = "No.", errors?: { pointer: string; detail: string }[]) =>
  () => {
    throw refusal(status, detail, errors);
  };

describe("a refusal of the server", () => {
  it.each([
    [401, 4],
    [403, 1],
    [404, 1],
    [409, 1],
    [422, 2],
    [429, 1],
    [500, 1],
    [503, 1],
  ])("status %i ends with exit %i, with title, detail and request id", async (status, exit) => {
    desk.answers["system.status"] = fails(status, "The reason.");
    const { code, out, err } = await run(["status"], { url: desk.url });
    expect({ code, out }).toEqual({ code: exit, out: "" });
    expect(err).toContain(`Title ${status}: The reason.`);
    expect(err).toContain("req-7");
  });

  it("names the flag behind each refused field", async () => {
    desk.answers["market.list"] = fails(422, "bad", [{ pointer: "/minVolume24hUsd", detail: "too large" }]);
    const { code, err } = await run(["market", "list", "--min-volume", "1t"], { url: desk.url });
    expect(code).toBe(2);
    expect(err).toContain("--min-volume: too large");
  });

  it("is the problem document itself with --json", async () => {
    desk.answers["system.status"] = fails(503);
    const { err } = await run(["status", "--json"], { url: desk.url });
    expect(JSON.parse(err).error).toMatchObject({
      kind: "refused",
      exitCode: 1,
      problem: { status: 503, requestId: "req-7" },
    });
  });

  it("leads to the page of the browser where a terminal cannot link a sign-on", async () => {
    desk.answers["account.beginOidcLink"] = fails(409, "This session is not a browser's.");
    const { code, err } = await run(["account", "link-external"], { url: desk.url });
    expect(code).toBe(1);
    expect(err).toContain(`${desk.url}/account/security`);
  });

  it("names coins that sound like an unknown one", async () => {
    desk.answers["market.get"] = fails(404, 'There is no coin "bitcon".');
    const { code, err } = await run(["market", "show", "bitcon"], { url: desk.url });
    expect(code).toBe(1);
    expect(err).toContain("Did you mean bitcoin (Bitcoin)?");
    expect(desk.calls.at(-1)).toMatchObject({ path: "market.list", input: { search: "bitcon" } });
  });
});

describe("a server that is not there", () => {
  it("is named with its address, where that comes from, and what to do", async () => {
    const { code, err } = await run(["market", "list"], { url: deserted });
    expect(code).toBe(1);
    expect(err).toContain(`No CryptoDesk server answers at ${deserted} (connection refused).`);
    expect(err).toContain("CRYPTODESK_URL");
    expect(err).toContain("npm start");
  });

  it("is given up on after the timeout when it accepts and keeps silent", async () => {
    const silent = await listen(createServer(() => {}));
    const { code, err } = await run(["status", "--timeout", "0.2", "--url", silent.url]);
    silent.close();
    expect(code).toBe(1);
    expect(err).toContain("no answer within 0.2 s");
  });

  it("is told apart from something else that answers there", async () => {
    const other = await listen(createServer((_, response) => response.writeHead(404).end("<h1>hello</h1>")));
    const { code, err } = await run(["status", "--url", other.url]);
    other.close();
    expect(code).toBe(1);
    expect(err).toContain("something else answers there, with HTTP 404");
  });

  it("may still say why with a problem document of its own", async () => {
    const problem = {
      type: "about:blank",
      title: "Busy",
      status: 429,
      detail: "Slow down.",
      instance: "/",
      requestId: "r1",
    };
    const headers = { "content-type": "application/problem+json", "retry-after": "7" };
    const other = await listen(
      createServer((_, response) => response.writeHead(429, headers).end(JSON.stringify(problem))),
    );
    const { code, err } = await run(["status", "--url", other.url]);
    other.close();
    expect(code).toBe(1);
    expect(err).toContain("Busy: Slow down.");
    expect(err).toContain("Try again in 7 s.");
  });

  it("ends a watch before it begins", async () => {
    const { code, err } = await run(["market", "watch", "--json"], { url: deserted });
    expect(code).toBe(1);
    expect(err).toContain("connection refused");
  });
});

describe("doctor", () => {
  it("fails and advises when the server is not there", async () => {
    const { code, out } = await run(["doctor"], { url: deserted });
    expect(code).toBe(1);
    expect(out).toContain("failed");
    expect(out).toContain("Start the desk");
  });

  it("passes on a healthy desk", async () => {
    const { code, out } = await run(["doctor"], { url: desk.url });
    expect(code).toBe(0);
    expect(out).not.toContain("failed");
  });

  it("fails when every provider in use rests", async () => {
    desk.answers["market.providers"] = () => ({
      items: [{ ...provider, state: "open", lastError: "HTTP 500" }],
      nextCursor: null,
    });
    const { code, out } = await run(["doctor"], { url: desk.url });
    expect(code).toBe(1);
    expect(out).toContain("coingecko (HTTP 500)");
  });

  it("fails when the database is down", async () => {
    desk.answers["system.status"] = () => ({ ...healthy, database: { state: "down", detail: "refused" } });
    const { code, out } = await run(["doctor", "--json"], { url: desk.url });
    expect(code).toBe(1);
    expect(JSON.parse(out).items).toContainEqual(expect.objectContaining({ name: "database", result: "failed" }));
  });

  it("goes on with the other checks when one question is refused", async () => {
    desk.answers["market.overview"] = fails(503, "not ready");
    const { code, out } = await run(["doctor"], { url: desk.url });
    expect(code).toBe(1);
    expect(out).toContain("not ready");
    expect(out).toContain("providers");
  });
});

describe("following a job", () => {
  const running = { ...jobRun, state: "running", finishedAt: null, progress: { done: 1, total: 3, note: null } };

  it("polls until it has ended and prints the result", async () => {
    const states = [running, running, jobRun];
    desk.answers["jobs.get"] = () => states.shift();
    const { code, out, terminal } = await run(["market", "sync"], { url: desk.url });
    expect(code).toBe(0);
    expect(out).toContain("succeeded");
    expect(out).toContain("read");
    expect(terminal.pauses).toEqual([500, 500]);
  });

  it("fails when the run failed", async () => {
    desk.answers["jobs.get"] = () => ({ ...jobRun, state: "failed", error: "provider down" });
    const { code, out } = await run(["market", "repair", "bitcoin"], { url: desk.url });
    expect(code).toBe(1);
    expect(out).toContain("provider down");
  });

  it("says where to look when Ctrl-C comes before the server's answer to the order", async () => {
    const terminal = fakeTerminal({ url: desk.url });
    desk.answers["market.sync"] = () => {
      terminal.cli.interrupt();
      return new Promise(() => {});
    };
    expect(await runCli(["market", "sync"], terminal.cli)).toBe(130);
    expect(terminal.err()).toContain("cryptodesk jobs list");
  });

  it("stops on Ctrl-C with exit 130 and says that the job goes on", async () => {
    desk.answers["jobs.get"] = () => running;
    const { code, err } = await run(["market", "sync"], { url: desk.url, interruptAtPause: 2 });
    expect(code).toBe(130);
    expect(err).toContain(`cryptodesk jobs show ${JOB_ID}`);
  });
});

async function listen(server: Server): Promise<{ url: string; close: () => void }> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
