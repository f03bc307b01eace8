import { describe, expect, it } from "vitest";
import { kama } from "./adaptive-average.ts";
import { aroon } from "./aroon.ts";
import { bollinger } from "./channels.ts";
import { cci } from "./commodity-channel.ts";
import { hma } from "./composed-average.ts";
import { macd, ppo } from "./convergence.ts";
import { standardDeviation } from "./dispersion.ts";
import { highest, lowest } from "./extremes.ts";
import { change, roc } from "./momentum.ts";
import { ema, sma, wilder, wma } from "./moving-average.ts";
import { slope } from "./regression.ts";
import { rsi, stochRsi } from "./relative-strength.ts";
import { stochastic, williamsR } from "./stochastic.ts";
import { parabolicSar } from "./trailing-stop.ts";
import { atr } from "./true-range.ts";
import { lastOf, TULIP } from "./vectors.fixture.ts";
import { mfi, obv } from "./volume.ts";

const { close } = TULIP;
const period = 5;
const seed = "first";

// Reference values of Tulip Indicators (tests/untest.txt), whose exponential averages begin with the first value.
const LINES: readonly (readonly [string, Float64Array, readonly number[]])[] = [
  [
    "sma",
    sma(close, { period }),
    [82.426, 82.738, 83.094, 83.318, 83.628, 83.778, 84.254, 84.994, 85.574, 86.218, 86.804],
  ],
  [
    "ema",
    ema(close, { period, seed }),
    [
      81.59, 81.413, 81.899, 82.266, 82.714, 82.859, 82.853, 83.232, 83.671, 83.901, 84.444, 85.143, 85.725, 86.407,
      86.701,
    ],
  ],
  [
    "wma",
    wma(close, { period }),
    [82.825, 83.066, 83.1, 83.399, 83.809, 84.053, 84.637, 85.399, 86.031, 86.763, 87.121],
  ],
  [
    "wilder",
    wilder(close, { period }),
    [82.426, 82.571, 82.625, 82.898, 83.228, 83.455, 83.87, 84.404, 84.901, 85.475, 85.838],
  ],
  ["hma", hma(close, { period }), [83.69, 83.038, 83.472, 84.55, 84.835, 85.36, 86.552, 87.346, 87.965, 87.916]],
  [
    "kama",
    kama(close, { period }),
    [83.61, 83.56, 83.452, 83.506, 83.647, 83.686, 84.126, 85.026, 85.69, 86.447, 86.673],
  ],
  ["rsi", rsi(close, { period }), [72.034, 64.927, 75.936, 79.796, 74.713, 83.033, 87.478, 88.755, 91.483, 78.498]],
  [
    "stochastic %K",
    stochastic(TULIP, { period, smooth: 3 }).k,
    [77.385, 83.126, 84.867, 88.361, 95.246, 96.74, 91.091],
  ],
  [
    "stochastic %D",
    stochastic(TULIP, { period, smooth: 3 }).d,
    [75.702, 78.011, 81.793, 85.452, 89.491, 93.449, 94.359],
  ],
  ["stochastic RSI", stochRsi(close, { rsiPeriod: period, period }).k, [65.8, 100, 100, 100, 100, 0]],
  [
    "williamsR",
    williamsR(TULIP, { period }),
    [-7.477, -23.006, -40.927, -15.5, -11.417, -23.704, -10.278, -0.935, -3.051, -5.793, -17.884],
  ],
  [
    "macd",
    macd(close, { fast: 2, slow: 5, seed }).line,
    [0.618, 0.351, 0.111, 0.416, 0.578, 0.422, 0.684, 0.927, 0.891, 0.979, 0.621],
  ],
  [
    "ppo",
    ppo(close, { fast: 2, slow: 5, seed }).line,
    [-0.217, 0.521, 0.619, 0.747, 0.424, 0.134, 0.5, 0.691, 0.503, 0.81, 1.088, 1.04, 1.133, 0.716],
  ],
  ["atr", atr(TULIP, { period }), [1.116, 1.051, 1.009, 1.207, 1.136, 1.086, 1.243, 1.233, 1.23, 1.206, 1.137]],
  [
    "bollinger upper",
    bollinger(close, { period }).upper,
    [84.322, 84.489, 83.655, 84.164, 84.838, 85.121, 85.997, 86.845, 87.612, 88.566, 88.319],
  ],
  [
    "bollinger lower",
    bollinger(close, { period }).lower,
    [80.53, 80.987, 82.533, 82.472, 82.418, 82.435, 82.511, 83.143, 83.536, 83.87, 85.289],
  ],
  [
    "parabolic SAR",
    parabolicSar(TULIP, { step: 0.2, most: 2 }).stop,
    [82.15, 80.64, 80.64, 81.31, 82.65, 83.9, 82.3, 82.3, 82.3, 83.92, 84.03, 84.03, 85.39, 85.76],
  ],
  ["cci", cci(TULIP, { period }), [166.667, 82.02, 95.501, 130.912, 99.163, 116.342, 71.928]],
  ["aroon down", aroon(TULIP, { period }).down, [20, 0, 0, 80, 60, 40, 20, 0, 40, 20]],
  ["aroon up", aroon(TULIP, { period }).up, [100, 80, 100, 100, 100, 100, 100, 100, 100, 80]],
  ["aroon oscillator", aroon(TULIP, { period }).oscillator, [80, 80, 100, 20, 40, 60, 80, 100, 60, 60]],
  ["mfi", mfi(TULIP, { period }), [61.172, 67.308, 62.796, 64.661, 45.238, 67.841, 85.578, 85.963, 87.504, 84.647]],
  [
    "obv",
    obv(TULIP),
    [
      0, -6447400, 1243500, 5074900, 9530000, 5732000, 1795800, 6527800, 11369100, 7453800, 14284600, 20978700,
      26272300, 34258100, 29450200,
    ],
  ],
  ["change", change(close, { period }), [1.56, 1.78, 1.12, 1.55, 0.75, 2.38, 3.7, 2.9, 3.22, 2.93]],
  [
    "standard deviation",
    standardDeviation(close, { period }),
    [0.948, 0.875, 0.28, 0.423, 0.605, 0.671, 0.871, 0.926, 1.019, 1.174, 0.758],
  ],
  ["slope", slope(close, { period }), [0.598, 0.492, 0.009, 0.121, 0.272, 0.413, 0.575, 0.608, 0.686, 0.818, 0.475]],
  [
    "highest",
    highest(close, { period }),
    [83.61, 83.61, 83.61, 83.99, 84.55, 84.55, 85.53, 86.54, 86.89, 87.77, 87.77],
  ],
  ["lowest", lowest(close, { period }), [81.06, 81.06, 82.84, 82.84, 82.84, 82.84, 82.84, 83.99, 84.36, 84.36, 85.53]],
];

describe("values of Tulip Indicators", () => {
  it.each(LINES)("%s", (name, line, expected) => {
    const digits = name === "stochastic RSI" ? 1 : 3;
    expect(lastOf(line, expected.length, digits)).toEqual(expected);
  });

  it("of the rate of change, which are ratios there", () => {
    const ratios = roc(close, { period }).map((percent) => percent / 100);
    expect(lastOf(ratios, 10, 3)).toEqual([0.019, 0.022, 0.014, 0.019, 0.009, 0.029, 0.045, 0.035, 0.038, 0.035]);
  });
});
