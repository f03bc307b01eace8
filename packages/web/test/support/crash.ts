import type { Listing } from "@cryptodesk/shared/market/listing.contract";
import type { ListingChange } from "@cryptodesk/shared/market/stream.contract";
import { changeOf } from "./fake-answers.ts";
import { decimal } from "./fake-market.ts";

const STEP = 0.97;

/** The market of a fake desk in which the largest coin falls for as long as it is told to and nothing else moves. */
export class Crash {
  falling = false;
  #coin: Listing | null = null;

  /** For the fake desk: moves the coin, once a second. */
  readonly move = (listings: Listing[]): ListingChange[] => {
    this.#coin ??= listings[0] ?? null;
    if (!this.#coin || !this.falling) return [];
    return [fall(this.#coin, STEP)];
  };

  /** Takes the price down to a share of it without a word on the stream. @returns the new price in USD */
  fallUnseen(share: number): number {
    if (!this.#coin) throw new Error("nobody has watched the coin yet");
    return Number(fall(this.#coin, share).priceUsd);
  }
}

function fall(coin: Listing, share: number): ListingChange {
  coin.priceUsd = decimal(Number(coin.priceUsd) * share);
  coin.asOf = new Date().toISOString();
  return changeOf(coin);
}
