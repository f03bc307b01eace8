import type { OptimisationPlan } from "@cryptodesk/shared/strategy/optimisation.contract";

/**
 * What is told of a run, of its candles, of runs beside each other, of a search and of paper beside a backtest, by the code;
 * blanks in double braces are its `values`. How a value is written goes by its name: `…Usd` are prices, `…Pct` percentages in
 * points, `at` and `since` times, `day` a day, `seconds` a length of time, `…Figure` values of a key figure, `…Share` percentages without a sign, `objective`
 * the name of a key figure, `reason` and `otherReason` what closed a position,
 * `why` the code of another sentence, which has the same values; `coin`, `timeframe`, `side` and `names` stand as they are, all others
 * are counts. Clients that speak another language have a sentence of their own for each code, with the same blanks.
 */
export const REMARK_SENTENCES = {
  "no-candle": "There is no candle to trade on after the warm-up.",
  "used-up": "The equity was used up: the run ends there, and what was open was liquidated.",
  "both-sides_one": "1 close signalled a long and a short entry at once: neither was followed.",
  "both-sides_other": "{{count}} closes signalled a long and a short entry at once: neither was followed.",
  "missing-candle_one": "1 entry was dropped because the next candle is missing.",
  "missing-candle_other": "{{count}} entries were dropped because the next candle is missing.",
  "broken-off_one":
    "1 position was closed at the last known price because the series broke off or became another coin.",
  "broken-off_other":
    "{{count}} positions were closed at the last known price because the series broke off or became another coin.",
  "no-cash_one": "1 entry found no free cash.",
  "no-cash_other": "{{count}} entries found no free cash.",
  cut_one: "1 entry was cut to the cash that was free.",
  cut_other: "{{count}} entries were cut to the cash that was free.",
  full_one: "1 entry was not followed because the most positions were open.",
  full_other: "{{count}} entries were not followed because the most positions were open.",
  partial_one: "1 fill was cut to the share of the volume that may be taken.",
  partial_other: "{{count}} fills were cut to the share of the volume that may be taken.",
  lapsed_one: "1 entry was not filled wholly within five candles: the rest was given up.",
  lapsed_other: "{{count}} entries were not filled wholly within five candles: the rest was given up.",
  "unknown-volume_one": "1 fill waited because nobody reported the volume of the candle.",
  "unknown-volume_other": "{{count}} fills waited because nobody reported the volume of the candle.",
  "unknown-size_one": "1 entry was dropped because volatility or the average true range was not known yet.",
  "unknown-size_other":
    "{{count}} entries were dropped because volatility or the average true range was not known yet.",
  "no-bet_one": "1 entry was not followed because its size came to nothing.",
  "no-bet_other": "{{count}} entries were not followed because their size came to nothing.",
  "trades-cut": "{{made}} trades were made; the first {{kept}} are kept. The figures are of all of them.",

  "coin-left-out": "{{coin}} has no {{timeframe}} candles in this span and is left out.",
  survivorship:
    "The {{size}} largest coins are chosen among those that this desk has met: coins that went under before are missing, which flatters the result (survivorship bias).",
  "ranks-unknown":
    "Market caps are not stored for {{missing}} of {{all}} rebalances, the first on {{day}}: there the next known ranking stands in, or today's. That favours coins which have grown since.",
  "file-newest-first": "{{coin}}: The file is newest first; its rows were turned round.",
  "file-holes": "{{coin}}: {{missing}} candles are missing between the first and the last.",

  "none-in-span": "no candles in this span",
  "begins-late": "begins on {{at}}",
  "being-fetched": "older candles are still being fetched",
  "closes-only": "prices at the end of each candle only, no range inside: stops and targets are seen at closes",
  "no-volumes": "volumes are not known",
  "another-pair": "from {{at}} it is another exchange pair",
  "another-pair-after-hole": "from {{at}} it is another exchange pair, after a hole since {{since}}",
  "another-coin": "from {{at}} it is what may be another coin",
  "another-coin-after-hole": "from {{at}} it is what may be another coin, after a hole since {{since}}",

  "other-spans": "The runs are of different spans: compare figures a year, not totals.",
  "other-timeframes": "The runs are of different timeframes: volatility and drawdown are seen at different intervals.",
  "other-years": "The runs count different numbers of candles to a year: their yearly figures do not compare.",
  "other-candles": "The runs read different candles.",
  "other-engines": "The runs were made by different versions of the engine.",
  "other-markets": "Some runs are of simulated prices, others of real ones.",

  "no-score": "None of {{points}} points has a score: widen the ranges or loosen the constraints.",
  "no-score-told_one": "1 point has an objective that cannot be told.",
  "no-score-told_other": "{{count}} points have an objective that cannot be told.",
  "no-score-rules_one": "1 point makes rules that cannot be evaluated.",
  "no-score-rules_other": "{{count}} points make rules that cannot be evaluated.",
  "no-score-drawdown_one": "1 point has a drawdown of more than {{mostShare}}.",
  "no-score-drawdown_other": "{{count}} points have a drawdown of more than {{mostShare}}.",
  "no-score-trades_one": "1 point has fewer than {{least}} trades.",
  "no-score-trades_other": "{{count}} points have fewer than {{least}} trades.",
  "all-seen": "The search saw all candles: nothing is left to tell whether the best would have held up.",
  "unseen-unknown":
    "The best has {{objective}} of {{bestFigure}}; on the last {{heldShare}} of the candles, which the search did not see, it cannot be told.",
  "unseen-less":
    "The best has {{objective}} of {{bestFigure}}; on the last {{heldShare}} of the candles, which the search did not see, {{outsideFigure}}, so less than inside.",
  "unseen-no-less":
    "The best has {{objective}} of {{bestFigure}}; on the last {{heldShare}} of the candles, which the search did not see, {{outsideFigure}}, so no less than inside.",
  "tries-luck":
    "Of {{tries}} tries that differ as much as these and have no skill, the best shows a Sharpe ratio of {{luckyFigure}} on average; the best here has {{ownFigure}}, which is truly above that with a chance of {{chanceShare}}: it is not distinguishable from the luck of trying often.",
  "tries-skill":
    "Of {{tries}} tries that differ as much as these and have no skill, the best shows a Sharpe ratio of {{luckyFigure}} on average; the best here has {{ownFigure}}, which is truly above that with a chance of {{chanceShare}}.",
  "edge-of-what-works":
    "Of the {{points}} points next to the best {{without}} have no score: it stands at an edge of what works.",
  plateau:
    "The {{points}} points next to the best have {{middleFigure}} in the middle, {{worstFigure}} at worst: it stands on a plateau.",
  "lone-peak":
    "The {{points}} points next to the best have {{middleFigure}} in the middle, {{worstFigure}} at worst: it is a lone peak, which is more often an accident than a find.",
  "range-end": "The best is at the end of the range of {{names}}: better ones may lie beyond.",
  "not-allowed": "{{rejected}} of {{points}} points do not meet the constraints.",

  "desk-off": "The desk did not look at this candle before the next one closed; nothing is filled after the fact.",
  "no-live-price": "There was no live price.",
  "long-and-short": "Long and short were said at once.",
  "size-unknown": "What its size or its stop is measured by is not known yet.",
  "left-universe": "The coin is not of the universe any more.",
  "cooling-down": "The coin was closed a short while ago, and the rules let it cool down.",
  "most-positions": "The rules hold {{most}} positions at most.",
  "no-cash-left": "There was no cash left.",
  "volume-unknown": "The volume of the last candle is not known, and the rules limit fills by it.",
  "too-much-slippage": "The price could not be had with such slippage.",

  "closes-missed_one":
    "The desk was off, or the account was paused: one candle closed from {{at}} on that nobody looked at in time. The backtest acted on it.",
  "closes-missed_other":
    "The desk was off, or the account was paused: {{count}} candles closed from {{at}} on that nobody looked at in time. The backtest acted on them.",
  "candle-corrected":
    "The candle was corrected later: it closed at {{seenUsd}} when the desk looked, and at {{storedUsd}} by what is stored now ({{awayPct}}).",
  "backtest-only": "The backtest goes {{side}} at {{backtestUsd}}; on paper nothing was entered. {{why}}",
  "not-looked-at": "The desk did not look at that candle in time.",
  "held-already":
    "The account held the coin already, from an entry that the backtest does not have or had closed by then.",
  "not-said":
    "The rules did not say so at the candle that the desk saw, which was corrected later or looked back on other candles.",
  "entry-price":
    "Entered at {{paperUsd}} on paper, {{seconds}} after the close at the price of that moment; at {{backtestUsd}} in the backtest, at the open of the next candle ({{awayPct}}).",
  "still-open-on-paper": "The backtest closed it at {{backtestUsd}} ({{reason}}); on paper it is still open.",
  "exit-not-yet":
    "Closed on paper at {{paperUsd}} ({{reason}}); the backtest acts in the candle after the newest close, which has not closed yet.",
  "still-open-in-backtest":
    "Closed on paper at {{paperUsd}} ({{reason}}); in the backtest it is open until the end of the stretch.",
  "exit-price":
    "Closed at {{paperUsd}} on paper ({{reason}}), at the price of that moment; at {{backtestUsd}} in the backtest ({{otherReason}}; {{awayPct}}).",
  "entry-not-yet":
    "Went {{side}} on paper at {{paperUsd}}; the backtest acts in the candle after the newest close, which has not closed yet.",
  "paper-only":
    "Went {{side}} on paper at {{paperUsd}}; the backtest does not: by the candles as they are stored now it was not told to, held another position, or had no cash.",
} as const;

/** What closed a position, as sentences say it. */
export const REASON_WORDS = {
  signal: "signal",
  stop: "stop",
  trailing: "trailing stop",
  target: "target",
  time: "time",
  rebalance: "rebalancing",
  "left-universe": "the coin left the universe",
  gap: "the series broke off",
  end: "end",
} as const;

/** Key figures that a search may make as large as possible, as sentences say them. */
export const OBJECTIVE_WORDS = {
  sharpe: "a Sharpe ratio",
  sortino: "a Sortino ratio",
  calmar: "a Calmar ratio",
  totalReturnPct: "a total return in percent",
  omega: "an omega",
  sqn: "a system quality number",
  profitFactor: "a profit factor",
  informationRatio: "an information ratio",
} as const satisfies Record<OptimisationPlan["objective"], string>;
