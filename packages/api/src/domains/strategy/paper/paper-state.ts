/** One entry of a position on paper. Best and worst are prices times `side`, so that higher is better for longs and shorts. */
export interface PaperTranche {
  coin: string;
  /** 1: long, -1: short. */
  side: 1 | -1;
  quantity: number;
  /** Mean price of its fills, slippage included, USD. */
  entryPrice: number;
  /** Fees of entering what is left, USD. */
  fees: number;
  /** Funding paid for what is left, USD. */
  funding: number;
  /** Close of the candle whose signal it was, ms. */
  signalAt: number;
  enteredAt: number;
  /** Distances in USD, as known at the signal; null: the rules have none. */
  stopDistance: number | null;
  trailingDistance: number | null;
  targetDistance: number | null;
  best: number;
  worst: number;
  trace: string;
}

/** What a paper account holds: all that a look at it goes on from. JSON-safe. */
export interface PaperState {
  cash: number;
  tranches: PaperTranche[];
  /** Last known price of each coin that is held, USD. */
  marks: Record<string, number>;
  /** When each coin was closed last, ms. */
  closedAt: Record<string, number>;
  /** How many trades were closed. */
  trades: number;
  /** Results of the last closed trades as shares of what was put in, oldest first: what Kelly's bet is estimated from. */
  results: number[];
  /** Up to when funding of shorts is paid, ms. */
  fundedAt: number | null;
}

export function emptyState(capital: number): PaperState {
  return { cash: capital, tranches: [], marks: {}, closedAt: {}, trades: 0, results: [], fundedAt: null };
}

/** Cash plus positions at these prices; where a coin has none now, at its last known one. USD. */
export function equityOf({ cash, tranches, marks }: PaperState, prices: ReadonlyMap<string, number>): number {
  return tranches.reduce((sum, { coin, side, quantity, entryPrice }) => {
    return sum + side * quantity * (prices.get(coin) ?? marks[coin] ?? entryPrice);
  }, cash);
}
