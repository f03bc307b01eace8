import type { StreamEvent } from "@cryptodesk/shared/market/stream.contract";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runCli } from "../src/run-cli.ts";
import { bitcoin } from "./canned-answers.ts";
import { type FakeDesk, startFakeDesk } from "./fake-desk.ts";
import { type FakeTerminal, fakeTerminal, run } from "./fake-terminal.ts";

// Processes and streams start slowly on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

// Generous, because the machine may be busy; it ends as soon as the screen shows it.
const seen = (look: () => void) => vi.waitFor(look, { timeout: 10_000 });

let desk: FakeDesk;
beforeEach(async () => {
  desk = await startFakeDesk();
});
afterEach(() => desk.close());

const {
  id,
  symbol,
  rank,
  marketCapUsd,
  volume24hUsd,
  change1hPct,
  change24hPct,
  change7dPct,
  source,
  asOf,
  quarantined,
} = bitcoin;
const change = {
  id,
  symbol,
  rank,
  marketCapUsd,
  volume24hUsd,
  change1hPct,
  change24hPct,
  change7dPct,
  source,
  asOf,
  quarantined,
};
const hello: StreamEvent = { type: "hello", version: "1", simulated: false, at: asOf };
const tick = (version: string, priceUsd: string): StreamEvent => ({
  type: "tick",
  version,
  at: "2026-01-31T12:00:00.000Z",
  changes: [{ ...change, priceUsd }],
});
const bye: StreamEvent = { type: "bye", reason: "shutting_down", detail: "The server stops." };

describe("market watch elsewhere than on a terminal", () => {
  it("prints a line for each change with its move", async () => {
    desk.streams.splice(0, 1, [hello, tick("2", "64000"), tick("3", "64640")]);
    const { code, out } = await run(["market", "watch", "--ticks", "2"], { url: desk.url });
    expect(code).toBe(0);
    expect(out).toBe(
      "2026-01-31T12:00:00.000Z  BTC  bitcoin  64,000.00  -0.39%\n2026-01-31T12:00:00.000Z  BTC  bitcoin  64,640.00  +1.00%\n",
    );
  });

  it("prints one JSON event for each line with --json", async () => {
    desk.streams.splice(0, 1, [hello, tick("2", "64000")]);
    const { out } = await run(["market", "watch", "--json", "--ticks", "1"], { url: desk.url });
    expect(
      out
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual([hello, tick("2", "64000")]);
  });

  it("prints the asked columns with --format csv", async () => {
    desk.streams.splice(0, 1, [tick("2", "64000")]);
    const { out } = await run(["market", "watch", "--format", "csv", "--fields", "id,priceUsd", "--ticks", "1"], {
      url: desk.url,
    });
    expect(out).toBe("id,priceUsd\r\nbitcoin,64000\r\n");
  });

  it("asks for what was named, and for the 20 largest when nothing was", async () => {
    desk.streams.splice(0, 1, [tick("2", "1")]);
    await run(["market", "watch", "--ticks", "1", "--json"], { url: desk.url });
    await run(["market", "watch", "bitcoin", "--symbols", "eth,sol", "--ticks", "1", "--json"], { url: desk.url });
    const asked = desk.calls.filter(({ path }) => path === "market.watch").map(({ input }) => input);
    expect(asked).toEqual([{ top: 20 }, { ids: ["bitcoin"], symbols: ["eth", "sol"] }]);
  });

  it("reconnects behind the last event it saw and says why the stream broke", async () => {
    desk.streams.splice(0, 1, [hello, tick("2", "64000"), bye], [tick("3", "65000")]);
    const { code, err } = await run(["market", "watch", "--json", "--ticks", "2"], { url: desk.url });
    expect(code).toBe(0);
    expect(err).toContain("Stream lost (The server stops.)");
    const asked = desk.calls.filter(({ path }) => path === "market.watch").map(({ input }) => input);
    expect(asked).toMatchObject([{ top: 20 }, { top: 20, lastEventId: expect.any(String) }]);
  });

  it("has nothing to watch when no named coin is listed", async () => {
    desk.answers["market.list"] = () => ({ items: [], nextCursor: null });
    const { code, err } = await run(["market", "watch", "nope"], { url: desk.url });
    expect(code).toBe(1);
    expect(err).toContain("Not listed here: nope");
  });
});

describe("market watch on a terminal", () => {
  const start = (words: string[], rows = 30): { ended: Promise<number>; terminal: FakeTerminal } => {
    const terminal = fakeTerminal({ url: desk.url, tty: true, rows });
    return { ended: runCli(["market", "watch", ...words], terminal.cli), terminal };
  };
  const ENTER = "\u001b[?1049h";
  const LEAVE = "\u001b[?1049l";

  it("draws the coins on the alternate screen, marks moves, and gives the terminal back on q", async () => {
    desk.streams.splice(0, 1, [hello, tick("2", "65000"), tick("3", "64000")]);
    const { ended, terminal } = start([]);
    await seen(() => expect(terminal.out()).toContain("▼ 64,000.00"));
    expect(terminal.out()).toContain("▲ 65,000.00");
    expect(terminal.out().startsWith(ENTER)).toBe(true);
    expect(terminal.rawModes).toEqual([true]);
    terminal.type("q");
    expect(await ended).toBe(0);
    expect(terminal.out().endsWith(LEAVE)).toBe(true);
    expect(terminal.out()).toContain("\u001b[?25h");
    expect(terminal.rawModes).toEqual([true, false]);
  });

  it.each([
    ["Ctrl-C typed", "\u0003"],
    ["a signal", null],
  ])("ends with 130 on %s and gives the terminal back", async (_, key) => {
    desk.streams.splice(0, 1, [hello, tick("2", "65000")]);
    const { ended, terminal } = start([]);
    await seen(() => expect(terminal.out()).toContain("65,000.00"));
    if (key) terminal.type(key);
    else terminal.cli.interrupt();
    expect(await ended).toBe(130);
    expect(terminal.out().endsWith(LEAVE)).toBe(true);
    expect(terminal.err()).toBe("");
  });

  it("shows the lost connection with the wait", async () => {
    desk.streams.splice(0, 1, [hello, bye]);
    const { ended, terminal } = start([]);
    await seen(() => expect(terminal.out()).toContain("lost: The server stops."));
    terminal.type("q");
    await ended;
  });

  it("changes the order on s", async () => {
    const { ended, terminal } = start([]);
    await seen(() => expect(terminal.out()).toContain("order: rank"));
    terminal.type("s");
    expect(terminal.out()).toContain("order: price");
    terminal.type("q");
    await ended;
  });
});
