import { describe, expect, it } from "vitest";
import { kama } from "./adaptive-average.ts";
import { bollinger, donchian, keltner } from "./channels.ts";
import {
  ACCUMULATED,
  ADAPTED,
  AVERAGED,
  BALANCED,
  BANDED,
  CHANNELLED,
  DIRECTED,
  DOW,
  FLOWING,
  PERCENTAGE,
  PLACED,
  RANGED,
  STRENGTH,
} from "./chart-school.fixture.ts";
import { cci } from "./commodity-channel.ts";
import { ppo } from "./convergence.ts";
import { adx } from "./directional-movement.ts";
import { roc } from "./momentum.ts";
import { ema, sma } from "./moving-average.ts";
import { rsi, stochRsi } from "./relative-strength.ts";
import { stochastic, williamsR } from "./stochastic.ts";
import { parabolicSar } from "./trailing-stop.ts";
import { atr } from "./true-range.ts";
import { knownOf, lastOf } from "./vectors.fixture.ts";
import { cmf, mfi, obv } from "./volume.ts";
import { vwap } from "./volume-weighted-price.ts";

// The printed values of the worked examples, in full: where they begin is the warm-up.
describe("worked examples of StockCharts' ChartSchool", () => {
  it("moving averages", () => {
    expect(knownOf(sma(AVERAGED, { period: 10 }), 2)).toEqual([22.22, 22.21, 22.23, 22.26, 22.31, 22.42]);
    expect(knownOf(ema(AVERAGED, { period: 10 }), 2)).toEqual([22.22, 22.21, 22.24, 22.27, 22.33, 22.52]);
  });

  it("Kaufman's adaptive moving average", () => {
    expect(knownOf(kama(ADAPTED, { period: 10 }), 6)).toEqual([
      109.24, 109.24494, 109.216492, 109.11735, 109.098101, 109.08937, 109.12404, 109.137562, 109.276864, 109.436482,
      109.456856, 109.465096, 109.461166, 109.390445, 109.316529, 109.292409, 109.183612, 109.077781, 108.949818,
      108.422953, 108.015742,
    ]);
  });

  it("relative strength index", () => {
    expect(knownOf(rsi(STRENGTH), 2)).toEqual([
      70.53, 66.32, 66.55, 69.41, 66.36, 57.97, 62.93, 63.26, 56.06, 62.38, 54.71, 50.42, 39.99, 41.46, 41.87, 45.46,
      37.3, 33.08, 37.77,
    ]);
  });

  it("stochastic RSI", () => {
    // The sheet's own RSI, printed with six digits, put in the place of the RSI: of the closes it seeds otherwise.
    const sheet = Float64Array.of(
      71.862114,
      65.248473,
      65.614661,
      69.924117,
      65.503639,
      54.230524,
      61.282282,
      61.728124,
      52.879504,
      61.107227,
      52.217151,
      47.446488,
      36.376226,
      38.12899,
      38.613833,
      42.844631,
      34.446517,
      30.229985,
      35.489326,
    );
    const place = stochastic({ high: sheet, low: sheet, close: sheet }).k;
    expect(knownOf(place, 4)).toEqual([4.9393, 6.6699, 19.2811, 0, 0, 16.6973]);
    const own = rsi(STRENGTH).slice(14);
    expect(stochRsi(STRENGTH).k.slice(14)).toEqual(stochastic({ high: own, low: own, close: own }).k);
  });

  it("stochastic oscillator and the range it lies in", () => {
    const { k, d } = stochastic(PLACED);
    expect(lastOf(k, 17, 4)).toEqual([
      70.4382, 67.6089, 89.2021, 65.8106, 81.7477, 64.5238, 74.5298, 98.5814, 70.1045, 73.0561, 73.4178, 61.2313,
      60.9563, 40.3861, 40.3861, 66.8285, 56.7314,
    ]);
    expect(lastOf(d, 14, 3)).toEqual([
      74.207, 78.92, 70.694, 73.6, 79.212, 81.072, 80.581, 72.193, 69.235, 65.202, 54.191, 47.243, 49.2, 54.649,
    ]);
    const { upper, lower } = donchian(PLACED, { period: 14 });
    expect(knownOf(upper, 4)).toEqual([
      128.4317, 128.4317, 128.4317, 128.4317, 128.4317, 128.4317, 128.2725, 128.77, 129.2873, 130.0633, 130.0633,
      130.0633, 130.0633, 130.0633, 130.0633, 130.0633, 130.0633,
    ]);
    expect(lastOf(lower, 6, 4)).toEqual([124.5715, 125.0689, 125.9245, 125.9245, 125.9245, 125.9245]);
  });

  it("Williams %R", () => {
    expect(knownOf(williamsR(PLACED), 4)).toEqual([
      -29.5618, -32.3911, -10.7979, -34.1894, -18.2523, -35.4762, -25.4702, -1.4186, -29.8955, -26.9439, -26.5822,
      -38.7687, -39.0437, -59.6139, -59.6139, -33.1715, -43.2686,
    ]);
  });

  it("percentage price oscillator, its averages seeded with the first value", () => {
    const { line, signal, histogram } = ppo(PERCENTAGE, { seed: "first" });
    expect(knownOf(line, 6)).toEqual([
      0, -0.253127, -0.355962, -0.421521, -0.558353, -1.011273, -1.202172, -1.462097, -1.559004, -1.74199, -2.07016,
      -2.225316,
    ]);
    expect(lastOf(signal, 3, 6)).toEqual([-1.073049, -1.272471, -1.46304]);
    expect(lastOf(histogram, 3, 6)).toEqual([-0.668941, -0.797689, -0.762276]);
  });

  it("average directional index", () => {
    const lines = adx(DIRECTED);
    expect(knownOf(lines.plusDi, 3).slice(0, 5)).toEqual([6.749, 6.292, 5.782, 5.287, 8.699]);
    expect(knownOf(lines.minusDi, 3).slice(0, 5)).toEqual([32.42, 33.946, 36.428, 33.887, 30.016]);
    expect(knownOf(lines.adx, 3)).toEqual([33.583, 32.153, 29.929, 28.358, 26.898, 25.776]);
  });

  it("commodity channel index", () => {
    // The sheet counts with typical prices and means of four digits.
    expect(knownOf(cci(CHANNELLED), 1)).toEqual([102.3, 30.7, 6.6, 33.3, 35, 13.8, -10.7, -11.6, -29.3, -129.4, -73.1]);
  });

  it("rate of change", () => {
    expect(knownOf(roc(DOW, { period: 12 }), 4)).toEqual([
      -3.8488, -4.8489, -4.5206, -6.3439, -7.8592, -6.2083, -4.3131, -3.2434,
    ]);
  });

  it("average true range", () => {
    expect(knownOf(atr(RANGED), 4)).toEqual([
      0.555, 0.5939, 0.5858, 0.5689, 0.6155, 0.6179, 0.6424, 0.6743, 0.6928, 0.7754, 0.7815, 1.2092, 1.3026, 1.3803,
      1.3667, 1.3362, 1.3165,
    ]);
  });

  it("Bollinger bands", () => {
    const { upper, middle, lower } = bollinger(BANDED);
    expect(knownOf(middle, 4).slice(0, 4)).toEqual([88.7079, 89.0452, 89.2397, 89.3907]);
    expect(lastOf(upper, 4, 4)).toEqual([94.8204, 94.8169, 94.6548, 94.4322]);
    expect(lastOf(lower, 4, 4)).toEqual([87.4802, 87.4674, 87.4784, 87.4681]);
  });

  it("Keltner channels, the average seeded with the first close", () => {
    const { upper, middle, lower } = keltner(RANGED, { seed: "first" });
    expect(knownOf(upper, 4).slice(0, 3)).toEqual([49.8467, 49.9976, 50.0969]);
    expect(lastOf(middle, 3, 4)).toEqual([48.5245, 48.5336, 48.4685]);
    expect(lastOf(lower, 3, 4)).toEqual([45.3497, 45.4883, 45.5157]);
  });

  it("parabolic SAR, from the first reversal on", () => {
    // The sheet begins its first fall one candle later, which is forgotten at the first reversal, and has a price at the
    // stop reverse: here it must be beyond, so that the low of 23 September is one tick lower.
    const low = CHANNELLED.low.with(21, 24.2111);
    const { stop, direction } = parabolicSar({ high: CHANNELLED.high, low });
    expect(lastOf(stop, 22, 4)).toEqual([
      23.1776, 23.2001, 23.2221, 23.2436, 23.2648, 23.2855, 23.3595, 23.4697, 23.5732, 23.7045, 23.8715, 24.0218,
      24.157, 25.3741, 25.3508, 25.328, 25.3057, 25.2615, 25.2191, 25.1784, 25.1168, 24.9982,
    ]);
    const directions = [-1, 1, -1].flatMap((each, index) => new Array<number>([7, 13, 9][index] ?? 0).fill(each));
    expect(knownOf(direction, 0)).toEqual(directions);
    expect(parabolicSar(CHANNELLED).direction[21]).toBe(1);
  });

  it("on-balance volume", () => {
    expect(Array.from(obv(BALANCED))).toEqual([
      0, 8200, 16300, 24600, 33500, 24300, 37600, 27300, 17400, 27500, 16200, 3600, -7100, 4400, 28200, 13600, 25300,
    ]);
  });

  it("money flow index", () => {
    expect(knownOf(mfi(FLOWING), 3)).toEqual([
      49.466, 45.11, 36.272, 28.407, 31.528, 33.868, 41.3, 42.803, 31.83, 23.76, 26.506, 24.073, 22.383, 22.179, 21.534,
      30.836,
    ]);
  });

  it("Chaikin money flow, as the printed sums divided", () => {
    const { volume } = ACCUMULATED;
    const traded = (from: number) => volume.slice(from, from + 20).reduce((sum, each) => sum + each, 0);
    const line = [0, 4774.1492, -4854.6184, 0, -27144.0058, -18028.4861, -20193.4695];
    const sums = [(line[4] ?? 0) - 0, (line[5] ?? 0) - (line[1] ?? 0), (line[6] ?? 0) - (line[2] ?? 0)];
    expect(knownOf(cmf(ACCUMULATED), 6)).toEqual(sums.map((sum, from) => Number((sum / traded(from)).toFixed(6))));
  });

  it("volume-weighted price of a window, by the reference values of the Python library ta for the same candles", () => {
    expect(lastOf(vwap(FLOWING, { period: 14 }), 16, 6).slice(0, 3)).toEqual([25.168403, 25.201444, 25.22483]);
    expect(lastOf(vwap(FLOWING, { period: 14 }), 1, 6)).toEqual([24.516288]);
  });
});
