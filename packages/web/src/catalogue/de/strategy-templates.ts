import type { strategyTemplates as english } from "../en/strategy-templates.ts";
import type { Translation } from "../translation.ts";

export const strategyTemplates: Translation<typeof english> = {
  "moving-average-cross": {
    name: "Kreuzung gleitender Durchschnitte",
    description:
      "Kauft, wenn ein schneller Durchschnitt der Schlusskurse über einen langsamen steigt, und verkauft, wenn er wieder darunter fällt. Fängt lange Trends spät und ganz ein und bezahlt dafür mit vielen kleinen Verlusten, solange die Kurse seitwärts laufen.",
  },
  "rsi-mean-reversion": {
    name: "RSI-Rückkehr zur Mitte",
    description:
      "Kauft, was in einem längeren Aufwärtstrend schnell gefallen ist, wenn der Relative-Stärke-Index niedrig ist, und verkauft, wenn es sich erholt hat. Gewinnt oft und wenig; der Stopp begrenzt die Male, in denen der Fall weitergeht.",
  },
  "donchian-breakout": {
    name: "Donchian-Ausbruch",
    description:
      "Kauft, wenn der Schlusskurs über dem höchsten Kurs der Wochen davor liegt, und geht beim tiefsten einer kürzeren Strecke oder bei einem Stopp von zwei mittleren wahren Spannen: die Regeln, die die Turtle-Händler lernten, für Coins.",
  },
  "volatility-target-momentum": {
    name: "Momentum mit Zielvolatilität",
    description:
      "Hält einen Coin, solange er über die letzten Monate gestiegen ist, und umso weniger davon, je mehr sein Kurs springt: Die Position strebt eine gleichmäßige Volatilität des Kapitals an und wird jede Woche darauf zurückgeführt.",
  },
  "dollar-cost-averaging": {
    name: "Kauf in festen Raten",
    description:
      "Kauft zu Beginn jeder Woche für denselben Betrag in Dollar, wie hoch der Kurs auch ist, und verkauft nie. Der Maßstab für alle, die Käufe zur rechten Zeit machen wollen.",
  },
  grid: {
    name: "Raster",
    description:
      "Kauft bei jedem Schritt nach unten eine Tranche und verkauft jede Tranche einen Schritt höher wieder. Verdient an Kursen, die in einer Spanne schwingen; in einem langen Fall hält es alle seine Tranchen mit Verlust, da es keinen Stopp hat.",
  },
  "rebalanced-top-n": {
    name: "Die größten 10, neu gewichtet",
    description:
      "Hält die zehn größten Coins zu gleichen Teilen, ohne Stablecoins. Wer dazugehört, wird jeden Monat neu entschieden, und abgewichene Gewichte werden zurückgeführt: verkauft, was am meisten gestiegen ist, kauft, was zurückgeblieben ist.",
  },
  "buy-and-hold": {
    name: "Kaufen und halten",
    description: "Kauft einmal für alles und behält es: was jede andere Strategie nach ihren Gebühren schlagen muss.",
  },
};
