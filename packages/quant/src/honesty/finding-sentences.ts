/**
 * What is found of a result, by the code of the finding; blanks in double braces are its `values`. How a value is written goes
 * by its name: `…Pct` are percentages in points, `…Sharpe` Sharpe ratios, `chance` is a share of 1, `at` a time, all others
 * are counts. Clients that speak another language have a sentence of their own for each code, with the same blanks.
 */
export const FINDING_SENTENCES = {
  "verdict-too-little": "There is too little here to tell skill from luck.",
  "verdict-luck": "This result is not distinguishable from luck.",
  "verdict-doubtful": "Something speaks against believing this result.",
  "verdict-holds-up": "Nothing that was tried speaks against this result, which is no promise for the future.",
  "look-ahead":
    "With the history cut short, what happened by {{at}} came out differently: the rules use what was not known yet, and no figure of this run can be believed.",
  "few-positions_one": "Only 1 position was entered; from about {{fewest}} on chance begins to average out.",
  "few-positions_other":
    "Only {{count}} positions were entered; from about {{fewest}} on chance begins to average out.",
  "few-candles_one": "The run has 1 candle; below {{fewest}} its figures are mostly noise.",
  "few-candles_other": "The run has {{count}} candles; below {{fewest}} its figures are mostly noise.",
  "no-gain": "The strategy made {{totalPct}}: there is no gain that could be skill.",
  "below-benchmark": "Holding the benchmark would have made {{benchmarkPct}}, the strategy made {{totalPct}}.",
  "random-better":
    "In {{better}} of {{runs}} runs with random entries, as many, as long and of the same size, the result was better: chance enters at better times than the rules.",
  "random-alike":
    "In {{better}} of {{runs}} runs with random entries, as many, as long and of the same size, the result was better: when it enters is not distinguishable from luck.",
  "random-worse":
    "In {{better}} of {{runs}} runs with random entries, as many, as long and of the same size, the result was better.",
  bootstrap:
    "With the returns drawn anew in blocks of {{block}} candles, {{losses}} of {{runs}} runs lost money; nine in ten ended between {{lowPct}} and {{highPct}}.",
  "true-sharpe": "The chance that the true Sharpe ratio is above 0 is {{chance}}.",
  "best-of-tries":
    "The best of {{tries}} tries without any skill shows a Sharpe ratio of {{luckySharpe}}; the chance that this one is truly above that is {{chance}}.",
  "out-of-sample":
    "Before {{day}} it made {{insidePct}} (Sharpe ratio {{insideSharpe}}), on the last 30 % of the candles {{outsidePct}} ({{outsideSharpe}}).",
  "walk-forward":
    "Parameters chosen on the past alone made money in {{gained}} of {{periods}} later periods, {{growthPct}} in all.",
  sensitivity:
    "With one parameter a few steps off it made between {{leastPct}} and {{mostPct}}, instead of {{totalPct}}.",
  "trade-order":
    "In one of twenty other orders of the same trades the drawdown between them is {{fallPct}} or more; the run's own was {{ownPct}}.",
} as const;
