import type { MarketReport } from "@cryptodesk/shared/market/report.contract";

const AMOUNT = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 4 });
const PCT = new Intl.NumberFormat("en", { maximumFractionDigits: 1, signDisplay: "exceptZero" });
const SHARE = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** The report in plain sentences; what is not known is left out. */
export function describeReport(report: Omit<MarketReport, "summary">): string[] {
  return [totals(report), breadth(report), movers(report), volatility(report), health(report)].filter(
    (sentence) => sentence !== null,
  );
}

function totals({
  totalMarketCapUsd,
  totalMarketCapChangePct,
  totalVolume24hUsd,
  dominance,
  simulated,
}: Omit<MarketReport, "summary">): string | null {
  if (totalMarketCapUsd === null) return null;
  const market = simulated ? "The simulated market is" : "The market is";
  const change =
    totalMarketCapChangePct === null ? "" : ` (${PCT.format(totalMarketCapChangePct)} % since the last report)`;
  const volume =
    totalVolume24hUsd === null ? "" : `; ${AMOUNT.format(Number(totalVolume24hUsd))} USD changed hands in 24 h`;
  const [first] = dominance;
  const share = first ? `. ${first.symbol} is ${SHARE.format(first.pct)} % of it` : "";
  return `${market} worth ${AMOUNT.format(Number(totalMarketCapUsd))} USD${change}${volume}${share}.`;
}

function breadth({ breadth: { advancers, decliners, unchanged, unknown } }: Omit<MarketReport, "summary">): string {
  const rest = unknown > 0 ? ` Of ${unknown} the change is not known.` : "";
  return `${advancers} coins rose, ${decliners} fell and ${unchanged} stood still over 24 h.${rest}`;
}

function movers({ gainers, losers }: Omit<MarketReport, "summary">): string | null {
  const [best] = gainers;
  const [worst] = losers;
  const parts = [
    best && `${best.name} rose most (${PCT.format(best.changePct)} %)`,
    worst && `${worst.name} fell most (${PCT.format(worst.changePct)} %)`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? null : `Among coins with over a million USD of volume ${parts.join(", ")}.`;
}

function volatility({ volatility: { marketPct, medianPct } }: Omit<MarketReport, "summary">): string | null {
  if (marketPct === null || medianPct === null) return null;
  return `The ten largest coins together moved at ${SHARE.format(marketPct)} % a year over 30 days, the median of the hundred largest at ${SHARE.format(medianPct)} %.`;
}

function health({
  dataHealth: { coins, stale, quarantined, failedRuns, runs },
}: Omit<MarketReport, "summary">): string {
  const troubles = [
    stale > 0 && `${stale} have an old price`,
    quarantined > 0 && `${quarantined} have a price jump held back`,
    failedRuns > 0 && `${failedRuns} of ${runs} background runs failed`,
  ].filter((trouble) => trouble !== false);
  return `${coins} coins are followed${troubles.length > 0 ? `; ${troubles.join(", ")}` : "; none has an old or held-back price"}.`;
}
