/** Names and descriptions of the templates, by their ids. Clients that speak another language have their own. */
export const TEMPLATE_TEXTS = {
  "moving-average-cross": {
    name: "Moving-average cross",
    description:
      "Buys when a fast average of closing prices crosses above a slow one and sells when it crosses back below. Catches long trends late and whole, and pays for it with many small losses while prices go sideways.",
  },
  "rsi-mean-reversion": {
    name: "RSI mean reversion",
    description:
      "Buys what fell fast inside a longer uptrend, when the relative strength index is low, and sells when it has recovered. Wins often and little; the stop limits the times when the fall goes on.",
  },
  "donchian-breakout": {
    name: "Donchian breakout",
    description:
      "Buys when the close is above the highest price of the weeks before and leaves at the lowest of a shorter stretch or at a stop of two average true ranges: the rules the Turtle traders were taught, for coins.",
  },
  "volatility-target-momentum": {
    name: "Volatility-target momentum",
    description:
      "Holds a coin while it has risen over the last months, and holds less of it the more its price jumps about: the position aims at a steady volatility of equity and is brought back to it every week.",
  },
  "dollar-cost-averaging": {
    name: "Dollar-cost averaging",
    description:
      "Buys for the same amount of dollars at the beginning of every week, whatever the price is, and never sells. The yardstick for everybody who wants to time purchases.",
  },
  grid: {
    name: "Grid",
    description:
      "Buys a tranche at each step down and sells every tranche one step up again. Earns from prices that swing in a range; in a long fall it holds all of its tranches at a loss, as it has no stop.",
  },
  "rebalanced-top-n": {
    name: "Rebalanced top 10",
    description:
      "Holds the ten largest coins in equal parts, without stablecoins. Membership is decided anew each month, and weights that have drifted are brought back: sells what has risen most, buys what has fallen behind.",
  },
  "buy-and-hold": {
    name: "Buy and hold",
    description: "Buys once with everything and keeps it: what every other strategy has to beat after its fees.",
  },
} as const;
