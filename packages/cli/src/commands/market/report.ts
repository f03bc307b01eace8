import { GetReportInput, type MarketReport } from "@cryptodesk/shared/market/report.contract";
import { Argument, type Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { noticeOrigin } from "../../output/market-notice.ts";
import { change, compactAmount, count, level, price, UNKNOWN } from "../../output/numbers.ts";
import type { Output } from "../../output/output.ts";
import { safeText, wrapWords } from "../../output/plain-text.ts";
import { type FigureBlock, figureText, printRecord } from "../../output/record.ts";
import { timeWithAge } from "../../output/times.ts";
import { defineCommand } from "../define-command.ts";

export function addReportCommand(market: Command, cli: CliContext): void {
  defineCommand(market, cli, {
    name: "report",
    summary: "One market report",
    arguments: [new Argument("[date]", "UTC day, e.g. 2026-01-31, or latest").default("latest")],
    examples: [
      ["market report", "the latest"],
      ["market report 2026-01-31", "of one day"],
    ],
    run: async ({ ask, command, out }, [date]) => {
      const input = readInput(GetReportInput, command, { date });
      const report = await ask((api) => api.market.report.query(input));
      await printRecord(out, report, () => drawReport(report, out));
      noticeOrigin(out, [report]);
    },
  });
}

function drawReport(report: MarketReport, out: Output): string {
  const mark = report.simulated ? `  ${out.palette.warn("SIMULATED")}` : "";
  const title = `${out.palette.bold(`Market report of ${report.date}`)}${mark}\n\n`;
  const sentences = report.summary.map((sentence) => sentenceText(sentence, out)).join("");
  const blocks = [
    totalsBlock(report, out),
    moversBlock("Best", report.gainers, out),
    moversBlock("Worst", report.losers, out),
    volatilityBlock(report),
    healthBlock(report, out),
  ];
  return `${title}${sentences}${sentences ? "\n" : ""}${figureText(blocks, out)}`;
}

function sentenceText(sentence: string, out: Output): string {
  const lines = out.decorated ? wrapWords(safeText(sentence), out.width) : [safeText(sentence)];
  return lines.map((line) => `${line}\n`).join("");
}

function totalsBlock(report: MarketReport, out: Output): FigureBlock {
  const { breadth } = report;
  return {
    title: "Totals",
    figures: [
      ["Market cap", totalText(report, out)],
      ["Volume, 24 h", `$${compactAmount(report.totalVolume24hUsd)}`],
      [
        "Dominance",
        report.dominance.map(({ symbol, pct }) => `${safeText(symbol)} ${level(pct)}`).join("  ") || UNKNOWN,
      ],
      [
        "Breadth",
        `${count(breadth.advancers)} up, ${count(breadth.decliners)} down, ${count(breadth.unchanged)} flat, ${count(breadth.unknown)} unknown`,
      ],
    ],
  };
}

function totalText({ totalMarketCapUsd, totalMarketCapChangePct }: MarketReport, out: Output): string {
  const total = `$${compactAmount(totalMarketCapUsd)}`;
  if (totalMarketCapChangePct === null) return total;
  return `${total}  ${change(totalMarketCapChangePct, out)} since the day before`;
}

function moversBlock(title: string, movers: MarketReport["gainers"], out: Output): FigureBlock {
  return {
    title,
    figures: movers.map(({ symbol, name, priceUsd, changePct }) => [
      safeText(symbol) || UNKNOWN,
      `${change(changePct, out)}  $${price(priceUsd)}  ${safeText(name)}`,
    ]),
  };
}

function volatilityBlock({ volatility }: MarketReport): FigureBlock {
  const highest = volatility.highest.map(({ symbol, pct }) => `${safeText(symbol)} ${level(pct)}`);
  return {
    title: "Volatility, 30 days, a year",
    figures: [
      ["Ten largest", level(volatility.marketPct)],
      ["Median of 100", level(volatility.medianPct)],
      ["Highest", highest.join("  ") || UNKNOWN],
    ],
  };
}

function healthBlock({ dataHealth, sources, writtenAt }: MarketReport, out: Output): FigureBlock {
  const providers = dataHealth.providers.map(
    ({ id, calls, failures }) => `${id} ${count(calls)} calls, ${count(failures)} failed`,
  );
  return {
    title: "Data",
    figures: [
      [
        "Coins",
        `${count(dataHealth.coins)}, ${count(dataHealth.stale)} stale, ${count(dataHealth.quarantined)} held back`,
      ],
      ["Rows set aside", count(dataHealth.setAside)],
      ["Runs", `${count(dataHealth.runs)}, ${count(dataHealth.failedRuns)} failed`],
      ["Providers", providers.join("; ") || UNKNOWN],
      ["Sources", sources.join(", ") || UNKNOWN],
      ["Written", timeWithAge(writtenAt, out.now())],
    ],
  };
}
