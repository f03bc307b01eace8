import { toDecimalString } from "@cryptodesk/shared/money/decimal";
import { DAY_MS, dayOf, dayStart, EPOCH_MS } from "./calendar.ts";
import { type SandboxCoin, SECTORS } from "./coin.ts";
import { type InventedCoin, inventedCoins } from "./invented-coins.ts";
import { KNOWN_COINS, KNOWN_PEGS, type KnownCoin, type KnownPeg } from "./known-coins.ts";
import { hashText, uniform } from "./noise.ts";

// The largest coin trades at nine ticks of ten, the smallest at one of twenty: about forty coins at each tick.
const BUSIEST_TRADE_CHANCE = 0.9;
const QUIETEST_TRADE_CHANCE = 0.05;
const TRADE_CHANCE_DECLINE = 38;

/** The 242 coins that are always listed (once their time has come), in no particular order. */
export function permanentCoins(): SandboxCoin[] {
  const known = [...KNOWN_COINS.map(fromKnown), ...KNOWN_PEGS.map(fromPeg), ...inventedCoins().map(fromInvented)];
  const byCap = [...known].sort((left, right) => right.levelCap - left.levelCap);
  return byCap.map(({ coin }, position) => ({ ...coin, tradeChance: tradeChanceAt(position) }));
}

function tradeChanceAt(position: number): number {
  return Math.max(QUIETEST_TRADE_CHANCE, BUSIEST_TRADE_CHANCE * Math.exp(-position / TRADE_CHANCE_DECLINE));
}

interface Sized {
  coin: SandboxCoin;
  levelCap: number;
}

/** What most coins have in common. */
export function plainCoin(id: string, symbol: string, name: string, listedMs: number): SandboxCoin {
  const key = hashText(id);
  return {
    id,
    symbol,
    name,
    categories: [],
    sector: null,
    level: 1,
    circulatingSupply: "0",
    totalSupply: null,
    maxSupply: null,
    listedAt: new Date(listedMs),
    delistedDay: null,
    firstDay: Math.max(0, dayOf(listedMs)),
    haltedDay: null,
    beta: 0,
    sectorWeight: 0,
    ownVolatility: 0,
    peg: null,
    tradeChance: QUIETEST_TRADE_CHANCE,
    tradeEveryBuckets: 1,
    suspension: null,
    decay: null,
    withheld: new Set(),
    turnover: 0.012 + 0.06 * uniform(key, 3) ** 2,
  };
}

function fromKnown(known: KnownCoin): Sized {
  const plain = plainCoin(known.id, known.symbol, known.name, Date.parse(known.listed));
  const total = known.max === null ? known.circulating : known.circulating + 0.4 * (known.max - known.circulating);
  const coin: SandboxCoin = {
    ...plain,
    categories: [SECTORS[known.sector]],
    sector: known.sector,
    level: known.level,
    circulatingSupply: decimal(known.circulating),
    totalSupply: decimal(Math.round(total)),
    maxSupply: known.max === null ? null : decimal(known.max),
    beta: known.beta,
    sectorWeight: known.id === "bitcoin" ? 0 : 1,
    ownVolatility: known.ownVolatilityPct / 100,
  };
  return { coin, levelCap: known.level * known.circulating };
}

function fromPeg(known: KnownPeg): Sized {
  const plain = plainCoin(known.id, known.symbol, known.name, Date.parse(known.listed));
  const anchor = KNOWN_COINS.find((coin) => coin.id === known.anchorId);
  const coin: SandboxCoin = {
    ...plain,
    categories: known.anchorId === null ? ["Stablecoins", "USD Stablecoin"] : ["Wrapped Tokens"],
    level: known.ratio,
    circulatingSupply: decimal(known.circulating),
    totalSupply: decimal(known.circulating),
    // Own volatility is in units of the band here; it keeps a stablecoin mostly inside a third of it.
    ownVolatility: 0.2 * Math.sqrt(365),
    peg: { anchorId: known.anchorId, band: known.band },
    turnover: known.id === "tether" ? 0.42 : known.anchorId === null ? 0.12 : 0.02,
  };
  return { coin, levelCap: (anchor?.level ?? 1) * known.ratio * known.circulating };
}

function fromInvented(invented: InventedCoin): Sized {
  const key = hashText(invented.id);
  const listedMs = EPOCH_MS + Math.floor(uniform(key, 5) ** 2 * 1_100 - 200) * DAY_MS;
  const plain = plainCoin(invented.id, invented.symbol, invented.name, listedMs);
  const circulating = invented.circulatingSupply ?? decimal(roundSupply(invented.marketCap / invented.level));
  const hidden = invented.withheld?.includes("supply") ?? false;
  const spread = uniform(key, 6);
  const coin: SandboxCoin = {
    ...plain,
    categories: [SECTORS[invented.sector]],
    sector: invented.sector,
    level: invented.level,
    circulatingSupply: circulating,
    totalSupply: hidden || spread < 0.1 ? null : circulating,
    maxSupply: hidden || spread < 0.45 ? null : circulating,
    haltedDay: invented.halted === undefined ? null : dayOf(Date.parse(invented.halted)),
    beta: 1 + 0.6 * uniform(key, 7),
    sectorWeight: 0.8 + 0.6 * uniform(key, 8),
    ownVolatility: 0.5 + 0.5 * uniform(key, 9),
    tradeEveryBuckets: invented.tradeEveryBuckets ?? 1,
    suspension: invented.suspension ?? null,
    decay:
      invented.decay === undefined
        ? null
        : {
            fromDay: dayOf(Date.parse(invented.decay.from)),
            perDay: invented.decay.perDay,
            floor: invented.decay.floor,
          },
    withheld: new Set(invented.withheld ?? []),
  };
  return { coin, levelCap: invented.marketCap };
}

/** Three leading digits, as token supplies tend to be. */
function roundSupply(supply: number): number {
  return Number(supply.toPrecision(3));
}

function decimal(amount: number): string {
  return toDecimalString(amount) ?? "0";
}

/** Whether trading of a coin rests on a day. */
export function isSuspended(coin: SandboxCoin, day: number): boolean {
  if (coin.suspension === null) return false;
  const { period, offset, length } = coin.suspension;
  const phase = (((day - offset) % period) + period) % period;
  return day > coin.firstDay + length && phase < length;
}

/** Whether a coin is in the market's list at a time. */
export function isListed(coin: SandboxCoin, timeMs: number): boolean {
  if (timeMs < dayStart(coin.firstDay)) return false;
  return coin.delistedDay === null || timeMs < dayStart(coin.delistedDay);
}
