/** What runs and jobs say they are at, beside how far they are. */
export const WORK_SENTENCES = {
  candles: "candles",
  "honesty-checks": "honesty checks",
  points: "points",
  "reading-candles": "reading candles",
  recording: "recording",
  "rows-from": "rows from {{source}}",
  sparklines: "sparklines",
  "prices-found": "{{count}} points",
  "prices-of": "{{series}}: {{count}} points",
} as const;
