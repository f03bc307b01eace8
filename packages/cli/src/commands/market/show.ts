import { type CoinDetail, GetListingInput } from "@cryptodesk/shared/market/listing.contract";
import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { noticeOrigin } from "../../output/market-notice.ts";
import { change, compactAmount, level, price, UNKNOWN } from "../../output/numbers.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { figureText, printRecord } from "../../output/record.ts";
import { clockTime, timeWithAge } from "../../output/times.ts";
import { defineCommand } from "../define-command.ts";
import { askAboutCoin, coinArgument } from "./coin-argument.ts";
import { markedPrice, sourceText } from "./listing-columns.ts";

export function addShowCommand(market: Command, cli: CliContext): void {
  defineCommand(market, cli, {
    name: "show",
    summary: "One coin by id or symbol",
    description: "A symbol stands for the best-ranked coin that has it; the others are listed.",
    arguments: [coinArgument()],
    examples: [
      ["market show bitcoin", "price, key figures, source and age"],
      ["market show eth", "the best-ranked coin with this symbol"],
      ["market show bitcoin --json --fields listing.priceUsd", "the exact price"],
    ],
    run: async (session, [coin]) => {
      const input = readInput(GetListingInput, session.command, { id: coin });
      const detail = await askAboutCoin(session, input.id, (api) => api.market.get.query(input));
      await printRecord(session.out, detail, () => drawCoin(detail, session.out));
      noticeOrigin(session.out, [detail.listing]);
    },
  });
}

function drawCoin(detail: CoinDetail, out: Output): string {
  const { listing } = detail;
  const rank = listing.rank === null ? "unranked" : `#${listing.rank}`;
  const simulated = listing.simulated ? `  ${out.palette.warn("SIMULATED")}` : "";
  const title = `${out.palette.bold(`${safeText(listing.name)} (${safeText(listing.symbol)})`)}  ${rank}  ${safeText(listing.id)}${simulated}\n`;
  return `${title}\n${figureText([priceBlock(detail, out), sizeBlock(detail), rangeBlock(detail, out), dataBlock(detail, out)], out)}`;
}

function priceBlock({ listing }: CoinDetail, out: Output) {
  return {
    title: "Price",
    figures: [
      ["Price", `$${markedPrice(listing, out)}`],
      ["1 h", change(listing.change1hPct, out)],
      ["24 h", change(listing.change24hPct, out)],
      ["7 d", change(listing.change7dPct, out)],
      ["Low to high, 24 h", `${dollars(listing.low24hUsd)} to ${dollars(listing.high24hUsd)}`],
    ] as const,
  };
}

function sizeBlock({ listing }: CoinDetail) {
  return {
    title: "Size",
    figures: [
      ["Market cap", amountOfDollars(listing.marketCapUsd)],
      ["Fully diluted", amountOfDollars(listing.fullyDilutedValuationUsd)],
      ["Volume, 24 h", amountOfDollars(listing.volume24hUsd)],
      ["Circulating", compactAmount(listing.circulatingSupply)],
      ["Total supply", compactAmount(listing.totalSupply)],
      ["Maximal supply", compactAmount(listing.maxSupply)],
    ] as const,
  };
}

function rangeBlock({ listing, ranges }: CoinDetail, out: Output) {
  const extreme = (value: string | null, at: string | null, pct: number | null) =>
    value === null ? UNKNOWN : `${dollars(value)}  ${clockTime(at).slice(0, 10)}  ${change(pct, out)}`;
  return {
    title: "Range",
    figures: [
      ["52 weeks", `${dollars(ranges.low52wUsd)} to ${dollars(ranges.high52wUsd)}`],
      ["Highest ever", extreme(listing.athUsd, listing.athAt, listing.athChangePct)],
      ["Lowest ever", extreme(listing.atlUsd, listing.atlAt, listing.atlChangePct)],
      ["Volatility, 30 d", ranges.volatility30dPct === null ? UNKNOWN : `${level(ranges.volatility30dPct)} a year`],
    ] as const,
  };
}

function dataBlock({ listing, secondOpinion, history, alternatives }: CoinDetail, out: Output) {
  const second =
    secondOpinion === null
      ? UNKNOWN
      : `${secondOpinion.source}: ${dollars(secondOpinion.priceUsd)} (${change(secondOpinion.differencePct, out)})`;
  const others = alternatives.map(({ id, rank }) => `${safeText(id)}${rank === null ? "" : ` #${rank}`}`);
  const shown = others.length > 5 ? [...others.slice(0, 5), `and ${others.length - 5} more`] : others;
  return {
    title: "Data",
    figures: [
      ["Source", sourceText(listing)],
      ["Priced at", timeWithAge(listing.asOf, out.now())],
      ["Received at", timeWithAge(listing.receivedAt, out.now())],
      ["Second source", second],
      ["History", historyText(history)],
      ["Categories", listing.categories.length > 0 ? safeText(listing.categories.join(", ")) : UNKNOWN],
      ["Listed", timeWithAge(listing.listedAt, out.now())],
      ...(shown.length > 0 ? [["Same symbol", shown.join(", ")] as const] : []),
    ] as const,
  };
}

function historyText({ dailyFrom, hourlyFrom, gaps }: CoinDetail["history"]): string {
  const since = (name: string, from: string | null) =>
    from === null ? `no ${name} points` : `${name} since ${clockTime(from).slice(0, 10)}`;
  return `${since("daily", dailyFrom)}, ${since("hourly", hourlyFrom)}, ${gaps} ${gaps === 1 ? "gap" : "gaps"}`;
}

function dollars(value: string | null): string {
  return value === null ? UNKNOWN : `$${price(value)}`;
}

function amountOfDollars(value: string | null): string {
  return value === null ? UNKNOWN : `$${compactAmount(value)}`;
}
