import type { Candle, PricePoint } from "@cryptodesk/shared/market/candle.contract";
import type { Listing } from "@cryptodesk/shared/market/listing.contract";
import { toDecimalString } from "@cryptodesk/shared/money/decimal";

/** Numbers in [0, 1) that are the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export const decimal = (value: number): string => toDecimalString(Number(value.toPrecision(9))) ?? "0";

const WORDS = ["Quill", "Harbor", "Vector", "Lumen", "Granite", "Orchid", "Pylon", "Saffron", "Tundra", "Ember"];
const ENDS = ["Chain", "Coin", "Network", "Protocol", "Finance", ""];
const CATEGORIES = ["Layer 1", "DeFi", "Stablecoin", "Gaming", "Meme", "Infrastructure"];

/** A generated market that holds the awkward cases as well: long names, no rank, unknown figures, tiny prices. */
export function makeListings(count: number, now: Date): Listing[] {
  const random = seeded(7);
  return Array.from({ length: count }, (_, index) => makeListing(index, random, now));
}

function makeListing(index: number, random: () => number, now: Date): Listing {
  const price = specialPrices[index] ?? 10 ** (3 - random() * 7);
  const cap = 1.2e12 / (index + 1) ** 1.4;
  const word = WORDS[index % WORDS.length] ?? "Coin";
  const full: Listing = {
    id: index === 9 ? "boringdao-[old]" : `${word.toLowerCase()}-${index}`,
    symbol: `${word.slice(0, 3)}${index % 29 === 3 ? "LONGSYMBOL" : index % 5}`.toUpperCase(),
    name: index === 11 ? LONG_NAME : `${word} ${ENDS[index % ENDS.length]}`.trim(),
    imageUrl: null,
    rank: index + 1,
    priceUsd: decimal(price),
    marketCapUsd: decimal(cap),
    fullyDilutedValuationUsd: decimal(cap * 1.3),
    volume24hUsd: decimal(cap * 0.06 * random()),
    high24hUsd: decimal(price * 1.04),
    low24hUsd: decimal(price * 0.95),
    change1hPct: (random() - 0.5) * 3,
    change24hPct: index === 5 ? 1_240.4 : (random() - 0.48) * 18,
    change7dPct: (random() - 0.45) * 40,
    circulatingSupply: decimal(cap / price),
    totalSupply: index === 3 ? "657479138251227900000" : decimal((cap / price) * 1.1),
    maxSupply: index % 3 === 0 ? decimal((cap / price) * 1.4) : null,
    athUsd: decimal(price * 2.4),
    athAt: "2025-03-11T00:00:00.000Z",
    athChangePct: -58.3,
    atlUsd: decimal(price / 90),
    atlAt: "2021-06-02T00:00:00.000Z",
    atlChangePct: index === 2 ? null : 8_900,
    categories: [CATEGORIES[index % CATEGORIES.length] ?? "Other"],
    listedAt: "2021-06-01T00:00:00.000Z",
    source: "sandbox",
    simulated: true,
    asOf: new Date(now.getTime() - index * 200).toISOString(),
    receivedAt: now.toISOString(),
    quarantined: index === 4,
    sparkline7d: walk(random, price, 28, 0.02),
  };
  return index % 17 === 16 ? { ...full, ...unknownFigures } : full;
}

const LONG_NAME = "Federated Autonomous Liquidity Instrument of Great Length";
const specialPrices: Record<number, number> = { 0: 64_250.12, 40: 5.6366e-11 };
const unknownFigures = {
  rank: null,
  marketCapUsd: null,
  fullyDilutedValuationUsd: null,
  volume24hUsd: null,
  change1hPct: null,
  change24hPct: null,
  change7dPct: null,
  circulatingSupply: null,
  totalSupply: null,
  sparkline7d: null,
} satisfies Partial<Listing>;

/** A random walk that ends at `end`. */
export function walk(random: () => number, end: number, length: number, step: number): number[] {
  const back = [end];
  while (back.length < length) back.push((back.at(-1) ?? end) * (1 + (random() - 0.5) * 2 * step));
  return back.reverse();
}

/** Points of the past with one long hole after a third, as a delisting leaves it. */
export function makePoints(price: number, count: number, stepMs: number, now: Date): PricePoint[] {
  const values = walk(seeded(count), price, count, 0.01);
  const hole = Math.floor(count / 3);
  const width = Math.max(8, Math.floor(count / 25));
  const end = Math.floor(now.getTime() / stepMs) * stepMs;
  return values.map((value, index) => {
    const ago = count - 1 - index + (index < hole ? width : 0);
    return {
      at: new Date(end - ago * stepMs).toISOString(),
      priceUsd: decimal(value),
      marketCapUsd: null,
      volume24hUsd: decimal(value * 1000),
      segment: index < hole ? 0 : 1,
    };
  });
}

export function makeCandles(price: number, count: number, stepMs: number, now: Date): Candle[] {
  const random = seeded(count + 1);
  return makePoints(price, count, stepMs, now).map(({ at, priceUsd, segment }, index, all) => {
    const close = Number(priceUsd);
    const before = all[index - 1];
    const open = before && before.segment === segment ? Number(before.priceUsd) : close;
    return {
      openTime: at,
      open: decimal(open),
      high: decimal(Math.max(open, close) * (1 + random() * 0.008)),
      low: decimal(Math.min(open, close) * (1 - random() * 0.008)),
      close: decimal(close),
      volume: decimal(5e6 * (0.3 + random())),
      complete: index < count - 1,
      segment,
    };
  });
}
