import { BUCKETS_PER_DAY } from "./calendar.ts";
import { fillBridge, mix, STREAM_STEP, streamWord } from "./noise.ts";
import type { MovingCoin } from "./sandbox-market.ts";

/** Longest reach of a bucket beyond its first and last price, in deviations of one bucket. */
const WICK_REACH = 1.4;
const TICKS_PER_BUCKET = 60;
const SQRT_BUCKETS = Math.sqrt(BUCKETS_PER_DAY);

// Each use of a coin's key draws from its own stream.
const STREAM = { wicks: 11, volumes: 12, ticks: 13 };

/**
 * One coin's path through one day in natural logarithms of USD: for each five-minute bucket the last price, the highest
 * and the lowest. It is a reusable buffer: `load` overwrites what it held.
 */
export class DayPath {
  readonly closes = new Float64Array(BUCKETS_PER_DAY);
  readonly highs = new Float64Array(BUCKETS_PER_DAY);
  readonly lows = new Float64Array(BUCKETS_PER_DAY);
  /** Share of the day's volume traded up to the end of each bucket, 0 to 1; filled by `loadVolumes`. */
  readonly volumeShares = new Float64Array(BUCKETS_PER_DAY);
  /** Price with which the day begins: the last one of the day before. */
  open = 0;
  /** Standard deviation of the change over one bucket. */
  bucketDeviation = 0;
  private readonly own = new Float64Array(BUCKETS_PER_DAY);
  private readonly ticks = new Float64Array(TICKS_PER_BUCKET);
  private held: MovingCoin | null = null;
  private heldDay = 0;
  private volumesLoaded = false;

  /** Fills the buffer with a coin's day; does nothing when it holds it already. */
  load(moving: MovingCoin, day: number): void {
    if (this.held === moving && this.heldDay === day) return;
    this.held = moving;
    this.heldDay = day;
    this.volumesLoaded = false;
    this.open = openOfDay(moving, day);
    this.bucketDeviation = dayDeviation(moving, day) / SQRT_BUCKETS;
    this.fillCloses(moving, day);
    if (moving.coin.tradeEveryBuckets > 1) this.holdBetweenTrades(moving.coin.tradeEveryBuckets);
    this.fillRanges(mix(mix(moving.key, STREAM.wicks), day), moving.coin.tradeEveryBuckets === 1 ? WICK_REACH : 0);
  }

  /** Log price with which a bucket begins. */
  openOf(bucket: number): number {
    return bucket === 0 ? this.open : (this.closes[bucket - 1] ?? this.open);
  }

  /**
   * Log price inside a bucket; `progress` runs from 0 (the bucket's open) to 1 (its close).
   * Always within the bucket's high and low.
   */
  priceWithin(bucket: number, progress: number): number {
    const close = this.closes[bucket] ?? this.open;
    if (progress >= 1) return close;
    if (this.isIlliquid()) return this.openOf(bucket);
    this.fillTicks(bucket);
    const position = Math.max(0, progress) * TICKS_PER_BUCKET;
    const before = Math.floor(position);
    const left = before === 0 ? this.openOf(bucket) : (this.ticks[before - 1] ?? close);
    const right = this.ticks[before] ?? close;
    return left + (right - left) * (position - before);
  }

  /** Highest and lowest log price of a bucket up to `progress`. */
  rangeWithin(bucket: number, progress: number): { high: number; low: number } {
    if (progress >= 1) return { high: this.highs[bucket] ?? this.open, low: this.lows[bucket] ?? this.open };
    const last = this.priceWithin(bucket, progress);
    if (this.isIlliquid()) return { high: last, low: last };
    let high = Math.max(this.openOf(bucket), last);
    let low = Math.min(this.openOf(bucket), last);
    const seen = Math.floor(Math.max(0, progress) * TICKS_PER_BUCKET);
    for (let tick = 0; tick < seen; tick += 1) {
      const price = this.ticks[tick] ?? last;
      if (price > high) high = price;
      if (price < low) low = price;
    }
    return { high, low };
  }

  /** Fills `volumeShares`: busier buckets where the price moves more. */
  loadVolumes(): void {
    if (this.volumesLoaded || this.held === null) return;
    this.volumesLoaded = true;
    let state = mix(mix(this.held.key, STREAM.volumes), this.heldDay);
    let sum = 0;
    const every = this.held.coin.tradeEveryBuckets;
    const scale = this.bucketDeviation === 0 ? 0 : 0.6 / this.bucketDeviation;
    for (let bucket = 0; bucket < BUCKETS_PER_DAY; bucket += 1) {
      state = (state + STREAM_STEP) | 0;
      const draw = (streamWord(state) >>> 0) / 4_294_967_296;
      const move = Math.abs((this.closes[bucket] ?? 0) - this.openOf(bucket));
      if (every === 1 || (bucket + 1) % every === 0) sum += 0.3 + 1.5 * draw * draw + move * scale;
      this.volumeShares[bucket] = sum;
    }
    for (let bucket = 0; bucket < BUCKETS_PER_DAY; bucket += 1) {
      this.volumeShares[bucket] = (this.volumeShares[bucket] ?? 0) / sum;
    }
  }

  /** An illiquid coin keeps its price until the one trade at the end of a block. */
  private isIlliquid(): boolean {
    return this.held !== null && this.held.coin.tradeEveryBuckets > 1;
  }

  private fillCloses(moving: MovingCoin, day: number): void {
    const { closes, own } = this;
    const { peg, level } = moving.coin;
    if (peg === null) {
      fillFloating(closes, own, moving, day);
      return;
    }
    if (moving.anchor) fillFloating(closes, own, moving.anchor, day);
    else closes.fill(0);
    moving.walk.fillDay(own, day);
    const base = Math.log(level);
    for (let bucket = 0; bucket < BUCKETS_PER_DAY; bucket += 1) {
      closes[bucket] = (closes[bucket] ?? 0) + base + peg.band * Math.tanh(own[bucket] ?? 0);
    }
  }

  private holdBetweenTrades(every: number): void {
    let held = this.open;
    for (let bucket = 0; bucket < BUCKETS_PER_DAY; bucket += 1) {
      if ((bucket + 1) % every === 0) held = this.closes[bucket] ?? held;
      else this.closes[bucket] = held;
    }
  }

  private fillRanges(key: number, reach: number): void {
    let state = key;
    let open = this.open;
    const scale = reach * this.bucketDeviation;
    for (let bucket = 0; bucket < BUCKETS_PER_DAY; bucket += 1) {
      state = (state + STREAM_STEP) | 0;
      const word = streamWord(state);
      const up = (word & 0xffff) / 65_536;
      const down = (word >>> 16) / 65_536;
      const close = this.closes[bucket] ?? open;
      this.highs[bucket] = (open > close ? open : close) + scale * up * up;
      this.lows[bucket] = (open < close ? open : close) - scale * down * down;
      open = close;
    }
  }

  private fillTicks(bucket: number): void {
    const key = mix(mix(this.held?.key ?? 0, STREAM.ticks), this.heldDay * BUCKETS_PER_DAY + bucket);
    fillBridge(this.ticks, key);
    const open = this.openOf(bucket);
    const slope = ((this.closes[bucket] ?? open) - open) / TICKS_PER_BUCKET;
    const high = this.highs[bucket] ?? open;
    const low = this.lows[bucket] ?? open;
    for (let tick = 0; tick < TICKS_PER_BUCKET; tick += 1) {
      const price = open + slope * (tick + 1) + this.bucketDeviation * (this.ticks[tick] ?? 0);
      this.ticks[tick] = fold(price, low, high);
    }
  }
}

/** Reflects a value that left [low, high] back into it. */
function fold(value: number, low: number, high: number): number {
  if (value > high) return Math.max(low, high - (value - high));
  if (value < low) return Math.min(high, low + (low - value));
  return value;
}

/** Closes of a coin that no other one anchors: level + beta * market + sector + own part. */
function fillFloating(target: Float64Array, own: Float64Array, moving: MovingCoin, day: number): void {
  moving.walk.fillDay(own, day);
  const { level, beta, sectorWeight } = moving.coin;
  const base = Math.log(level);
  const market = moving.market.read(day);
  const sector = moving.sector?.read(day);
  for (let bucket = 0; bucket < BUCKETS_PER_DAY; bucket += 1) {
    const group = sector === undefined ? 0 : sectorWeight * (sector[bucket] ?? 0);
    target[bucket] = base + beta * (market[bucket] ?? 0) + group + (own[bucket] ?? 0);
  }
}

/** Log price at midnight at which a day begins. */
export function openOfDay(moving: MovingCoin, day: number): number {
  const { coin, walk, market, sector, anchor } = moving;
  const base = Math.log(coin.level);
  if (coin.peg !== null) {
    return base + (anchor ? openOfDay(anchor, day) : 0) + coin.peg.band * Math.tanh(walk.at(day));
  }
  return base + coin.beta * market.walk.at(day) + (sector ? coin.sectorWeight * sector.walk.at(day) : 0) + walk.at(day);
}

/** Standard deviation of the change of the log price over a day. */
export function dayDeviation(moving: MovingCoin, day: number): number {
  const { coin, walk, market, sector, anchor } = moving;
  if (coin.peg !== null)
    return Math.hypot(anchor ? dayDeviation(anchor, day) : 0, coin.peg.band * walk.volatility(day));
  const shared = coin.beta * market.walk.volatility(day);
  const group = sector ? coin.sectorWeight * sector.walk.volatility(day) : 0;
  return Math.hypot(shared, group, walk.volatility(day));
}

/** No price of the day leaves [min(open, close) - reach, max(open, close) + reach], jumps included. */
export function dayReach(moving: MovingCoin, day: number, bridgeBound: number): number {
  const { coin, walk, market, sector, anchor } = moving;
  const wick = (WICK_REACH * dayDeviation(moving, day)) / SQRT_BUCKETS;
  if (coin.peg !== null) return (anchor ? dayReach(anchor, day, bridgeBound) : 0) + 2 * coin.peg.band + wick;
  const shared = coin.beta * (bridgeBound * market.walk.volatility(day) + Math.abs(market.walk.jump(day)));
  const group = sector ? coin.sectorWeight * bridgeBound * sector.walk.volatility(day) : 0;
  const own = bridgeBound * walk.volatility(day) + Math.abs(walk.jump(day));
  return shared + group + own + wick;
}
