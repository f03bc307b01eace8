import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { CoinCandles, MarketData } from "@cryptodesk/quant/backtest/market-data";
import { remarkOf } from "@cryptodesk/quant/remarks/remark";
import { TIMEFRAME_MS, type Timeframe } from "@cryptodesk/shared/market/timeframe";
import type { CoinCoverage, Remark } from "@cryptodesk/shared/strategy/backtest.contract";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { UsageError } from "../../failures.ts";
import type { Session } from "../../session.ts";
import { type FileCandles, readCandleFile } from "./candle-file.ts";

export interface LocalMarket {
  readonly market: MarketData;
  readonly coverage: readonly CoinCoverage[];
  readonly remarks: readonly Remark[];
}

/**
 * The candles that rules read, out of files: one path where the rules name one coin, else `bitcoin=btc.csv` for each.
 * Candles that are shorter than the rules' are rolled up.
 * @throws UsageError that says which coin or candle is missing
 */
export async function readLocalMarket(
  { cli }: Session,
  rules: StrategyRules,
  files: readonly string[],
  benchmark: string | null,
): Promise<LocalMarket> {
  const traded = tradedCoins(rules);
  const needed = [
    ...new Set([...traded, ...rules.series.flatMap(({ other }) => (other === undefined ? [] : [other]))]),
  ];
  const paths = pathsByCoin(files, needed);
  const extra = benchmark !== null && paths.has(benchmark) && !needed.includes(benchmark) ? [benchmark] : [];
  const coins: CoinCandles[] = [];
  const remarks: Remark[] = [];
  for (const coin of [...needed, ...extra]) {
    const path = resolve(cli.cwd, paths.get(coin) ?? "");
    const read = readCandleFile(await textOf(path), path);
    if (read.isNewestFirst) remarks.push(remarkOf("file-newest-first", { coin }));
    if (read.missing > 0) remarks.push(remarkOf("file-holes", { coin, missing: read.missing }));
    coins.push({
      coin,
      candles: await rolledUp(read, rules.timeframe, path),
      members: null,
      inUniverse: traded.includes(coin),
    });
  }
  const intervalMs = TIMEFRAME_MS[rules.timeframe];
  return { market: { intervalMs, coins }, coverage: coins.map((each) => coverageOf(each, intervalMs)), remarks };
}

function tradedCoins({ universe }: StrategyRules): readonly string[] {
  if (universe.kind === "coin") return [universe.coin];
  if (universe.kind === "list") return universe.coins;
  throw new UsageError("Which coins are the largest is known to a desk only.", [
    "Let the rules name their coins (trade bitcoin, ethereum every 1d), or run them on a desk, without --candles.",
  ]);
}

function pathsByCoin(files: readonly string[], needed: readonly string[]): Map<string, string> {
  const [onlyFile, ...moreFiles] = files;
  const [onlyCoin, ...moreCoins] = needed;
  if (onlyFile !== undefined && moreFiles.length === 0 && onlyCoin !== undefined && moreCoins.length === 0) {
    return new Map([[onlyCoin, onlyFile.startsWith(`${onlyCoin}=`) ? onlyFile.slice(onlyCoin.length + 1) : onlyFile]]);
  }
  const paths = new Map(
    files.map((file) => {
      const sign = file.indexOf("=");
      if (sign <= 0) throw new UsageError(`Say which coin ${file} is of: --candles bitcoin=${file}`);
      return [file.slice(0, sign), file.slice(sign + 1)] as const;
    }),
  );
  const missing = needed.filter((coin) => !paths.has(coin));
  if (missing.length === 0) return paths;
  throw new UsageError(`There are no candles of ${missing.join(", ")}.`, [
    `Give a file for each coin of the rules: ${needed.map((coin) => `--candles ${coin}=${coin}.csv`).join(" ")}`,
  ]);
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function rolledUp({ candles, timeframe }: FileCandles, wanted: Timeframe, path: string) {
  if (TIMEFRAME_MS[timeframe] > TIMEFRAME_MS[wanted]) {
    throw new UsageError(`The rules trade every ${wanted}, and the candles of ${path} are of ${timeframe}.`, [
      `Let the rules trade every ${timeframe} or longer, or give shorter candles.`,
    ]);
  }
  const { aggregateColumns } = await import("@cryptodesk/quant/series/aggregate-columns");
  return aggregateColumns(candles, timeframe, wanted);
}

function coverageOf({ coin, candles }: CoinCandles, intervalMs: number): CoinCoverage {
  const [first, last] = [candles.time[0], candles.time.at(-1)];
  if (first === undefined || last === undefined) {
    return { coin, symbol: null, from: null, to: null, candles: 0, missing: 0, note: "no whole candle" };
  }
  return {
    coin,
    symbol: null,
    from: new Date(first).toISOString(),
    to: new Date(last + intervalMs).toISOString(),
    candles: candles.time.length,
    missing: Math.round((last - first) / intervalMs) + 1 - candles.time.length,
    note: null,
  };
}
