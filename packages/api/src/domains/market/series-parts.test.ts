import { describe, expect, it } from "vitest";
import type { SeriesTexts } from "./candle-columns.repository.ts";
import { joinTexts } from "./series-parts.ts";

const part = (times: string, volumes: string, markets: string): SeriesTexts => {
  return { times, opens: times, highs: times, lows: times, closes: times, volumes, markets };
};

describe("a series that was read in parts", () => {
  it("is what one statement would have said", () => {
    expect(joinTexts([part("1,2", "5,6", "a"), part("3", "7", "a")])).toEqual(part("1,2,3", "5,6,7", "a"));
    expect(joinTexts([part("1,2", "", "a"), part("3", "", "a")])).toEqual(part("1,2,3", "", "a"));
    expect(joinTexts([])).toBeNull();
  });

  it("has every volume and every market at its candle where parts differ", () => {
    expect(joinTexts([part("1,2,3", "", "a"), part("4", "9", "b")])).toEqual(part("1,2,3,4", ",,,9", "a,a,a,b"));
    expect(joinTexts([part("1,2", "5,6", "a,b"), part("3,4", "", "b")])).toEqual(part("1,2,3,4", "5,6,,", "a,b,b,b"));
  });
});
