import type { honestyFindings as english } from "../en/honesty-findings.ts";
import type { Translation } from "../translation.ts";

export const honestyFindings: Translation<typeof english> = {
  "verdict-too-little": "Das ist zu wenig, um Können von Glück zu unterscheiden.",
  "verdict-luck": "Dieses Ergebnis ist von Glück nicht zu unterscheiden.",
  "verdict-doubtful": "Etwas spricht dagegen, diesem Ergebnis zu glauben.",
  "verdict-holds-up":
    "Nichts, was versucht wurde, spricht gegen dieses Ergebnis; für die Zukunft ist das kein Versprechen.",
  "look-ahead":
    "Mit gekürzter Geschichte kam anders heraus, was bis {{at}} geschah: Die Regeln benutzen, was noch nicht bekannt war, und keiner Zahl dieses Laufs ist zu glauben.",
  "few-positions_one": "Nur 1 Position wurde eröffnet; ab etwa {{fewest}} beginnt der Zufall sich auszugleichen.",
  "few-positions_other":
    "Nur {{count}} Positionen wurden eröffnet; ab etwa {{fewest}} beginnt der Zufall sich auszugleichen.",
  "few-candles_one": "Der Lauf hat 1 Kerze; unter {{fewest}} sind seine Zahlen vor allem Rauschen.",
  "few-candles_other": "Der Lauf hat {{count}} Kerzen; unter {{fewest}} sind seine Zahlen vor allem Rauschen.",
  "no-gain": "Die Strategie machte {{totalPct}}: Da ist kein Gewinn, der Können sein könnte.",
  "below-benchmark":
    "Den Vergleichswert zu halten hätte {{benchmarkPct}} gebracht, die Strategie brachte {{totalPct}}.",
  "random-better":
    "In {{better}} von {{runs}} Läufen mit zufälligen Einstiegen, ebenso vielen, langen und großen, war das Ergebnis besser: Der Zufall steigt zu besseren Zeiten ein als die Regeln.",
  "random-alike":
    "In {{better}} von {{runs}} Läufen mit zufälligen Einstiegen, ebenso vielen, langen und großen, war das Ergebnis besser: Wann sie einsteigt, ist von Glück nicht zu unterscheiden.",
  "random-worse":
    "In {{better}} von {{runs}} Läufen mit zufälligen Einstiegen, ebenso vielen, langen und großen, war das Ergebnis besser.",
  bootstrap:
    "Mit neu gezogenen Renditen in Blöcken von {{block}} Kerzen verloren {{losses}} von {{runs}} Läufen Geld; neun von zehn endeten zwischen {{lowPct}} und {{highPct}}.",
  "true-sharpe": "Die Wahrscheinlichkeit, dass der wahre Sharpe-Quotient über 0 liegt, ist {{chance}}.",
  "best-of-tries":
    "Der beste von {{tries}} Versuchen ohne jedes Können zeigt einen Sharpe-Quotienten von {{luckySharpe}}; die Wahrscheinlichkeit, dass dieser wirklich darüber liegt, ist {{chance}}.",
  "out-of-sample":
    "Bis {{day}} machte sie {{insidePct}} (Sharpe-Quotient {{insideSharpe}}), auf den letzten 30 % der Kerzen {{outsidePct}} ({{outsideSharpe}}).",
  "walk-forward":
    "Parameter, die nur nach der Vergangenheit gewählt wurden, machten in {{gained}} von {{periods}} späteren Abschnitten Gewinn, zusammen {{growthPct}}.",
  sensitivity:
    "Mit einem Parameter um wenige Schritte daneben machte sie zwischen {{leastPct}} und {{mostPct}}, statt {{totalPct}}.",
  "trade-order":
    "In einer von zwanzig anderen Reihenfolgen derselben Trades ist der Rückgang dazwischen {{fallPct}} oder mehr; der des Laufs war {{ownPct}}.",
};
