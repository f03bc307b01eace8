import type { Output } from "./output.ts";
import { age } from "./times.ts";

/** Where prices came from and when, as far as the printed rows say. */
export interface PriceOrigin {
  simulated?: boolean | undefined;
  asOf?: string | undefined;
}

/** Gathers the origin of printed prices and says it once, on stderr. */
export function createMarketNotice() {
  let simulated = false;
  let oldest: string | null = null;
  let newest: string | null = null;
  return {
    add(origin: PriceOrigin): void {
      simulated ||= origin.simulated === true;
      const { asOf } = origin;
      if (asOf === undefined) return;
      if (oldest === null || asOf < oldest) oldest = asOf;
      if (newest === null || asOf > newest) newest = asOf;
    },
    /** Empty where there is nothing to say. */
    text(out: Output): string {
      const parts = [];
      if (simulated) parts.push(out.palette.warn("SIMULATED MARKET: these prices are not real."));
      if (newest !== null && oldest !== null) {
        const [low, high] = [age(newest, out.now()), age(oldest, out.now())];
        parts.push(low === high ? `Prices are ${low} old.` : `Prices are ${low} to ${high} old.`);
      }
      return parts.join(" ");
    },
  };
}

/** Says on stderr where the prices of one answer came from. */
export function noticeOrigin(out: Output, origins: Iterable<PriceOrigin>): void {
  const notice = createMarketNotice();
  for (const origin of origins) notice.add(origin);
  const text = notice.text(out);
  if (text) out.notice(text);
}
