import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ListingPage } from "@cryptodesk/shared/market/listing.contract";
import type { SystemStatus } from "@cryptodesk/shared/system/status.contract";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DeskProcess, deskAbsence, startDeskProcess } from "../support/desk-process.ts";
import { liveDeskAbsence, startLiveDesk } from "../support/live-desk.ts";
import { readJson } from "../support/read-answer.ts";
import { startRefused } from "../support/refused-start.ts";
import { untilSeen } from "../support/until-seen.ts";

// Nothing listens on the port of tcpmux.
const NOWHERE = "http://127.0.0.1:1";
const missing = deskAbsence();
const missingForLive = liveDeskAbsence();
const skipped = (why: string | null) => (why === null ? "" : `: skipped, ${why}`);

describe.skipIf(missing !== null)(`a new desk without a provider in reach${skipped(missing)}`, () => {
  let folder: string;
  let desk: DeskProcess | null = null;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "cryptodesk-source-"));
  });
  afterEach(async () => {
    await desk?.kill();
    desk = null;
    rmSync(folder, { recursive: true, force: true });
  });

  it("starts the simulated market, says so, and stays with it at the next start", async () => {
    const settings = {
      CRYPTODESK_DATA_DIR: join(folder, "data"),
      MARKET_SOURCE: "auto",
      COINGECKO_BASE_URL: NOWHERE,
      COINMARKETCAP_BASE_URL: NOWHERE,
      BINANCE_BASE_URL: NOWHERE,
      LOG_LEVEL: "warn",
    };
    desk = await startDeskProcess(settings);
    await expectSimulated(desk);
    expect(await desk.stop()).toBe(0);
    desk = await startDeskProcess(settings);
    await expectSimulated(desk);
  });
});

describe.skipIf(missingForLive !== null)(`a desk with a live market${skipped(missingForLive)}`, () => {
  it("refuses to become a simulated one: exit 1 and what to do", async () => {
    const live = await startLiveDesk({ coins: 20 });
    try {
      await untilSeen("every listing", async () => (await live.listings()).length === 20);
      await live.desk.stop();
      const refused = await startRefused({
        CRYPTODESK_DATA_DIR: join(live.folder, "data"),
        MARKET_SOURCE: "sandbox",
      });
      expect(refused.code).toBe(1);
      expect(refused.err.trim().split("\n")).toEqual([
        expect.stringMatching(
          /^MARKET_SOURCE: sandbox was asked for, but this database holds the live market.*CRYPTODESK_DATA_DIR/,
        ),
      ]);
      expect(refused.out).not.toContain("is ready");
    } finally {
      await live.stop();
      live.remove();
    }
  });
});

async function expectSimulated(desk: DeskProcess): Promise<void> {
  expect(await readJson<SystemStatus>(`${desk.url}/api/v1/status`)).toMatchObject({
    marketSource: "sandbox",
    simulated: true,
  });
  expect(desk.output()).toContain("(simulated market: MARKET_SOURCE=live for a real one)");
  const { items } = await readJson<ListingPage>(`${desk.url}/api/v1/cryptocurrencies?limit=50`);
  expect(items).toHaveLength(50);
  expect(items.every(({ simulated, source }) => simulated === true && source === "sandbox")).toBe(true);
}
