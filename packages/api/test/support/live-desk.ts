import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JobRun } from "@cryptodesk/shared/jobs/job.contract";
import type { Listing, ListingPage } from "@cryptodesk/shared/market/listing.contract";
import { type DeskProcess, deskAbsence, startDeskProcess } from "./desk-process.ts";
import { firstAdmin } from "./first-admin.ts";
import { readUncached, requestSync } from "./read-answer.ts";
import { hasRecordings, type RecordedUpstream, startRecordedUpstream } from "./recorded-upstream.ts";
import { untilSeen } from "./until-seen.ts";

const ONCE_A_DAY = "86400";

/** An embedded desk on a live market that the recordings stand in for. */
export interface LiveDesk {
  readonly desk: DeskProcess;
  readonly url: string;
  readonly upstream: RecordedUpstream;
  readonly folder: string;
  /** Reads a JSON answer under /api/v1, past the ready-made ones. */
  read<T>(path: string): Promise<T>;
  /** Every listing, all pages of them. */
  listings(): Promise<Listing[]>;
  /** Resolves when a run of the backfill has found nothing to fetch: from there on nobody asks a provider unbidden. */
  settled(): Promise<void>;
  /** Asks for a refresh of so many coins and waits for its end. */
  sync(coins?: number): Promise<JobRun>;
  /** Ends desk and stand-in; the folder stays. */
  stop(): Promise<void>;
  remove(): void;
}

/** Why there can be no such desk here, or null when there can. */
export function liveDeskAbsence(): string | null {
  return deskAbsence() ?? (hasRecordings ? null : "no recordings beside the checkout");
}

/**
 * Starts the stand-in and a desk whose providers all are that stand-in. Nothing is refreshed by schedule after the first
 * time, so that a test decides what is asked when.
 * @param coins how many each refresh reads
 */
export async function startLiveDesk(
  { coins, capture }: { coins: number; capture?: string },
  settings: Readonly<Record<string, string>> = {},
): Promise<LiveDesk> {
  const upstream = await startRecordedUpstream();
  const folder = mkdtempSync(join(tmpdir(), "cryptodesk-live-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    if (capture) await upstream.control("capture", { name: capture });
    const desk = await startDeskProcess({
      CRYPTODESK_DATA_DIR: join(folder, "data"),
      MARKET_SOURCE: "live",
      COINGECKO_BASE_URL: `${upstream.url}/coingecko`,
      COINMARKETCAP_BASE_URL: `${upstream.url}/coinmarketcap`,
      BINANCE_BASE_URL: `${upstream.url}/binance`,
      COINGECKO_CALLS_PER_MINUTE: "10000",
      COINMARKETCAP_CALLS_PER_MINUTE: "10000",
      BINANCE_CALLS_PER_MINUTE: "10000",
      PROVIDER_TIMEOUT_MS: "1500",
      REFRESH_TOP_SECONDS: ONCE_A_DAY,
      REFRESH_WIDE_SECONDS: ONCE_A_DAY,
      GLOBAL_SECONDS: ONCE_A_DAY,
      CROSS_CHECK_SECONDS: ONCE_A_DAY,
      BACKFILL_SECONDS: "5",
      REFRESH_TOP_COINS: String(coins),
      REFRESH_WIDE_COINS: String(coins),
      LOG_LEVEL: "warn",
      ...settings,
    });
    const read = <T>(path: string) => readUncached<T>(`${desk.url}/api/v1${path}`);
    return {
      desk,
      url: desk.url,
      upstream,
      folder,
      read,
      listings: async () => {
        const all: Listing[] = [];
        let cursor: string | null = "";
        while (cursor !== null) {
          const page: ListingPage = await read(`/cryptocurrencies?limit=250${cursor && `&cursor=${cursor}`}`);
          all.push(...(page.items as Listing[]));
          cursor = page.nextCursor;
        }
        return all;
      },
      settled: async () => {
        const since = Date.now();
        await untilSeen(
          "a backfill with nothing left to do",
          async () => {
            const { items } = await read<{ items: JobRun[] }>("/jobs?name=backfill-history&state=succeeded&limit=1");
            const [last] = items;
            return last && Date.parse(last.requestedAt) > since && last.result?.series === 0;
          },
          { withinMs: 200_000, everyMs: 500 },
        );
      },
      sync: async (wanted = coins) => {
        const { ticket } = await requestSync(desk.url, await firstAdmin(desk), { coins: wanted });
        return untilSeen(
          "the end of the sync",
          async () => {
            const run = await read<JobRun>(`/jobs/${ticket.jobId}`);
            return ["succeeded", "failed", "cancelled"].includes(run.state) && run;
          },
          { withinMs: 90_000 },
        );
      },
      stop: async () => {
        await desk.kill();
        await upstream.stop();
      },
      remove,
    };
  } catch (error) {
    await upstream.stop();
    remove();
    throw error;
  }
}
