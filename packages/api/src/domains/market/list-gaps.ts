import type { GapMap, ListGapsInput } from "@cryptodesk/shared/market/candle.contract";
import type { ServiceContext } from "../../platform/service-context.ts";
import { CandleRepository } from "./candle.repository.ts";
import { findCoin } from "./find-coin.ts";
import { PricePointRepository } from "./price-point.repository.ts";
import { splitSeries } from "./price-series.ts";

const BEGINNING = new Date(0);

/**
 * Where a coin's stored history has holes, series by series.
 * @throws DomainError NOT_FOUND
 */
export async function listGaps(ctx: ServiceContext, { id }: ListGapsInput): Promise<GapMap> {
  const { row: coin } = await findCoin(ctx.db.replica, id);
  const series: GapMap["series"] = [];
  const now = ctx.clock();
  for (const step of ["5m", "1h", "1d"] as const) {
    const points = await new PricePointRepository(ctx.db.replica).read(coin.no, step, BEGINNING, now);
    series.push(
      describe(
        "points",
        step,
        points.map(({ at }) => at),
      ),
    );
  }
  for (const timeframe of ["1h", "1d"] as const) {
    const candles = await new CandleRepository(ctx.db.replica).read(coin.no, timeframe, BEGINNING, now);
    if (candles.length > 0)
      series.push(
        describe(
          "candles",
          timeframe,
          candles.map(({ open_time }) => open_time),
        ),
      );
  }
  return { id: coin.id, series };
}

function describe(
  kind: "points" | "candles",
  interval: "5m" | "1h" | "1d",
  times: readonly Date[],
): GapMap["series"][number] {
  return {
    kind,
    interval,
    from: times.at(0)?.toISOString() ?? null,
    to: times.at(-1)?.toISOString() ?? null,
    count: times.length,
    gaps: splitSeries(times, interval).gaps,
  };
}
