import { toDecimalString } from "@cryptodesk/shared/money/decimal";
import { dayOf, dayStart } from "./calendar.ts";
import { type SandboxCoin, SECTORS } from "./coin.ts";
import { plainCoin } from "./coins.ts";
import { hashText, uniform } from "./noise.ts";

const DAYS_BETWEEN = 7;
const LISTED_DAYS = 56;
const FIRST_DAY = 3;

const ADJECTIVES = [
  ...["Lunar", "Velvet", "Copper", "Hollow", "Crimson", "Paper", "Quiet", "Rapid", "Salty", "Sleepy", "Turbo"],
  ...["Wobbly", "Amber", "Brave", "Clever", "Dizzy", "Electric", "Feral", "Golden", "Humble", "Icy", "Jolly", "Lucky"],
];
const ANIMALS = [
  ...["Otter", "Badger", "Heron", "Lynx", "Newt", "Puffin", "Stoat", "Toad", "Walrus", "Yak", "Gecko", "Ibis"],
  ...["Moth", "Pika", "Quokka", "Raven", "Tapir", "Urchin", "Vole"],
];

/** Serial numbers of the short-lived coins that are listed at a time: one arrives and one leaves each week. */
export function newListingSerials(timeMs: number): number[] {
  const latest = Math.floor((dayOf(timeMs) - FIRST_DAY) / DAYS_BETWEEN);
  const count = LISTED_DAYS / DAYS_BETWEEN;
  return Array.from({ length: count }, (_, index) => latest - index).filter((serial) => serial >= 0);
}

/** The short-lived coin with a serial number. Its id ends with the number, so names may repeat. */
export function newListing(serial: number): SandboxCoin {
  const adjective = ADJECTIVES[(serial * 5) % ADJECTIVES.length] ?? "New";
  const animal = ANIMALS[(serial * 7) % ANIMALS.length] ?? "Coin";
  const id = `${adjective}-${animal}-${serial}`.toLowerCase();
  const key = hashText(id);
  const firstDay = FIRST_DAY + serial * DAYS_BETWEEN;
  const level = 10 ** (uniform(key, 1) * 4 - 3.5);
  const supply = toDecimalString(Number(((4e6 * 20 ** uniform(key, 2)) / level).toPrecision(2))) ?? "0";
  const endDay = firstDay + LISTED_DAYS;
  return {
    ...plainCoin(id, animal.toUpperCase(), `${adjective} ${animal}`, dayStart(firstDay)),
    categories: [SECTORS.meme],
    sector: "meme",
    level,
    circulatingSupply: supply,
    totalSupply: supply,
    maxSupply: supply,
    delistedDay: endDay,
    haltedDay: endDay,
    beta: 1.2,
    sectorWeight: 1,
    ownVolatility: 1.5,
    turnover: 0.25,
  };
}

/** The serial number in the id of a short-lived coin; null for any other id. */
export function serialOf(id: string): number | null {
  const serial = Number(/-(\d{1,6})$/.exec(id)?.[1] ?? Number.NaN);
  return Number.isNaN(serial) || newListing(serial).id !== id ? null : serial;
}
