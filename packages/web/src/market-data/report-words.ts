import type { MarketReport } from "@cryptodesk/shared/market/report.contract";
import { t } from "../catalogue/catalogue.ts";
import { formatCount, formatPercent, formatShare, formatUsd } from "../lib/format.ts";

/**
 * A report in sentences of the reader's language and currency; what is not known is left out. The report's own `summary`
 * says the same in English.
 */
export function reportSentences(report: MarketReport): string[] {
  return [worth(report), traded(report), breadth(report), movers(report), volatility(report), health(report)].filter(
    (sentence) => sentence !== null,
  );
}

function worth({ totalMarketCapUsd, totalMarketCapChangePct, simulated, dominance }: MarketReport): string | null {
  if (totalMarketCapUsd === null) return null;
  const value = formatUsd(totalMarketCapUsd);
  const sentence =
    totalMarketCapChangePct === null
      ? t(simulated ? "reports.worthSimulated" : "reports.worth", { value })
      : t(simulated ? "reports.worthChangeSimulated" : "reports.worthChange", {
          value,
          change: formatPercent(totalMarketCapChangePct),
        });
  const [first] = dominance;
  return first
    ? `${sentence} ${t("reports.share", { symbol: first.symbol, share: formatShare(first.pct) })}`
    : sentence;
}

function traded({ totalVolume24hUsd }: MarketReport): string | null {
  return totalVolume24hUsd === null ? null : t("reports.traded", { value: formatUsd(totalVolume24hUsd) });
}

function breadth({ breadth: { advancers, decliners, unchanged, unknown } }: MarketReport): string {
  const counts = { up: formatCount(advancers), down: formatCount(decliners), same: formatCount(unchanged) };
  const sentence = t("reports.breadthSentence", counts);
  return unknown > 0 ? `${sentence} ${t("reports.breadthUnknown", { unknown: formatCount(unknown) })}` : sentence;
}

function movers({ gainers: [best], losers: [worst] }: MarketReport): string | null {
  const parts = [
    best && t("reports.roseMost", { name: best.name, change: formatPercent(best.changePct) }),
    worst && t("reports.fellMost", { name: worst.name, change: formatPercent(worst.changePct) }),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? null : t("reports.moversSentence", { movers: parts.join(", ") });
}

function volatility({ volatility: { marketPct, medianPct } }: MarketReport): string | null {
  if (marketPct === null || medianPct === null) return null;
  return t("reports.volatilitySentence", { market: formatShare(marketPct), median: formatShare(medianPct) });
}

function health({ dataHealth: { coins, stale, quarantined, failedRuns, runs } }: MarketReport): string {
  const followed = t("reports.followed", { coins: formatCount(coins) });
  const troubles = [
    stale > 0 && t("reports.staleSentence", { stale: formatCount(stale) }),
    quarantined > 0 && t("reports.heldSentence", { held: formatCount(quarantined) }),
    failedRuns > 0 && t("reports.failedSentence", { failed: formatCount(failedRuns), runs: formatCount(runs) }),
  ].filter((trouble) => trouble !== false);
  return [followed, ...(troubles.length > 0 ? troubles : [t("reports.noTrouble")])].join(" ");
}
