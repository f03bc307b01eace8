import type { Attachment } from "@cryptodesk/shared/portfolio/attachment.contract";
import type { PortfolioTotals } from "@cryptodesk/shared/portfolio/portfolio.contract";
import {
  type AssetRef,
  type CalculationState,
  DEFAULT_RULES,
  type Portfolio,
} from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { Transaction } from "@cryptodesk/shared/portfolio/transaction.contract";
import type { Wallet } from "@cryptodesk/shared/portfolio/wallet.contract";

export const PORTFOLIO_ID = "01900000-0000-7000-8000-0000000000a1";
export const OTHER_PORTFOLIO_ID = "01900000-0000-7000-8000-0000000000a2";
export const WALLET_ID = "01900000-0000-7000-8000-0000000000b1";
export const OTHER_WALLET_ID = "01900000-0000-7000-8000-0000000000b2";
export const TRANSACTION_ID = "01900000-0000-7000-8000-0000000000c1";
const AT = "2026-01-31T11:00:00.000Z";

export const btc: AssetRef = { id: "bitcoin", symbol: "BTC", name: "Bitcoin", kind: "coin" };
export const eth: AssetRef = { id: "ethereum", symbol: "ETH", name: "Ethereum", kind: "coin" };

export const savings: Portfolio = {
  id: PORTFOLIO_ID,
  name: "Savings",
  description: null,
  currency: "eur",
  isActive: true,
  isPublic: false,
  isDemo: false,
  rules: DEFAULT_RULES,
  benchmark: { kind: "coin", coinId: "bitcoin" },
  transactionCount: 3,
  walletCount: 2,
  version: 4,
  revision: 9,
  createdAt: AT,
  updatedAt: AT,
  deletedAt: null,
};

export const salary: Portfolio = {
  ...savings,
  id: OTHER_PORTFOLIO_ID,
  name: "Salary",
  currency: "usd",
  isActive: false,
};

export const fresh: CalculationState = {
  state: "fresh",
  revision: 9,
  calculatedAt: AT,
  progress: null,
  problem: null,
};

export const totals: PortfolioTotals = {
  currentValue: "64250.125",
  knownValue: "64250.125",
  costBasisTotal: null,
  knownCostBasis: "50000",
  unrealizedPnl: null,
  unrealizedPnlPct: null,
  realizedPnl: "-1234.5",
  income: "0.0000421",
  fees: "12",
  change24h: "-10",
  change24hPct: "-0.0156",
  unpriced: 0,
  unknownIncome: 1,
  unknownFees: 0,
  missing: 2,
};

export const wallet: Wallet = {
  id: WALLET_ID,
  portfolioId: PORTFOLIO_ID,
  name: "Kraken",
  kind: "exchange",
  note: null,
  transactionCount: 3,
  version: 2,
  createdAt: AT,
  updatedAt: AT,
};
export const ledger: Wallet = { ...wallet, id: OTHER_WALLET_ID, name: "Ledger", kind: "wallet", transactionCount: 0 };

export const transaction: Transaction = {
  id: TRANSACTION_ID,
  portfolioId: PORTFOLIO_ID,
  walletId: WALLET_ID,
  type: "buy",
  date: "2026-01-31T10:30:00.000Z",
  asset: btc,
  quantity: "0.5",
  price: "64000",
  value: "32000",
  currency: "eur",
  fees: "12",
  feeAsset: null,
  toAsset: null,
  toQuantity: null,
  cost: null,
  acquiredAt: null,
  splitFrom: null,
  splitTo: null,
  lots: [],
  linked: null,
  tags: [],
  note: null,
  importId: null,
  importRow: null,
  version: 1,
  createdAt: AT,
  updatedAt: AT,
  deletedAt: null,
};

export const ATTACHMENT_ID = "01900000-0000-7000-8000-0000000000c9";
export const attachment: Attachment = {
  id: ATTACHMENT_ID,
  transactionId: TRANSACTION_ID,
  name: "invoice.pdf",
  mediaType: "application/pdf",
  size: 9,
  sha256: "cd".repeat(32),
  createdAt: AT,
};
