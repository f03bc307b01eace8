// Four 16-bit uniforms summed: mean 2 * 65535, standard deviation 65536 * sqrt(4 / 12).
const SUM_MEAN = 131_070;
const SUM_DEVIATION = 37_837.22;
// Four bytes summed.
const BYTE_SUM_MEAN = 510;
const BYTE_SUM_DEVIATION = 147.8;

/** Longest excursion of a standard bridge, in standard deviations of its whole span. */
export const BRIDGE_BOUND = 1.6;

/** 32-bit FNV-1a hash of a text; `seed` continues an earlier one. */
export function hashText(text: string, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return mix(hash, text.length);
}

/** Mixes two 32-bit integers into one (the finaliser of MurmurHash3). */
export function mix(key: number, value: number): number {
  let hash = key ^ Math.imul(value | 0, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** A uniform number in [0, 1) that depends on `key` and `index` only. */
export function uniform(key: number, index: number): number {
  return (mix(key, index) >>> 0) / 4_294_967_296;
}

/** A nearly normal number (mean 0, deviation 1, within ±3.47) that depends on `key` and `index` only. */
export function normal(key: number, index: number): number {
  const first = mix(key, index);
  const second = mix(first ^ 0x5bd1e995, index);
  const sum = (first >>> 16) + (first & 0xffff) + (second >>> 16) + (second & 0xffff);
  return (sum - SUM_MEAN) / SUM_DEVIATION;
}

/**
 * Slowly changing noise (deviation about 0.8): normals at multiples of `period`, joined smoothly (3t² - 2t³). The
 * normals around the last position asked for are kept, since positions are mostly read in order.
 */
export class SmoothNoise {
  private readonly key: number;
  private readonly period: number;
  private left = Number.NaN;
  private leftValue = 0;
  private rightValue = 0;

  constructor(key: number, period: number) {
    this.key = key;
    this.period = period;
  }

  at(position: number): number {
    const scaled = position / this.period;
    const left = Math.floor(scaled);
    if (left !== this.left) {
      this.left = left;
      this.leftValue = normal(this.key, left);
      this.rightValue = normal(this.key, left + 1);
    }
    const into = scaled - left;
    const weight = into * into * (3 - 2 * into);
    return this.leftValue * (1 - weight) + this.rightValue * weight;
  }
}

/** One step of the mulberry32 generator: the state for the next call is `state + STREAM_STEP`. */
export function streamWord(state: number): number {
  let word = Math.imul(state ^ (state >>> 15), state | 1);
  word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
  return word ^ (word >>> 14);
}
export const STREAM_STEP = 0x6d2b79f5;

/**
 * Adds a Brownian bridge to `target`: `target[i]` grows by its value at step i + 1 of `target.length`. The bridge is 0
 * at the start and at the last step and `deviation` is that of a free walk over the whole span. It depends on `key`
 * only and never leaves ±BRIDGE_BOUND deviations.
 */
export function addBridge(target: Float64Array, key: number, deviation: number): void {
  const steps = target.length;
  const slope = sumSteps(key, steps) / steps;
  const scale = deviation / (BYTE_SUM_DEVIATION * Math.sqrt(steps));
  const bound = BRIDGE_BOUND * deviation;
  let state = key | 0;
  let walk = 0;
  for (let index = 0; index < steps; index += 1) {
    state = (state + STREAM_STEP) | 0;
    walk += byteSum(streamWord(state)) - BYTE_SUM_MEAN;
    const value = (walk - slope * (index + 1)) * scale;
    target[index] = (target[index] ?? 0) + Math.max(-bound, Math.min(bound, value));
  }
}

function sumSteps(key: number, steps: number): number {
  let state = key | 0;
  let sum = 0;
  for (let index = 0; index < steps; index += 1) {
    state = (state + STREAM_STEP) | 0;
    sum += byteSum(streamWord(state)) - BYTE_SUM_MEAN;
  }
  return sum;
}

function byteSum(word: number): number {
  return (word & 0xff) + ((word >>> 8) & 0xff) + ((word >>> 16) & 0xff) + (word >>> 24);
}
