import type { Explanation } from "@cryptodesk/shared/portfolio/explain.contract";
import type {
  Gain,
  GainsReport,
  GainTotals,
  IncomeReport,
  MethodComparison,
} from "@cryptodesk/shared/portfolio/gains.contract";
import type {
  Holding,
  HoldingList,
  LotList,
  MissingList,
  PortfolioSummary,
  Preview,
} from "@cryptodesk/shared/portfolio/holding.contract";
import type { Performance, PortfolioComparison, Returns } from "@cryptodesk/shared/portfolio/performance.contract";
import { btc, eth, fresh, PORTFOLIO_ID, TRANSACTION_ID, totals, WALLET_ID } from "./canned-portfolio.ts";

const AT = "2026-01-31T11:59:48.000Z";

export const summary: PortfolioSummary = {
  portfolioId: PORTFOLIO_ID,
  name: "Savings",
  currency: "eur",
  calculation: fresh,
  pricedAt: AT,
  totals,
  transactionCount: 3,
  firstDay: "2025-03-01",
  simulated: false,
};

const price = { price: "64250.12", source: "coingecko", at: AT };

export const holding: Holding = {
  asset: btc,
  quantity: "0.500000000000000001",
  costBasis: "60000",
  costBasisTotal: "30000",
  knownCostBasis: "30000",
  quantityWithoutCost: "0",
  currentValue: "32125.06",
  unrealizedPnl: "2125.06",
  unrealizedPnlPct: "7.0835",
  realizedPnl: "0",
  quantityWithoutGain: "0",
  income: "0",
  fees: "12",
  price,
  change24hPct: "2.5",
  allocationPct: "100",
  wallets: [{ walletId: WALLET_ID, name: "Kraken", quantity: "0.500000000000000001" }],
  missing: 0,
  lastUpdated: AT,
};

/** Sold short, without a price, and of unknown cost. */
export const dark: Holding = {
  ...holding,
  asset: { id: "other:House", symbol: "House", name: "House", kind: "other" },
  quantity: "-1.5",
  costBasis: null,
  costBasisTotal: null,
  currentValue: null,
  unrealizedPnl: null,
  unrealizedPnlPct: null,
  realizedPnl: "-250.5",
  price: null,
  change24hPct: null,
  allocationPct: null,
  missing: 1,
};

export const holdings: HoldingList = {
  items: [holding, dark],
  nextCursor: null,
  currency: "eur",
  calculation: fresh,
  pricedAt: AT,
};

export const lots: LotList = {
  asset: btc,
  currency: "eur",
  method: "fifo",
  price,
  items: [
    {
      id: "lot-1",
      transactionId: TRANSACTION_ID,
      walletId: null,
      acquiredAt: "2025-03-01T10:00:00.000Z",
      acquiredDay: "2025-03-01",
      quantity: "0.5",
      costTotal: null,
      costPerUnit: null,
      currentValue: "32125.06",
      unrealizedPnl: null,
      holdingDays: 336,
      term: "short",
    },
  ],
  nextCursor: null,
  total: 1,
};

export const missing: MissingList = {
  items: [
    {
      transactionId: TRANSACTION_ID,
      asset: eth,
      walletId: null,
      day: "2025-06-01",
      date: "2025-06-01T10:00:00.000Z",
      reason: "not-acquired",
      quantity: "2.5",
      proceeds: null,
    },
  ],
  nextCursor: null,
  total: 1,
};

export const preview: Preview = {
  currency: "eur",
  value: "14000",
  valueFrom: "given",
  valuePrice: null,
  feeValue: "12",
  effects: [
    {
      asset: btc,
      before: { quantity: "0.5", costBasisTotal: "30000", realizedPnl: "0" },
      after: { quantity: "0.3", costBasisTotal: "18000", realizedPnl: "1988" },
    },
  ],
  realizedPnl: "1988",
  lots: [{ lotId: "lot-1", acquiredDay: "2025-03-01", quantity: "0.2", cost: "12000", gain: "1988", term: "short" }],
  missing: [],
  warnings: ["The date is older than 30 days."],
};

const gainTotals: GainTotals = {
  proceeds: "5000",
  cost: "3766",
  gain: "1234",
  shortTermGain: "1500",
  longTermGain: "-266",
  undatedGain: "0",
  quantityWithoutGain: null,
  disposals: 2,
  withoutGain: 1,
};

export const match: Gain = {
  disposalId: TRANSACTION_ID,
  matchIndex: 0,
  transactionId: TRANSACTION_ID,
  asset: btc,
  walletId: null,
  disposedAt: "2025-06-01T10:00:00.000Z",
  day: "2025-06-01",
  acquiredAt: "2025-03-01T10:00:00.000Z",
  rule: "lot",
  lotIds: ["lot-1"],
  quantity: "0.1",
  proceeds: "5000",
  cost: "6000.123456789012345678",
  gain: "-1000.123456789012345678",
  holdingDays: 92,
  term: "short",
};

export const gains: GainsReport = {
  currency: "eur",
  method: "fifo",
  from: "2025-01-01",
  to: "2025-12-31",
  totals: gainTotals,
  byAsset: [{ asset: btc, totals: gainTotals }],
  years: [2025],
  items: [match, { ...match, matchIndex: 1, cost: null, gain: null, term: null }],
  nextCursor: null,
};

const sum = { value: "12.5", unknown: 1 };

export const income: IncomeReport = {
  currency: "eur",
  from: null,
  to: "2026-01-31",
  income: sum,
  fees: { value: "24", unknown: 0 },
  byType: [{ type: "staking-reward", ...sum }],
  byAsset: [{ asset: eth, ...sum }],
  feesByType: [],
  feesByAsset: [],
  byMonth: [{ month: "2025-06", income: "12.5", fees: "24" }],
  items: [
    {
      transactionId: TRANSACTION_ID,
      kind: "income",
      type: "staking-reward",
      asset: eth,
      day: "2025-06-01",
      value: null,
    },
  ],
  nextCursor: null,
};

export const methods: MethodComparison = {
  currency: "eur",
  from: null,
  to: "2026-01-31",
  items: [
    { method: "fifo", isCurrent: true, totals: gainTotals, openCostBasis: "30000", unrealizedPnl: null, problem: null },
    {
      method: "section-104",
      isCurrent: false,
      totals: { ...gainTotals, gain: "0" },
      openCostBasis: null,
      unrealizedPnl: null,
      problem: "It knows no shorts.",
    },
  ],
  nextCursor: null,
};

const returns: Returns = {
  gain: "-500",
  invested: "30000",
  simple: "-0.016666",
  timeWeighted: "0.0523",
  timeWeightedAnnualised: null,
  timeWeightedWithoutFees: "0.0531",
  currencyEffect: null,
  moneyWeighted: {
    solution: "none",
    reason: "all flows have one sign",
    annualRates: [],
    period: null,
    annualised: null,
  },
  days: 30,
};

export const performance: Performance = {
  portfolioId: PORTFOLIO_ID,
  currency: "eur",
  calculation: fresh,
  from: "2026-01-01",
  to: "2026-01-31",
  returns,
  unknownOn: null,
  unknownAssets: [],
  benchmark: { name: "Bitcoin", benchmark: { kind: "coin", coinId: "bitcoin" }, total: "0.1" },
  maxDrawdown: { depth: "0.25", peakDay: "2026-01-05", troughDay: "2026-01-20", recoveredDay: null },
  series: [
    {
      day: "2026-01-01",
      value: "30000",
      netInflow: "30000",
      invested: "30000",
      index: "1",
      drawdown: "0",
      benchmark: "1",
    },
    {
      day: "2026-01-15",
      value: null,
      netInflow: "0",
      invested: "30000",
      index: null,
      drawdown: null,
      benchmark: "1.02",
    },
    {
      day: "2026-01-30",
      value: "29500",
      netInflow: "0",
      invested: "30000",
      index: "1.04",
      drawdown: "-0.25",
      benchmark: "1.05",
    },
    {
      day: "2026-01-31",
      value: "29500",
      netInflow: "0",
      invested: "30000",
      index: "1.0523",
      drawdown: "-0.2",
      benchmark: "1.1",
    },
  ],
  contributions: [{ asset: btc, contribution: "0.05", gain: "-500" }],
  allocation: [],
  carriedPrices: [{ asset: btc, days: 2, firstDay: "2026-01-10", lastDay: "2026-01-11" }],
};

export const comparison: PortfolioComparison = {
  from: "2025-01-31",
  to: "2026-01-31",
  days: ["2025-01-31", "2026-01-31"],
  items: [
    {
      portfolioId: PORTFOLIO_ID,
      name: "Savings",
      currency: "eur",
      returns,
      maxDrawdown: "0.25",
      volatility: null,
      index: ["1", "1.0523"],
    },
  ],
  nextCursor: null,
};

/** A loss, of which the cost opens into a lot. */
export const explanation: Explanation = {
  figure: "gain",
  asset: btc,
  value: "-1000.123456789012345678",
  recomputed: "-1000.123456789012345678",
  unknown: null,
  unit: "currency",
  currency: "eur",
  formula: { name: "realised gain", expression: "proceeds − cost", reference: "26 CFR 1.1001-1" },
  inputs: [
    {
      name: "proceeds",
      value: "5000",
      source: { kind: "event", id: TRANSACTION_ID, field: "value" },
      detail: "sell of 2025-06-01",
      opens: { figure: "transactionValue", transactionId: TRANSACTION_ID },
    },
    {
      name: "cost",
      value: "6000.123456789012345678",
      source: { kind: "figure", id: "lot-1", field: "costTotal" },
      detail: null,
      opens: { figure: "lot", assetId: "bitcoin", lotId: "lot-1" },
    },
    {
      name: "price",
      value: "64250.12",
      source: { kind: "price", id: "bitcoin", field: "price" },
      detail: "coingecko, 2026-01-31 11:59 UTC",
      opens: null,
    },
  ],
  steps: [{ name: "gain", operation: "difference", of: ["proceeds", "cost"], value: "-1000.123456789012345678" }],
  omitted: 0,
};

export const unknownExplanation: Explanation = {
  ...explanation,
  figure: "lot",
  value: null,
  recomputed: null,
  unknown: "the cost of 0.1 BTC of 2025-03-01 is not known",
  inputs: [],
  steps: [],
};
