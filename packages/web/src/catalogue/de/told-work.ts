import type { told as english } from "../en/told.ts";
import type { Translation } from "../translation.ts";

/** What runs and jobs say they are at. */
export const work: Translation<(typeof english)["work"]> = {
  candles: "Kerzen",
  "honesty-checks": "Prüfungen auf Glück und Vorwissen",
  points: "Punkte",
  "reading-candles": "Kerzen werden gelesen",
  recording: "wird eingetragen",
  "rows-from": "Zeilen von {{source}}",
  sparklines: "Verlaufslinien",
  "prices-found": "{{count}} Kurspunkte",
  "prices-of": "{{series}}: {{count}} Kurspunkte",
};
