/** Groups of coins that move together beyond the market as a whole, with the category shown to people. */
export const SECTORS = {
  layer1: "Layer 1",
  layer2: "Layer 2",
  defi: "Decentralized Finance",
  meme: "Meme",
  ai: "Artificial Intelligence",
  gaming: "Gaming",
  infrastructure: "Infrastructure",
  exchange: "Exchange Token",
  payments: "Payments",
  privacy: "Privacy",
  rwa: "Real World Assets",
} as const;
export type Sector = keyof typeof SECTORS;

export function allSectors(): Sector[] {
  return Object.keys(SECTORS) as Sector[];
}

/** Figures that the simulated source keeps to itself for a coin. */
export type Withheld = "changes" | "range" | "supply" | "rank" | "volume" | "extremes";

/** A coin of the simulated market: everything about it that does not move. */
export interface SandboxCoin {
  id: string;
  symbol: string;
  name: string;
  categories: string[];
  sector: Sector | null;
  /** Price level in USD that the coin's path is drawn to. */
  level: number;
  /** Plain decimals; they may exceed what a float holds exactly. */
  circulatingSupply: string;
  totalSupply: string | null;
  maxSupply: string | null;
  listedAt: Date;
  /** Last day of the coin's listing, exclusive; null: still listed. */
  delistedDay: number | null;
  /** First and last day number with prices; trading of a coin with an end stops for good, its listing stays. */
  firstDay: number;
  haltedDay: number | null;
  /** Weight of the market factor in the log price. */
  beta: number;
  sectorWeight: number;
  /** Annualised volatility of the coin's own part, as a ratio. */
  ownVolatility: number;
  /** Follows the price of another coin (or one dollar, `anchorId: null`) within ± `band` of its log. */
  peg: { anchorId: string | null; band: number } | null;
  /** Chance to trade at one tick. */
  tradeChance: number;
  /** The coin trades once in so many five-minute buckets (a divisor of 288); 1 for a liquid coin. */
  tradeEveryBuckets: number;
  /** Trading rests for `length` days once in `period` days; the history has a hole there. */
  suspension: { period: number; offset: number; length: number } | null;
  /** Daily change of the log level after `fromDay`, down to `floor`. */
  decay: { fromDay: number; perDay: number; floor: number } | null;
  withheld: ReadonlySet<Withheld>;
  /** Daily volume over market cap in ordinary times. */
  turnover: number;
}
