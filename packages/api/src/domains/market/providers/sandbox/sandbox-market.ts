import { allSectors, type SandboxCoin, type Sector } from "./coin.ts";
import { isListed, permanentCoins } from "./coins.ts";
import { DailyWalk } from "./daily-walk.ts";
import { newListing, newListingSerials, serialOf } from "./new-listings.ts";
import { hashText, mix, SmoothNoise } from "./noise.ts";

const MARKET_VOLATILITY = 0.46;
const SECTOR_VOLATILITY = 0.26;
const CYCLE_DAYS = 160;
const CYCLE_HEIGHT = 0.4;

/** A coin together with what moves it. */
export interface MovingCoin {
  coin: SandboxCoin;
  /** The key of everything random about the coin under this seed. */
  key: number;
  /** Natural logarithm of the coin's level, or of its ratio to its anchor. */
  logLevel: number;
  walk: DailyWalk;
  market: DailyWalk;
  sector: DailyWalk | null;
  anchor: MovingCoin | null;
}

export interface SandboxSettings {
  /** The same seed gives the same market. */
  seed: string;
  /** Distance between the times at which prices may change. */
  tickSeconds: number;
}

/**
 * The simulated market: which coins exist and what moves them. Log price = level + beta × market + sector + own part;
 * each part is a mean-reverting walk with volatility regimes and jumps, so that no price runs away over years.
 */
export class SandboxMarket {
  readonly tickMs: number;
  /** The key of everything random under this seed. */
  readonly seedKey: number;
  private readonly marketFactor: DailyWalk;
  private readonly sectorFactors: ReadonlyMap<Sector, DailyWalk>;
  private readonly permanent: readonly MovingCoin[];
  private readonly permanentById: ReadonlyMap<string, MovingCoin>;
  private readonly shortLived = new Map<number, MovingCoin>();

  constructor({ seed, tickSeconds }: SandboxSettings) {
    this.tickMs = tickSeconds * 1000;
    this.seedKey = hashText(seed);
    this.marketFactor = this.marketWalk();
    this.sectorFactors = new Map(allSectors().map((sector) => [sector, this.sectorWalk(sector)]));
    const byId = new Map<string, MovingCoin>();
    // Anchors come first so that what is pegged to them finds them.
    const anchorsFirst = permanentCoins().sort((left, right) => anchorOrder(left) - anchorOrder(right));
    for (const coin of anchorsFirst) byId.set(coin.id, this.setInMotion(coin, byId));
    this.permanentById = byId;
    this.permanent = [...byId.values()];
  }

  /** Coins in the list at a time, in no particular order. */
  listedAt(timeMs: number): MovingCoin[] {
    const shortLived = newListingSerials(timeMs).map((serial) => this.shortLivedCoin(serial));
    return [...this.permanent, ...shortLived].filter(({ coin }) => isListed(coin, timeMs));
  }

  /** A coin by id, listed or not; null when there never is one. */
  find(id: string): MovingCoin | null {
    const permanent = this.permanentById.get(id);
    if (permanent) return permanent;
    const serial = serialOf(id);
    return serial === null ? null : this.shortLivedCoin(serial);
  }

  private shortLivedCoin(serial: number): MovingCoin {
    const known = this.shortLived.get(serial);
    if (known) return known;
    const moving = this.setInMotion(newListing(serial), new Map());
    this.shortLived.set(serial, moving);
    return moving;
  }

  private setInMotion(coin: SandboxCoin, known: ReadonlyMap<string, MovingCoin>): MovingCoin {
    const key = mix(this.seedKey, hashText(coin.id));
    return {
      coin,
      key,
      logLevel: Math.log(coin.level),
      walk: coin.peg === null ? ownWalk(coin, key) : pegWalk(coin, key),
      market: this.marketFactor,
      sector: coin.sector === null || coin.sectorWeight === 0 ? null : (this.sectorFactors.get(coin.sector) ?? null),
      anchor: coin.peg?.anchorId ? (known.get(coin.peg.anchorId) ?? null) : null,
    };
  }

  private marketWalk(): DailyWalk {
    const key = mix(this.seedKey, hashText("market"));
    const cycle = new SmoothNoise(mix(key, hashText("cycle")), CYCLE_DAYS);
    return new DailyWalk({
      key,
      startDay: 0,
      annualVolatility: MARKET_VOLATILITY,
      regimeStrength: 0.42,
      reversion: 0.005,
      target: (day) => CYCLE_HEIGHT * cycle.at(day),
      jumpChance: 1 / 75,
      jumpSize: 0.04,
      jumpLean: -0.6,
    });
  }

  private sectorWalk(sector: Sector): DailyWalk {
    return new DailyWalk({
      key: mix(this.seedKey, hashText(`sector ${sector}`)),
      startDay: 0,
      annualVolatility: SECTOR_VOLATILITY,
      regimeStrength: 0.3,
      reversion: 0.006,
      jumpChance: 0,
      jumpSize: 0,
      jumpLean: 0,
    });
  }
}

function anchorOrder(coin: SandboxCoin): number {
  return coin.peg?.anchorId ? 1 : 0;
}

function ownWalk(coin: SandboxCoin, key: number): DailyWalk {
  const { decay, ownVolatility, firstDay } = coin;
  return new DailyWalk({
    key,
    startDay: firstDay,
    annualVolatility: ownVolatility,
    regimeStrength: 0.4,
    reversion: decay === null ? 0.006 : 0.03,
    ...(decay && {
      target: (day: number) => Math.max(decay.floor, Math.min(0, decay.perDay * (day - decay.fromDay))),
    }),
    jumpChance: 1 / 60,
    jumpSize: 0.14 * ownVolatility,
    jumpLean: 0,
  });
}

/** The distance from the anchor in units of the band, before it is bounded. */
function pegWalk(coin: SandboxCoin, key: number): DailyWalk {
  return new DailyWalk({
    key,
    startDay: coin.firstDay,
    annualVolatility: coin.ownVolatility,
    regimeStrength: 0,
    reversion: 0.25,
    jumpChance: 0,
    jumpSize: 0,
    jumpLean: 0,
  });
}
