import type { GetPerformanceInput, Performance } from "@cryptodesk/shared/portfolio/performance.contract";
import { assetNamed, type NamedAssets } from "../calculation/named-assets.ts";
import type { PortfolioLedger } from "../calculation/portfolio-ledger.ts";
import { BenchmarkSeries, benchmarkName, benchmarkOf } from "./benchmark-series.ts";
import { type AssetPeriod, assetPeriods, contributionsOf } from "./contributions.ts";
import { type DaySpan, isWithin, performanceSpan } from "./day-span.ts";
import { LedgerDays, type MeasuredDays, measuredDays } from "./measured-days.ts";
import { drawdownsOf, indexDays, performanceSeries, startDay } from "./performance-series.ts";
import { periodReturns } from "./period-returns.ts";

const MOST_ALLOCATIONS = 60;

/**
 * How a portfolio did over a period: its returns, what they came from, and what they are measured against.
 * @throws DomainError INVALID_INPUT for days that run backwards
 */
export function performanceReport(
  ledger: PortfolioLedger,
  input: GetPerformanceInput,
  assets: NamedAssets,
): Performance {
  const span = performanceSpan(ledger, input);
  const days = new LedgerDays(ledger);
  const measured = measuredDays(days.portfolio(), span);
  const found = periodReturns(ledger, measured);
  const index = indexDays(measured, found);
  const drawdowns = drawdownsOf(index);
  const benchmark = benchmarkSeries(ledger, input, measured);
  const periods = assetPeriods(days, span);
  const named = (id: string) => assetNamed(assets, id);
  return {
    portfolioId: ledger.portfolioId,
    currency: ledger.currency,
    calculation: {
      state: "fresh",
      revision: ledger.revision,
      calculatedAt: ledger.now,
      progress: null,
      problem: null,
    },
    ...span,
    returns: found.returns,
    unknownOn: found.unknownOn,
    unknownAssets: found.unknownOn === null ? [] : unknownOn(days, found.unknownOn).map(named),
    benchmark: benchmark && {
      name: benchmarkName(benchmark.benchmark, assets),
      benchmark: benchmark.benchmark,
      total: benchmark.total(span.to),
    },
    maxDrawdown: found.returns.timeWeighted === null ? null : drawdowns.deepest,
    series: performanceSeries(measured, index, drawdowns, benchmark),
    contributions: contributionsOf(measured, periods).map(({ assetId, ...each }) => ({
      asset: named(assetId),
      ...each,
    })),
    allocation: allocationOf(measured, periods),
    carriedPrices: carriedPrices(days, span).map(({ assetId, ...each }) => ({ asset: named(assetId), ...each })),
  };
}

function benchmarkSeries(ledger: PortfolioLedger, input: GetPerformanceInput, measured: MeasuredDays) {
  const benchmark = benchmarkOf(ledger, input);
  const start = startDay(measured);
  return benchmark === null || start === null ? null : new BenchmarkSeries(ledger, benchmark, start);
}

/** Assets of which the value, or that of what flowed, is unknown on a day. */
function unknownOn(days: LedgerDays, day: string): string[] {
  const at = days.portfolio().findIndex((each) => each.day === day);
  return days.ledger.replay().assets.flatMap(({ assetId }) => {
    const found = at < 0 ? undefined : days.assetAt(assetId, at);
    const isKnown = found === undefined || ![found.value, found.inflow, found.outflow].includes(null);
    return isKnown ? [] : [assetId];
  });
}

/** What everything held was worth on days evenly through a period, the last one among them. */
function allocationOf({ plain }: MeasuredDays, periods: readonly AssetPeriod[]): Performance["allocation"] {
  const wanted = Math.min(MOST_ALLOCATIONS, plain.length);
  const places = Array.from({ length: wanted }, (_, at) =>
    wanted === 1 ? plain.length - 1 : Math.round((at * (plain.length - 1)) / (wanted - 1)),
  );
  return places.map((place) => ({
    day: plain[place]?.day ?? "",
    parts: periods.flatMap(({ assetId, measured }) => {
      const value = measured.plain[place]?.value ?? null;
      return value === "0" ? [] : [{ assetId, value }];
    }),
  }));
}

function carriedPrices({ daily }: LedgerDays, span: DaySpan) {
  return daily.carried().flatMap(({ assetId, days }) => {
    const within = days.filter((day) => isWithin(span, day));
    const [firstDay, lastDay] = [within[0], within.at(-1)];
    return firstDay === undefined || lastDay === undefined ? [] : [{ assetId, days: within.length, firstDay, lastDay }];
  });
}
