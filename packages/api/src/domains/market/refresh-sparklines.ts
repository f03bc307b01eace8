import type { Db } from "../../platform/database/database.ts";
import { SparklineRepository } from "./sparkline.repository.ts";

const HOURS_PER_POINT = 6;
const POINTS = 28;
const HOUR_MS = 3_600_000;

/** Redraws the 7-day sparklines of the given coins from hourly points: one price for every six hours, oldest first. */
export async function refreshSparklines(db: Db, coinNos: readonly number[], now: Date): Promise<void> {
  const width = HOURS_PER_POINT * HOUR_MS;
  const end = (Math.floor(now.getTime() / width) + 1) * width;
  const from = new Date(end - POINTS * width);
  await new SparklineRepository(db).redraw(coinNos, from, POINTS, HOURS_PER_POINT, now);
}
