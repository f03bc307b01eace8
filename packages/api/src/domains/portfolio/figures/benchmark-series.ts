import { divideScaled, fromScaled, multiplyScaled, toScaled } from "@cryptodesk/quant/decimals/scaled";
import { toDecimalString } from "@cryptodesk/shared/money/decimal";
import type { GetPerformanceInput } from "@cryptodesk/shared/portfolio/performance.contract";
import type { Benchmark } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { assetNamed, type NamedAssets } from "../calculation/named-assets.ts";
import type { PortfolioLedger } from "../calculation/portfolio-ledger.ts";
import { PriceOnDay } from "./price-on-day.ts";

/** The total market's name in the place of a coin's id. */
const TOTAL_MARKET = "total-market";
const ONE = toScaled("1");

/** A benchmark against its value at the start, day by day. */
export class BenchmarkSeries {
  readonly benchmark: Benchmark;
  readonly #parts: { weight: bigint; prices: PriceOnDay; start: bigint | null }[];

  /** @param start the day at whose close it is 1 */
  constructor(ledger: PortfolioLedger, benchmark: Benchmark, start: string) {
    this.benchmark = benchmark;
    this.#parts = partsOf(benchmark).map(({ id, weight }) => {
      const prices = new PriceOnDay(ledger.benchmarkPrices(id), ledger.carryDays);
      const found = prices.on(start);
      return { weight, prices, start: found === null ? null : toScaled(found.price) };
    });
  }

  /** 1 at the start; of a basket whose parts were bought then by their weights. Null where a price is unknown. */
  on(day: string): string | null {
    let sum = 0n;
    let weights = 0n;
    for (const { weight, prices, start } of this.#parts) {
      const found = prices.on(day);
      if (found === null || start === null || start === 0n) return null;
      sum += multiplyScaled(weight, divideScaled(toScaled(found.price), start));
      weights += weight;
    }
    return weights === 0n ? null : fromScaled(divideScaled(sum, weights));
  }

  /** Return from the start to a day. */
  total(day: string): string | null {
    const value = this.on(day);
    return value === null ? null : fromScaled(toScaled(value) - ONE);
  }
}

/** Which benchmark is asked for; null: none. */
export function benchmarkOf(ledger: PortfolioLedger, { benchmark }: Pick<GetPerformanceInput, "benchmark">) {
  if (benchmark === undefined) return ledger.benchmark;
  if (benchmark === "none") return null;
  return benchmark === TOTAL_MARKET
    ? ({ kind: TOTAL_MARKET } as const)
    : ({ kind: "coin", coinId: benchmark } satisfies Benchmark);
}

/** A benchmark in words. */
export function benchmarkName(benchmark: Benchmark, assets: NamedAssets): string {
  if (benchmark.kind === "total-market") return "Total market";
  if (benchmark.kind === "coin") return assetNamed(assets, benchmark.coinId).name;
  const all = benchmark.parts.reduce((sum, { weight }) => sum + weight, 0);
  return benchmark.parts
    .map(({ coinId, weight }) => `${Math.round((weight / all) * 100)} % ${assetNamed(assets, coinId).symbol}`)
    .join(", ");
}

function partsOf(benchmark: Benchmark): { id: string; weight: bigint }[] {
  if (benchmark.kind === "total-market") return [{ id: TOTAL_MARKET, weight: ONE }];
  if (benchmark.kind === "coin") return [{ id: benchmark.coinId, weight: ONE }];
  return benchmark.parts.map(({ coinId: id, weight }) => ({ id, weight: toScaled(toDecimalString(weight) ?? "0") }));
}
