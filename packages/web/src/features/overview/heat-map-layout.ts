import { hierarchy, treemap, treemapSquarify } from "d3-hierarchy";

/** A coin with the size of its tile; coins of unknown size have none. */
export interface HeatCoin {
  id: string;
  symbol: string;
  name: string;
  marketCapUsd: string | null;
  changePct: number | null;
}

/** A tile in px from the upper left corner. */
export interface HeatTile {
  coin: HeatCoin;
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Leaf {
  coin?: HeatCoin;
  children?: Leaf[];
}

const GAP_PX = 2;

/** Tiles whose areas are as the coins' market caps (squarified: Bruls, Huizing, van Wijk 2000), largest first. */
export function layoutTiles(coins: readonly HeatCoin[], width: number, height: number): HeatTile[] {
  const sized = coins.filter(({ marketCapUsd }) => marketCapUsd !== null && Number(marketCapUsd) > 0);
  if (width <= 0 || height <= 0 || sized.length === 0) return [];
  const root = hierarchy<Leaf>({ children: sized.map((coin) => ({ coin })) })
    .sum(({ coin }) => Number(coin?.marketCapUsd ?? 0))
    .sort((left, right) => (right.value ?? 0) - (left.value ?? 0));
  const placed = treemap<Leaf>().tile(treemapSquarify).size([width, height]).paddingInner(GAP_PX).round(true)(root);
  return placed
    .leaves()
    .flatMap(({ data, x0, x1, y0, y1 }) =>
      data.coin ? [{ coin: data.coin, x: x0, y: y0, width: x1 - x0, height: y1 - y0 }] : [],
    );
}

/** A finger needs this much of a tile, in px (WCAG 2.2, 2.5.8). */
export const SMALLEST_TILE_PX = 24;

/** As {@link layoutTiles}, without as many of the smallest coins as it takes for every tile to be large enough to hit. */
export function layoutTouchable(coins: readonly HeatCoin[], width: number, height: number): HeatTile[] {
  const bySize = coins.toSorted((left, right) => Number(right.marketCapUsd ?? 0) - Number(left.marketCapUsd ?? 0));
  for (let count = bySize.length; count > 0; count -= 1) {
    const tiles = layoutTiles(bySize.slice(0, count), width, height);
    if (tiles.every((tile) => tile.width >= SMALLEST_TILE_PX && tile.height >= SMALLEST_TILE_PX)) return tiles;
  }
  return [];
}

/** Change at which a tile has its full colour, percent, by window. */
export const FULL_COLOUR_PCT = { "1h": 2, "24h": 8, "7d": 20 } as const;

/** How strong a tile's colour is, 0 to 1; null where the change is unknown. */
export function heatOf(changePct: number | null, fullPct: number): number | null {
  return changePct === null ? null : Math.min(1, Math.abs(changePct) / fullPct);
}
