// Carries rounds out in a thread of the browser.
import { backtestRounds } from "./backtest-rounds.ts";

addEventListener("message", ({ data }: MessageEvent<{ candles: number; rounds: number }>) => {
  postMessage(backtestRounds(data.candles, data.rounds));
});
