/** The simulated market opens here; days are counted from it. */
export const EPOCH_MS = Date.UTC(2022, 0, 1);
export const DAY_MS = 86_400_000;
/** Prices are laid out day by day in hours, refined to five-minute buckets and then to ticks where these are asked for. */
export const BUCKET_MS = 300_000;
export const BUCKETS_PER_DAY = 288;
export const BUCKETS_PER_HOUR = 12;
export const HOURS_PER_DAY = 24;

/** Day number of a time; negative before the market opens. */
export function dayOf(timeMs: number): number {
  return Math.floor((timeMs - EPOCH_MS) / DAY_MS);
}

/** Midnight UTC at which a day begins, in ms. */
export function dayStart(day: number): number {
  return EPOCH_MS + day * DAY_MS;
}

/** Which bucket of its day a time falls in, 0 to 287. */
export function bucketOf(timeMs: number): number {
  return Math.floor((timeMs - dayStart(dayOf(timeMs))) / BUCKET_MS);
}
