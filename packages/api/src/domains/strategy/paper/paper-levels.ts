import type { RunSettings } from "@cryptodesk/quant/backtest/run-settings";
import type { PaperBook } from "./paper-book.ts";
import type { PaperTranche } from "./paper-state.ts";

/**
 * Closes what the live prices have taken to a stop or a target. A stop is filled at the live price, which may lie beyond it; a
 * target at its own, as a resting order is not counted on to get a better one. Where there is no live price nothing happens.
 */
export function touchLevels(book: PaperBook): void {
  for (const tranche of [...book.state.tranches]) {
    const price = book.prices.get(tranche.coin);
    if (price !== undefined) touch(book, tranche, price);
  }
}

function touch(book: PaperBook, tranche: PaperTranche, price: number): void {
  const { stop, trailing, target } = levelsOf(tranche, book.settings);
  const signed = price * tranche.side;
  if (signed <= Math.max(stop, trailing)) {
    book.close(tranche, { reason: trailing > stop ? "trailing" : "stop", price, how: "taker" });
  } else if (signed >= target) {
    book.close(tranche, { reason: "target", price: target * tranche.side, how: "maker" });
  } else {
    tranche.best = Math.max(tranche.best, signed);
    tranche.worst = Math.min(tranche.worst, signed);
  }
}

/** Prices times the side, so that a stop lies below for longs and shorts alike. The best price is that before this look. */
function levelsOf(
  { side, entryPrice, stopDistance, trailingDistance, targetDistance, best }: PaperTranche,
  { stopShare, trailingShare, targetShare }: RunSettings,
): { stop: number; trailing: number; target: number } {
  const entry = entryPrice * side;
  const highest = (...levels: number[]) =>
    Math.max(Number.NEGATIVE_INFINITY, ...levels.filter((level) => !Number.isNaN(level)));
  return {
    stop: highest(entry - entryPrice * stopShare, entry - (stopDistance ?? Number.NaN)),
    trailing: highest(best - Math.abs(best) * trailingShare, best - (trailingDistance ?? Number.NaN)),
    target: -highest(-entry - entryPrice * targetShare, -entry - (targetDistance ?? Number.NaN)),
  };
}
