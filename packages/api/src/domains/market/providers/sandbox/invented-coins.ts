import type { Sector, Withheld } from "./coin.ts";
import { hashText, uniform } from "./noise.ts";

/** Invented coins that fill the market below the well-known ones, largest first. */
export interface InventedCoin {
  id: string;
  symbol: string;
  name: string;
  sector: Sector;
  level: number;
  circulatingSupply: string | null;
  marketCap: number;
  withheld?: Withheld[];
  tradeEveryBuckets?: number;
  suspension?: { period: number; offset: number; length: number };
  decay?: { from: string; perDay: number; floor: number };
  halted?: string;
}

const COUNT = 172;
const LARGEST_CAP = 470e6;
const SMALLEST_CAP = 0.6e6;

const HEADS = [
  ...["Aurel", "Bryn", "Cald", "Dorv", "Elux", "Fenn", "Gral", "Hyst", "Ivor", "Jast", "Kelv", "Lumer", "Myr", "Norv"],
  ...["Oxal", "Pryn", "Quor", "Rusk", "Sylv", "Tarn", "Umbr", "Vell", "Wex", "Xyl", "Yarr", "Zeph", "Brax", "Corv"],
  ...["Drift", "Emb", "Frost", "Glint", "Hark", "Isk", "Jun", "Kar", "Larch", "Marn", "Nim", "Ost", "Pell"],
];
const TAILS = ["ia", "on", "ex", "ora", "ium", "eta", "wick", "ade", "os", "ine", "ara", "ent", "yx"];
const SECTOR_ORDER: Sector[] = [
  ...(["layer1", "defi", "meme", "ai", "gaming", "infrastructure", "layer2", "defi", "meme"] as const),
  ...(["rwa", "payments", "exchange", "privacy"] as const),
];

/** Coins that show what real sources contain: shared symbols, tiny prices, huge supplies, gaps, missing figures. */
const PECULIAR: Record<number, Partial<InventedCoin>> = {
  14: { id: "ethos-harbor", name: "Ethos Harbor", symbol: "ETH" },
  31: { id: "solace-network", name: "Solace Network", symbol: "SOL" },
  47: { withheld: ["changes", "range"] },
  58: { id: "battle-chess", name: "Battle Chess", symbol: "BTC", sector: "gaming" },
  66: { suspension: { period: 83, offset: 11, length: 6 } },
  73: { id: "speck-of-dust", name: "Speck of Dust", symbol: "SPECK", level: 1.7e-12, sector: "meme" },
  81: { id: "mote-coin", name: "Mote Coin", symbol: "MOTE", level: 4.2e-9, sector: "meme" },
  90: { withheld: ["rank", "supply"] },
  99: { withheld: ["extremes"] },
  104: {
    id: "fallen-lantern",
    name: "Fallen Lantern",
    symbol: "LANT",
    decay: { from: "2024-11-04", perDay: -0.014, floor: -9 },
  },
  111: { withheld: ["rank", "supply", "extremes"], tradeEveryBuckets: 12 },
  117: { suspension: { period: 127, offset: 52, length: 9 } },
  124: { id: "silent-quay", name: "Silent Quay", symbol: "QUAY", halted: "2026-08-15" },
  129: { withheld: ["changes", "range", "volume"], tradeEveryBuckets: 96 },
  133: { id: "old-ferry", name: "Old Ferry", symbol: "FERRY", decay: { from: "2025-06-20", perDay: -0.02, floor: -8 } },
  138: { withheld: ["rank", "supply"], tradeEveryBuckets: 48 },
  145: { id: "shut-mint", name: "Shut Mint", symbol: "SHUT", halted: "2025-10-02" },
  149: { withheld: ["rank", "supply", "volume"] },
  154: { tradeEveryBuckets: 48 },
  158: { tradeEveryBuckets: 12 },
  160: { withheld: ["volume"], tradeEveryBuckets: 144 },
  163: { withheld: ["rank", "supply", "changes", "range"], tradeEveryBuckets: 144 },
  166: { tradeEveryBuckets: 48 },
  169: { tradeEveryBuckets: 96 },
  171: { tradeEveryBuckets: 144 },
};
// Above 2^63 - 1, as several real supplies are.
const SUPPLIES: Record<string, string> = { "speck-of-dust": "24680135792468013579" };

/** The same coins for every seed: a seed changes what happens, not what exists. */
export function inventedCoins(): InventedCoin[] {
  const symbols = new Set<string>();
  return Array.from({ length: COUNT }, (_, index) => {
    const head = HEADS[index % HEADS.length] ?? "";
    const name = `${head}${TAILS[(index * 5 + Math.floor(index / HEADS.length)) % TAILS.length]}`;
    const key = hashText(name);
    const marketCap = LARGEST_CAP * (SMALLEST_CAP / LARGEST_CAP) ** (index / (COUNT - 1));
    const invented: InventedCoin = {
      id: name.toLowerCase(),
      symbol: freeSymbol(name, symbols),
      name,
      sector: SECTOR_ORDER[index % SECTOR_ORDER.length] ?? "defi",
      level: 10 ** (uniform(key, 1) * 6 - 4),
      circulatingSupply: null,
      marketCap,
      ...PECULIAR[index],
    };
    return { ...invented, circulatingSupply: SUPPLIES[invented.id] ?? null };
  });
}

function freeSymbol(name: string, taken: Set<string>): string {
  const letters = name.toUpperCase();
  const candidates = [letters.slice(0, 4), letters.slice(0, 3) + letters.slice(-1), letters.slice(0, 5), letters];
  const symbol = candidates.find((candidate) => !taken.has(candidate)) ?? letters;
  taken.add(symbol);
  return symbol;
}
