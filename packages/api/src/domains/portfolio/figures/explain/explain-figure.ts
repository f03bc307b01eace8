import { recompute } from "@cryptodesk/quant/derivations/derivation";
import type { ExplainInput, Explanation } from "@cryptodesk/shared/portfolio/explain.contract";
import { assetNamed, type NamedAssets } from "../../calculation/named-assets.ts";
import type { PortfolioLedger } from "../../calculation/portfolio-ledger.ts";
import { performanceSpan } from "../day-span.ts";
import { LedgerDays } from "../measured-days.ts";
import { ExplainContext } from "./explain-context.ts";
import { explainContribution } from "./explain-contribution.ts";
import { explainDay } from "./explain-day.ts";
import { explainMaxDrawdown } from "./explain-drawdown.ts";
import {
  explainCostBasis,
  explainEntries,
  explainQuantity,
  explainRealised,
  explainSum,
  explainUnrealised,
  explainValue,
  needed,
} from "./explain-holding.ts";
import { explainLot, explainLotValue } from "./explain-lot.ts";
import { explainMatch } from "./explain-match.ts";
import { explainPeriodSum } from "./explain-period-sum.ts";
import { explainPrice } from "./explain-price.ts";
import { type ExplainedSpan, explainReturn } from "./explain-return.ts";
import { explainAmount, explainCost } from "./explain-transaction.ts";
import type { ExplainedFigure } from "./figure-trail.ts";

/** More inputs than these are left out. */
const MOST_INPUTS = 5_000;

/**
 * How a figure came about, computed again from what is answered.
 * @throws DomainError INVALID_INPUT for a figure that there is not, or of which something is not said
 */
export function explainFigure(
  ledger: PortfolioLedger,
  ref: Omit<ExplainInput, "portfolioId">,
  assets: NamedAssets,
): Explanation {
  const { assetId, inputs, steps, ...figure } = explained(new ExplainContext(ledger, assets), ref);
  const omitted = Math.max(0, inputs.length - MOST_INPUTS);
  const isWhole = omitted === 0;
  return {
    ...figure,
    asset: assetId === null ? null : assetNamed(assets, assetId),
    recomputed: isWhole && figure.value !== null ? recompute({ inputs, steps }) : null,
    currency: ledger.currency,
    inputs: isWhole ? [...inputs] : inputs.slice(0, MOST_INPUTS),
    // Without all of their inputs steps compute nothing.
    steps: isWhole ? steps.map((step) => ({ ...step, of: [...step.of] })) : [],
    omitted,
  };
}

type Ref = Omit<ExplainInput, "portfolioId">;

function explained(ctx: ExplainContext, ref: Ref): ExplainedFigure {
  const { figure, assetId } = ref;
  const asset = () => needed(assetId, "assetId", figure);
  switch (figure) {
    case "quantity":
      return explainQuantity(ctx, asset(), ref.day);
    case "price":
      return explainPrice(ctx, asset(), ref.day);
    case "currentValue":
      return assetId === undefined ? explainSum(ctx, figure) : explainValue(ctx, assetId);
    case "costBasisTotal":
      return assetId === undefined ? explainSum(ctx, figure) : explainCostBasis(ctx, assetId);
    case "unrealizedPnl":
      return assetId === undefined ? explainSum(ctx, figure) : explainUnrealised(ctx, assetId);
    case "realizedPnl":
      return assetId === undefined ? explainSum(ctx, figure) : explainRealised(ctx, assetId);
    case "income":
    case "fees":
      return explainEntries(ctx, figure, assetId);
    default:
      return explainedDetail(ctx, { ...ref, figure });
  }
}

function explainedDetail(ctx: ExplainContext, ref: Ref): ExplainedFigure {
  const { figure, walletId } = ref;
  const asset = () => needed(ref.assetId, "assetId", figure);
  const transaction = () => needed(ref.transactionId, "transactionId", figure);
  switch (figure) {
    case "lot": {
      const lotId = needed(ref.lotId, "lotId", figure);
      const place =
        ref.disposalId === undefined
          ? {}
          : { disposalId: ref.disposalId, matchIndex: needed(ref.matchIndex, "matchIndex", figure) };
      return explainLot(ctx, { assetId: asset(), walletId, lotId, ...place });
    }
    case "gain": {
      const disposalId = needed(ref.disposalId, "disposalId", figure);
      const matchIndex = needed(ref.matchIndex, "matchIndex", figure);
      return explainMatch(ctx, { assetId: asset(), walletId, disposalId, matchIndex });
    }
    case "lotValue":
    case "lotUnrealizedPnl": {
      const lotId = needed(ref.lotId, "lotId", figure);
      return explainLotValue(ctx, figure, { assetId: asset(), walletId, lotId });
    }
    case "periodGain":
    case "periodProceeds":
    case "periodCost":
      return explainPeriodSum(ctx, figure, ref);
    case "transactionValue":
    case "transactionFee":
      return explainAmount(ctx, figure, transaction());
    case "transactionCost":
      return explainCost(ctx, asset(), transaction());
    case "dayValue":
      return explainDay(ctx, new LedgerDays(ctx.ledger), needed(ref.day, "day", figure), ref.assetId);
    case "contribution":
      return explainContribution(ctx, new LedgerDays(ctx.ledger), asset(), spanOf(ctx, ref));
    case "maxDrawdown":
      return explainMaxDrawdown(ctx, new LedgerDays(ctx.ledger), spanOf(ctx, ref));
    case "simpleReturn":
    case "timeWeighted":
    case "timeWeightedAnnualised":
    case "moneyWeighted":
      return explainReturn(ctx, new LedgerDays(ctx.ledger), figure, spanOf(ctx, ref));
    default:
      throw new RangeError(`no explanation of ${figure}`);
  }
}

function spanOf({ ledger }: ExplainContext, { period = "1y", from, to }: Ref): ExplainedSpan {
  const asked = { period, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  return { span: performanceSpan(ledger, { period, from, to }), asked };
}
