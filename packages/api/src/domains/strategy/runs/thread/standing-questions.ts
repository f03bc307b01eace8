import type { MarketData } from "@cryptodesk/quant/backtest/market-data";
import type { Timeframe } from "@cryptodesk/shared/market/timeframe";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import type { RunData } from "../../candles/run-data.ts";
import type { CoinAtClose } from "../../paper/paper-candle.ts";

/** Candles of a run to be written as the JSON of `BacktestData`. */
export interface WriteQuestion {
  readonly kind: "write";
  readonly data: RunData;
  readonly timeframe: Timeframe;
}

/** What rules say at some closes. */
export interface JudgeQuestion {
  readonly kind: "judge";
  readonly rules: StrategyRules;
  readonly market: MarketData;
  /** ms. */
  readonly closes: readonly number[];
}

/** What a thread is asked that stands ready for anybody. */
export type StandingQuestion = WriteQuestion | JudgeQuestion;

interface StandingAnswers {
  write: Uint8Array;
  /** The coins of the universe at each close, in the order of the closes. */
  judge: CoinAtClose[][];
}

export type StandingAnswer<Q extends StandingQuestion> = StandingAnswers[Q["kind"]];

/** What a thread says. `refused`: rules that cannot be judged, in words for whoever wrote them. */
export type StandingReply =
  | { readonly kind: "answer"; readonly answer: StandingAnswers[StandingQuestion["kind"]] }
  | { readonly kind: "refused"; readonly message: string }
  | { readonly kind: "failed"; readonly message: string };
