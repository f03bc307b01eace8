import type { strategyMetrics as en } from "../en/strategy-metrics.ts";
import type { Translation } from "../translation.ts";

export const strategyMetrics: Translation<typeof en> = {
  formula: "Formel",
  source: "Quelle",
  unknown: "Nicht bestimmbar: keine Trades, keine Schwankung oder ein zu kurzer Lauf.",
  groups: {
    returns: "Rendite",
    risk: "Risiko",
    ratios: "Rendite je Risiko",
    trades: "Gewinner und Verlierer",
    costs: "Kosten und Markt",
    benchmark: "Gegen den Vergleichsmaßstab",
  },
  totalReturnPct: {
    name: "Gesamtrendite",
    means: "Was das Kapital über den ganzen Lauf gewonnen oder verloren hat, nach allen Kosten.",
    formula: "Endkapital ÷ Kapital − 1",
  },
  annualReturnPct: {
    name: "Jahresrendite",
    means: "Der gleichmäßige Jahressatz, der zum selben Ende geführt hätte. Unter 30 Tagen ohne Angabe.",
    formula: "(Endkapital ÷ Kapital) ^ (365,25 Tage ÷ Dauer) − 1",
  },
  volatilityPct: {
    name: "Volatilität",
    means: "Wie weit die Renditen um ihr Mittel streuen, aufs Jahr.",
    formula: "Standardabweichung der Kerzenrenditen × √Perioden im Jahr",
  },
  sharpe: {
    name: "Sharpe-Quotient",
    means: "Mittlere Rendite je Einheit Volatilität, aufs Jahr; der risikofreie Zins zählt als 0.",
    formula: "Mittel ÷ Standardabweichung der Kerzenrenditen × √Perioden im Jahr",
  },
  sortino: {
    name: "Sortino-Quotient",
    means: "Wie der Sharpe-Quotient, doch nur Rückgänge zählen als Risiko.",
    formula: "Mittel ÷ √(Mittel der quadrierten negativen Renditen) × √Perioden im Jahr",
  },
  calmar: {
    name: "Calmar-Quotient",
    means: "Jahresrendite je Einheit des größten Rückgangs.",
    formula: "Jahresrendite ÷ größter Rückgang",
  },
  omega: {
    name: "Omega-Quotient",
    means: "Alles Gewonnene über allem Verlorenen, Kerze für Kerze; über 1 überwiegen Gewinne.",
    formula: "Summe der Renditen über 0 ÷ Summe der Renditen unter 0 (Schwelle 0)",
  },
  maxDrawdownPct: {
    name: "Größter Rückgang",
    means: "Der tiefste Fall des Kapitals von einem früheren Hoch.",
    formula: "größter Wert von 1 − Kapital ÷ bisheriges Hoch",
  },
  maxDrawdownCandles: {
    name: "Längster Rückgang",
    means: "Kerzen von einem Hoch, bis es wieder erreicht war, oder bis zum Ende.",
    formula: "meiste Kerzen zwischen einem Hoch und seiner Erholung",
  },
  trades: {
    name: "Trades",
    means: "Geschlossene Einstiege. Eine in Teilen geschlossene Tranche zählt mehrfach.",
    formula: "Zahl geschlossener Tranchen",
  },
  winRatePct: {
    name: "Trefferquote",
    means: "Anteil der Trades, die nach Kosten mit Gewinn endeten.",
    formula: "Trades mit Gewinn ÷ Trades",
  },
  profitFactor: {
    name: "Profitfaktor",
    means: "Gewinne der Gewinner über Verlusten der Verlierer; über 1 hat die Strategie verdient.",
    formula: "Summe der Gewinne ÷ Summe der Verluste",
  },
  expectancyUsd: {
    name: "Erwartungswert",
    means: "Was ein Trade im Mittel eingebracht hat, in US-Dollar.",
    formula: "Summe der Ergebnisse ÷ Trades",
  },
  expectancyPct: {
    name: "Erwartungswert, Prozent",
    means: "Was ein Trade im Mittel eingebracht hat, gemessen am Einsatz.",
    formula: "Mittel der Ergebnisse ÷ Einsatz",
  },
  averageWinPct: {
    name: "Mittlerer Gewinn",
    means: "Mittleres Ergebnis der Gewinner, gemessen am Einsatz.",
    formula: "Mittel der Ergebnisse über 0",
  },
  averageLossPct: {
    name: "Mittlerer Verlust",
    means: "Mittleres Ergebnis der Verlierer, gemessen am Einsatz.",
    formula: "Mittel der Ergebnisse unter 0",
  },
  sqn: {
    name: "Systemgüte (SQN)",
    means: "Wie sicher der mittlere Trade ist, nach Streuung und Zahl der Trades.",
    formula: "√Trades × Mittel ÷ Standardabweichung der Ergebnisse",
  },
  turnover: {
    name: "Umschlag",
    means: "Wie oft im Jahr das Kapital umgesetzt wurde.",
    formula: "Handelswert im Jahr ÷ mittleres Kapital",
  },
  feesUsd: {
    name: "Gebühren",
    means: "Alle gezahlten Gebühren, in US-Dollar.",
    formula: "Summe der Maker- und Taker-Gebühren aller Ausführungen",
  },
  slippageUsd: {
    name: "Slippage",
    means: "Um wie viel Ausführungen schlechter waren als der angestrebte Preis, in US-Dollar.",
    formula: "Summe von |Ausführungspreis − Bezugspreis| × Menge",
  },
  fundingUsd: {
    name: "Finanzierung",
    means: "Für Geliehenes bei Short-Positionen gezahlt, in US-Dollar.",
    formula: "Wert der Short-Positionen × Satz am Tag × Tage",
  },
  timeInMarketPct: {
    name: "Zeit im Markt",
    means: "Anteil der Kerzen mit einer offenen Position.",
    formula: "Kerzen mit Position ÷ Kerzen",
  },
  alphaPct: {
    name: "Alpha",
    means: "Rendite im Jahr, die die Bewegungen des Vergleichsmaßstabs nicht erklären.",
    formula: "mittlere Rendite − Beta × mittlere Rendite des Maßstabs, aufs Jahr",
  },
  beta: {
    name: "Beta",
    means: "Wie stark sich das Kapital bewegte, wenn sich der Maßstab um ein Prozent bewegte.",
    formula: "Kovarianz mit dem Maßstab ÷ seine Varianz",
  },
  informationRatio: {
    name: "Information Ratio",
    means: "Rendite über dem Maßstab je Einheit, um die beide auseinanderlaufen.",
    formula: "Mittel ÷ Standardabweichung der Renditedifferenzen × √Perioden im Jahr",
  },
  var95Pct: {
    name: "Value at Risk, 95 %",
    means: "Eine von zwanzig Kerzen verlor mindestens so viel.",
    formula: "5-%-Quantil der Kerzenrenditen, als Verlust",
  },
  cvar95Pct: {
    name: "Expected Shortfall, 95 %",
    means: "Der mittlere Verlust dieses schlechtesten Zwanzigstels der Kerzen.",
    formula: "Mittel der Renditen unter ihrem 5-%-Quantil, als Verlust",
  },
  benchmarkReturnPct: {
    name: "Rendite des Maßstabs",
    means: "Was dasselbe Kapital im Vergleichsmaßstab gebracht hätte.",
    formula: "letzter ÷ erster Schlusskurs des Maßstabs − 1",
  },
};
