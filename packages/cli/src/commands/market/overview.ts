import type { MarketOverview } from "@cryptodesk/shared/market/overview.contract";
import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { noticeOrigin } from "../../output/market-notice.ts";
import { change, compactAmount, count, level, UNKNOWN } from "../../output/numbers.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { type FigureBlock, figureText, printRecord } from "../../output/record.ts";
import { timeWithAge } from "../../output/times.ts";
import { defineCommand } from "../define-command.ts";

export function addOverviewCommand(market: Command, cli: CliContext): void {
  defineCommand(market, cli, {
    name: "overview",
    summary: "Totals, dominance, breadth and freshness",
    examples: [
      ["market overview", "the market on one screen"],
      ["market overview --json --fields totalMarketCapUsd", "the exact total"],
    ],
    run: async ({ ask, out }) => {
      const overview = await ask((api) => api.market.overview.query({}));
      await printRecord(out, overview, () => drawOverview(overview, out));
      noticeOrigin(out, [{ simulated: overview.simulated, asOf: overview.freshness.newestAsOf ?? undefined }]);
    },
  });
}

function drawOverview(overview: MarketOverview, out: Output): string {
  const title = `${out.palette.bold("Market")}${overview.simulated ? `  ${out.palette.warn("SIMULATED")}` : ""}\n\n`;
  return title + figureText([totalsBlock(overview, out), breadthBlock(overview, out), dataBlock(overview, out)], out);
}

function totalsBlock(overview: MarketOverview, out: Output): FigureBlock {
  const dominance = overview.dominance.map(({ symbol, pct }) => `${safeText(symbol)} ${level(pct)}`);
  return {
    title: "Totals",
    figures: [
      [
        "Market cap",
        `$${compactAmount(overview.totalMarketCapUsd)}  ${change(overview.totalMarketCapChange24hPct, out)} in 24 h`,
      ],
      ["Volume, 24 h", `$${compactAmount(overview.totalVolume24hUsd)}`],
      ["Dominance", dominance.join("  ") || UNKNOWN],
      [
        "Totals from",
        `${overview.totalsSource ?? "this desk's own listings"}, ${timeWithAge(overview.totalsAsOf, out.now())}`,
      ],
    ],
  };
}

function breadthBlock({ breadth, trending, categories }: MarketOverview, out: Output): FigureBlock {
  const { palette } = out;
  const largest = categories.toSorted((a, b) => b.coins - a.coins).slice(0, 6);
  return {
    title: "Breadth, 24 h",
    figures: [
      [
        "Up / down",
        `${palette.up(`${count(breadth.advancers)} up`)}, ${palette.down(`${count(breadth.decliners)} down`)}, ${count(breadth.unchanged)} flat, ${count(breadth.unknown)} unknown`,
      ],
      ["Trending", trending.map(({ symbol }) => safeText(symbol)).join("  ") || UNKNOWN],
      ["Categories", largest.map(({ name, coins }) => `${safeText(name)} ${coins}`).join(", ") || UNKNOWN],
    ],
  };
}

function dataBlock({ counts, freshness, sources }: MarketOverview, out: Output): FigureBlock {
  const alarming = (value: number, text: string) => (value > 0 ? out.palette.warn(text) : text);
  return {
    title: "Data",
    figures: [
      ["Coins", `${count(counts.coins)}, ${count(counts.ranked)} ranked`],
      [
        "Trust",
        `${alarming(counts.stale, `${count(counts.stale)} stale`)}, ${alarming(counts.quarantined, `${count(counts.quarantined)} held back`)}`,
      ],
      ["Last refresh", timeWithAge(freshness.lastRefreshAt, out.now())],
      ["Newest price", timeWithAge(freshness.newestAsOf, out.now())],
      ["Oldest of top 50", timeWithAge(freshness.oldestTop50AsOf, out.now())],
      ["Sources", sources.join(", ") || UNKNOWN],
    ],
  };
}
