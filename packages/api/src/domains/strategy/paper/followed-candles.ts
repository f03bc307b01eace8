import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { JobRunContext } from "../../../platform/queue/job-queue.ts";
import { completeCandlesOf, type MarketRuntime, readRanksOfNow } from "../../market/market.public.ts";
import { storedRules } from "../strategies/strategy-answers.ts";
import { PaperRepository } from "./paper.repository.ts";

// Right after a close an exchange may not have the candle yet; one that does not come is asked for less and less often.
const SOON_MS = 5 * 60_000;
const AGAIN_SOON_MS = 40_000;
const AGAIN_LATER_MS = 5 * 60_000;

/**
 * Has the candles completed that paper accounts wait for, shortly after each close of their timeframe: the market's own
 * schedule would come to them within the hour only.
 */
export class FollowedCandles {
  readonly #market: MarketRuntime;
  /** When a coin's candles were asked for last, ms. */
  readonly #asked = new Map<string, number>();

  constructor(market: MarketRuntime) {
    this.#market = market;
  }

  /** Within the providers' budgets; what they refuse now is asked for again. */
  async complete(run: Pick<JobRunContext, "signal" | "progress">): Promise<Record<string, unknown>> {
    const now = this.#market.clock().getTime();
    for (const [coin, at] of this.#asked) if (now - at > AGAIN_LATER_MS) this.#asked.delete(coin);
    const coins = await this.#waitedFor(now);
    const done = await completeCandlesOf(this.#market, coins, run);
    // Where the provider wants rest nobody knows which were read.
    if (done.paused === null) for (const coin of coins) this.#asked.set(coin, now);
    return { coins: coins.length, ...done };
  }

  async #waitedFor(now: number): Promise<string[]> {
    const { db } = this.#market;
    const waiting = await asOwner(db.primary, "system", (all) => new PaperRepository(all).listWaiting(new Date(now)));
    const coins = new Set<string>();
    for (const { rules, held, closedAt } of waiting) {
      const again = now - closedAt.getTime() < SOON_MS ? AGAIN_SOON_MS : AGAIN_LATER_MS;
      for (const coin of [...held, ...(await this.#readBy(storedRules(rules)))]) {
        if (now - (this.#asked.get(coin) ?? Number.NEGATIVE_INFINITY) >= again) coins.add(coin);
      }
    }
    return [...coins];
  }

  /** The coins whose candles these rules read. */
  async #readBy({ universe, series }: StrategyRules): Promise<string[]> {
    const others = series.flatMap(({ other }) => (other === undefined ? [] : [other]));
    if (universe.kind === "coin") return [universe.coin, ...others];
    if (universe.kind === "list") return [...universe.coins, ...others];
    return [...(await readRanksOfNow(this.#market.db.primary, universe)), ...others];
  }
}
