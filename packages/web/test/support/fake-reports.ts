import type { Listing } from "@cryptodesk/shared/market/listing.contract";
import type { MarketReport } from "@cryptodesk/shared/market/report.contract";

const DAY_MS = 86_400_000;

/** A week of reports about the given market. */
export function makeReports(listings: Listing[]): MarketReport[] {
  return Array.from({ length: 7 }, (_, days) => makeReport(listings, new Date(Date.now() - days * DAY_MS), days));
}

function makeReport(listings: Listing[], day: Date, days: number): MarketReport {
  const date = day.toISOString().slice(0, 10);
  const mover = ({ id, symbol, name, priceUsd, change24hPct }: Listing) => ({
    id,
    symbol,
    name,
    priceUsd,
    changePct: change24hPct ?? 0,
  });
  return {
    date,
    writtenAt: day.toISOString(),
    simulated: true,
    sources: ["sandbox"],
    totalMarketCapUsd: String(2_481_000_000_000 - days * 31_000_000_000),
    totalMarketCapChangePct: days === 6 ? null : 1.26 - days * 0.6,
    totalVolume24hUsd: "96400000000",
    dominance: listings.slice(0, 5).map(({ id, symbol }, index) => ({ id, symbol, pct: 54.2 / (index + 1) ** 1.6 })),
    breadth: { advancers: 331, decliners: 227, unchanged: 7, unknown: 35 },
    gainers: listings.slice(20, 25).map(mover),
    losers: listings.slice(30, 35).map(mover),
    volatility: {
      marketPct: 48.1,
      medianPct: 71.4,
      highest: listings.slice(40, 43).map(({ id, symbol }) => ({ id, symbol, pct: 190.4 })),
    },
    dataHealth: {
      coins: 600,
      stale: 12,
      quarantined: 1,
      setAside: 44,
      runs: 312,
      failedRuns: 2,
      providers: [{ id: "sandbox", calls: 17_280, failures: 0 }],
    },
    summary: [
      "The market rose by 1.26 % to $2.48T while volume stayed near its average of the week.",
      "331 coins rose and 227 fell; the largest holds 54.2 % of the market.",
      "Twelve coins are stale and one price is being held back.",
    ],
  };
}
