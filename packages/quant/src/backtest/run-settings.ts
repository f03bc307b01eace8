import type { Quantity, StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { quantityValue } from "../rules/parameter-values.ts";

const DAY_MS = 86_400_000;

export type SizingSettings =
  | { readonly kind: "cash"; readonly amount: number }
  | { readonly kind: "equity"; readonly share: number }
  | { readonly kind: "volatility"; readonly targetShare: number; readonly mostShare: number }
  | { readonly kind: "kelly"; readonly fraction: number; readonly trades: number; readonly mostShare: number };

/** The rules' numbers, with their parameters put in. Percentages are shares here: 5 % is 0.05. NaN: not among the rules. */
export interface RunSettings {
  readonly stopShare: number;
  readonly stopAtrs: number;
  readonly trailingShare: number;
  readonly trailingAtrs: number;
  readonly targetShare: number;
  readonly targetAtrs: number;
  /** Candles after which a tranche is closed; Infinity: never. */
  readonly mostCandles: number;
  readonly tranches: number;
  readonly spacingShare: number;
  /** 0: never. */
  readonly rebalanceCandles: number;
  readonly driftShare: number;
  readonly cooldownCandles: number;
  readonly maxPositions: number;
  readonly sizing: SizingSettings;
  readonly makerShare: number;
  readonly takerShare: number;
  /** Slippage that is the same for every fill. */
  readonly slippageShare: number;
  /** Price moved by taking a whole candle's volume. */
  readonly impactShare: number;
  /** Of a candle's volume that fills may take; Infinity: no limit. */
  readonly volumeShare: number;
  /** Whether nothing is filled in a candle whose volume nobody reported. */
  readonly needsVolume: boolean;
  readonly fundingPerCandle: number;
}

/**
 * Reads from the rules what the simulator goes by.
 * @throws RangeError where a quantity names a parameter that has no value
 */
export function readSettings(
  rules: StrategyRules,
  values: Readonly<Record<string, number>>,
  intervalMs: number,
): RunSettings {
  const { stops, adding, rebalance, costs } = rules;
  const number = (quantity: Quantity | undefined, otherwise: number) =>
    quantity === undefined ? otherwise : quantityValue(quantity, values);
  const share = (quantity: Quantity | undefined, otherwise = Number.NaN) => number(quantity, otherwise * 100) / 100;
  const whole = (quantity: Quantity | undefined, least: number, otherwise: number) =>
    Math.max(least, Math.round(number(quantity, otherwise)));
  return {
    stopShare: share(stops.fixedPct),
    stopAtrs: number(stops.atr?.multiple, Number.NaN),
    trailingShare: share(stops.trailingPct),
    trailingAtrs: number(stops.trailingAtr?.multiple, Number.NaN),
    targetShare: share(stops.targetPct),
    targetAtrs: number(stops.targetAtr?.multiple, Number.NaN),
    mostCandles: whole(stops.candles, 1, Number.POSITIVE_INFINITY),
    tranches: adding ? whole(adding.tranches, 1, 1) : 1,
    spacingShare: share(adding?.spacingPct, 0),
    rebalanceCandles: rebalance ? whole(rebalance.candles, 1, 1) : 0,
    driftShare: share(rebalance?.driftPct, 0),
    cooldownCandles: whole(rules.cooldownCandles, 0, 0),
    maxPositions: rules.maxPositions,
    sizing: readSizing(rules.sizing, (quantity) => quantityValue(quantity, values)),
    makerShare: costs.makerPct / 100,
    takerShare: costs.takerPct / 100,
    slippageShare: costs.slippage.kind === "fixed" ? costs.slippage.pct / 100 : 0,
    impactShare: costs.slippage.kind === "volume-share" ? costs.slippage.impactPct / 100 : 0,
    volumeShare: volumeShare(costs),
    needsVolume: costs.mostOfVolumePct !== null,
    fundingPerCandle: (costs.fundingPctPerDay / 100) * (intervalMs / DAY_MS),
  };
}

/** Where fills move the price by their share of the volume, none takes more than all of it. */
function volumeShare({ mostOfVolumePct, slippage }: StrategyRules["costs"]): number {
  if (mostOfVolumePct !== null) return mostOfVolumePct / 100;
  return slippage.kind === "volume-share" ? 1 : Number.POSITIVE_INFINITY;
}

function readSizing(sizing: StrategyRules["sizing"], number: (quantity: Quantity) => number): SizingSettings {
  switch (sizing.kind) {
    case "cash":
      return { kind: "cash", amount: number(sizing.amount) };
    case "equity":
      return { kind: "equity", share: number(sizing.pct) / 100 };
    case "volatility":
      return {
        kind: "volatility",
        targetShare: number(sizing.targetPct) / 100,
        mostShare: number(sizing.mostPct) / 100,
      };
    case "kelly":
      return {
        kind: "kelly",
        fraction: number(sizing.fraction),
        trades: Math.max(1, Math.round(number(sizing.trades))),
        mostShare: number(sizing.mostPct) / 100,
      };
  }
}
