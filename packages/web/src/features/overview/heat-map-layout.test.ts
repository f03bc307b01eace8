import { describe, expect, it } from "vitest";
import { type HeatCoin, heatOf, layoutTiles, layoutTouchable } from "./heat-map-layout.ts";

const coin = (id: string, marketCapUsd: string | null): HeatCoin => ({
  id,
  symbol: id,
  name: id,
  marketCapUsd,
  changePct: 1,
});

describe("the heat map", () => {
  it("gives each coin an area as large as its share of the market", () => {
    const tiles = layoutTiles([coin("a", "600"), coin("b", "300"), coin("c", "100")], 1_000, 500);
    const area = new Map(tiles.map(({ coin: { id }, width, height }) => [id, (width * height) / 500_000]));
    expect(area.get("a")).toBeCloseTo(0.6, 1);
    expect(area.get("b")).toBeCloseTo(0.3, 1);
    expect(area.get("c")).toBeCloseTo(0.1, 1);
  });

  it("keeps tiles inside and apart", () => {
    const coins = Array.from({ length: 60 }, (_, index) => coin(`c${index}`, String(1e12 / (index + 1) ** 1.3)));
    const tiles = layoutTiles(coins, 320, 400);
    for (const { x, y, width, height } of tiles) {
      expect(x >= 0 && y >= 0 && x + width <= 320 && y + height <= 400).toBe(true);
    }
    for (const [index, one] of tiles.entries()) {
      for (const other of tiles.slice(index + 1)) {
        const apart =
          one.x + one.width <= other.x ||
          other.x + other.width <= one.x ||
          one.y + one.height <= other.y ||
          other.y + other.height <= one.y;
        expect(apart).toBe(true);
      }
    }
  });

  it("leaves out the smallest coins until every tile can be hit", () => {
    const coins = Array.from({ length: 60 }, (_, index) => coin(`c${index}`, String(1e12 / (index + 1) ** 1.3)));
    const tiles = layoutTouchable(coins.toReversed(), 320, 400);
    expect(tiles.length).toBeGreaterThan(10);
    expect(tiles.length).toBeLessThan(60);
    expect(Math.min(...tiles.flatMap(({ width, height }) => [width, height]))).toBeGreaterThanOrEqual(24);
    expect(tiles.map((tile) => tile.coin.id)).toEqual(tiles.map((_, index) => `c${index}`));
  });

  it("leaves out coins without a known size and draws nothing without room", () => {
    expect(layoutTiles([coin("a", null), coin("b", "1")], 100, 100).map((tile) => tile.coin.id)).toEqual(["b"]);
    expect(layoutTiles([coin("a", "1")], 0, 100)).toEqual([]);
  });

  it("colours by the size of the change, and not at all when it is unknown", () => {
    expect([heatOf(4, 8), heatOf(-16, 8), heatOf(0, 8), heatOf(null, 8)]).toEqual([0.5, 1, 0, null]);
  });
});
