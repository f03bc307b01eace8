import { BUCKETS_PER_DAY } from "./calendar.ts";
import { mix, normal, SmoothNoise, uniform } from "./noise.ts";

const GROWTH_DAYS = 32;
const START_VALUE = 0;
const SLOW_REGIME_DAYS = 24;
const QUICK_REGIME_DAYS = 6;
const SQRT_YEAR = Math.sqrt(365);

// Each use of a walk's key draws from its own stream.
const STREAM = { step: 1, jump: 2, jumpSize: 3, jumpBucket: 4, intraday: 5, slowVolatility: 6, quickVolatility: 7 };

/** How a walk behaves. All values are natural logarithms of price ratios. */
export interface WalkShape {
  key: number;
  /** First day that has a value; it starts at 0. */
  startDay: number;
  /** Annualised volatility in calm and turbulent times taken together, as a ratio (0.5 is 50 %). */
  annualVolatility: number;
  /** How strongly volatility moves between regimes; 0 keeps it constant. */
  regimeStrength: number;
  /** Share of the distance to the target that is undone each day. */
  reversion: number;
  /** Where the walk is drawn to on a day; 0 unless given. */
  target?: (day: number) => number;
  /** Chance of a jump on one day. */
  jumpChance: number;
  /** Typical size of a jump; a negative lean makes falls likelier. */
  jumpSize: number;
  jumpLean: number;
}

/**
 * A mean-reverting random walk with volatility regimes and jumps: one value for each midnight since its start, a pure
 * function of its shape. Values are computed once, in order, and kept (12 bytes a day).
 */
export class DailyWalk {
  readonly shape: WalkShape;
  /** Over the days computed so far. */
  largestDeviation = 0;
  largestJump = 0;
  private values: Float64Array;
  private deviations: Float32Array;
  private known: number;
  private readonly slowRegime: SmoothNoise;
  private readonly quickRegime: SmoothNoise;

  constructor(shape: WalkShape) {
    this.shape = shape;
    this.values = new Float64Array(GROWTH_DAYS);
    this.values[0] = START_VALUE;
    this.deviations = new Float32Array(GROWTH_DAYS);
    this.known = 1;
    this.slowRegime = new SmoothNoise(mix(shape.key, STREAM.slowVolatility), SLOW_REGIME_DAYS);
    this.quickRegime = new SmoothNoise(mix(shape.key, STREAM.quickVolatility), QUICK_REGIME_DAYS);
  }

  /** Value at midnight of `day`; the start value before the walk begins. */
  at(day: number): number {
    const offset = day - this.shape.startDay;
    if (offset <= 0) return START_VALUE;
    if (offset >= this.known) this.extend(offset);
    return this.values[offset] ?? START_VALUE;
  }

  /** Standard deviation of one day's change; 0 before the walk begins. */
  volatility(day: number): number {
    const offset = day - this.shape.startDay;
    if (offset < 0) return 0;
    if (offset + 1 >= this.known) this.extend(offset + 1);
    return this.deviations[offset] ?? 0;
  }

  /** The sudden part of one day's change; 0 on most days. */
  jump(day: number): number {
    const { key, jumpChance, jumpSize, jumpLean } = this.shape;
    if (jumpChance === 0 || uniform(mix(key, STREAM.jump), day) >= jumpChance) return 0;
    const draw = normal(mix(key, STREAM.jumpSize), day) + jumpLean;
    return jumpSize * draw;
  }

  /** Five-minute bucket of the day in which the jump happens. */
  jumpBucket(day: number): number {
    return Math.floor(uniform(mix(this.shape.key, STREAM.jumpBucket), day) * BUCKETS_PER_DAY);
  }

  /** Key of everything random inside one day. */
  intradayKey(day: number): number {
    return mix(mix(this.shape.key, STREAM.intraday), day);
  }

  private extend(offset: number): void {
    if (offset >= this.values.length) {
      const grown = new Float64Array(offset + GROWTH_DAYS);
      grown.set(this.values);
      this.values = grown;
      const grownDeviations = new Float32Array(offset + GROWTH_DAYS);
      grownDeviations.set(this.deviations);
      this.deviations = grownDeviations;
    }
    const { key, startDay, reversion, target } = this.shape;
    const stepKey = mix(key, STREAM.step);
    for (let next = this.known; next <= offset; next += 1) {
      const day = startDay + next - 1;
      const value = this.values[next - 1] ?? START_VALUE;
      const pull = reversion * ((target?.(day) ?? 0) - value);
      const deviation = Math.fround(this.volatilityOf(day));
      this.deviations[next - 1] = deviation;
      const jump = this.jump(day);
      this.values[next] = value + pull + deviation * normal(stepKey, day) + jump;
      this.largestDeviation = Math.max(this.largestDeviation, deviation);
      this.largestJump = Math.max(this.largestJump, Math.abs(jump));
    }
    this.known = offset + 1;
  }

  private volatilityOf(day: number): number {
    const { annualVolatility, regimeStrength } = this.shape;
    if (regimeStrength === 0) return annualVolatility / SQRT_YEAR;
    const regime = 0.8 * this.slowRegime.at(day) + 0.5 * this.quickRegime.at(day);
    return (annualVolatility / SQRT_YEAR) * Math.exp(regimeStrength * regime);
  }
}
