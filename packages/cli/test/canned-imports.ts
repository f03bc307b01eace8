import type { PortfolioDocument } from "@cryptodesk/shared/portfolio/export.contract";
import type { ImportRow, PortfolioImport, SavedMapping } from "@cryptodesk/shared/portfolio/import.contract";
import type { CreatedShare, ModeratedShare, Share, SharedPortfolio } from "@cryptodesk/shared/portfolio/share.contract";
import { performance } from "./canned-figures.ts";
import { btc, PORTFOLIO_ID, savings, WALLET_ID } from "./canned-portfolio.ts";

export const IMPORT_ID = "01900000-0000-7000-8000-0000000000d1";
export const SHARE_ID = "01900000-0000-7000-8000-0000000000e1";
const AT = "2026-01-31T11:00:00.000Z";

export const ready: PortfolioImport = {
  id: IMPORT_ID,
  portfolioId: PORTFOLIO_ID,
  fileName: "trades.csv",
  size: 20,
  received: 20,
  sha256: "ab".repeat(32),
  sameFileAs: null,
  state: "ready",
  format: "koinly",
  formatName: "Koinly",
  options: {},
  reading: null,
  headers: ["Date", "Amount"],
  questions: [],
  assets: [
    { symbol: "BTC", assetId: "bitcoin", name: "Bitcoin", rows: 2, others: 3, decided: "best-ranked" },
    { symbol: "XYZ", assetId: null, name: null, rows: 1, others: 0, decided: "unknown" },
  ],
  places: [],
  counts: { rows: 4, new: 2, duplicate: 0, refused: 1, ignored: 1, transactions: 2, transfers: 0 },
  progress: null,
  jobId: null,
  problem: null,
  createdAt: AT,
  committedAt: null,
  undoneAt: null,
};

export const asking: PortfolioImport = {
  ...ready,
  state: "asking",
  questions: [
    {
      option: "dateOrder",
      detail: "02.03.2024 may be the 2nd of March or the 3rd of February.",
      choices: [
        { value: "dmy", label: "2 March 2024" },
        { value: "mdy", label: "3 February 2024" },
      ],
      symbol: null,
      isRequired: true,
      suggested: null,
    },
    {
      option: "assets",
      detail: "LUNA is the symbol of several coins.",
      choices: [
        { value: "terra-luna", label: "Terra Classic" },
        { value: "terra-luna-2", label: "Terra" },
      ],
      symbol: "LUNA",
      isRequired: true,
      suggested: "terra-luna-2",
    },
  ],
};

export const committed: PortfolioImport = { ...ready, state: "committed", committedAt: AT };
export const refusedFile: PortfolioImport = {
  ...ready,
  state: "refused",
  problem: { detail: "The amount 1.2E+15 lost digits.", line: 7, cells: ["2024-01-01", "1.2E+15"] },
};

export const row: ImportRow = {
  line: 3,
  state: "refused",
  reason: "There is no 30th of February.",
  duplicateOf: null,
  cells: ["2024-02-30", "1", "ETH"],
  joins: [],
  drafts: [],
  transferWith: null,
  transferOf: null,
};

export const mapping: SavedMapping = {
  id: "01900000-0000-7000-8000-0000000000d9",
  name: "broker",
  mapping: { date: "Datum", asset: "Coin", quantity: "Menge" },
  createdAt: AT,
};

export const share: Share = {
  id: SHARE_ID,
  portfolioId: PORTFOLIO_ID,
  name: "Family",
  hidesAmounts: true,
  hasPassword: false,
  expiresAt: null,
  createdAt: AT,
  lastViewedAt: null,
  views: 0,
  state: "live",
  blockedReason: null,
};
export const created: CreatedShare = { share, token: "AbCdEf0123", url: "http://desk.example/shared/AbCdEf0123" };
export const moderated: ModeratedShare = { share, portfolioName: "Savings", ownerEmail: "ada@example.com" };

const { gain: _, invested: __, ...sharedReturns } = performance.returns;
export const shared: SharedPortfolio = {
  name: "Savings",
  description: null,
  currency: "eur",
  hidesAmounts: true,
  currentValue: null,
  unrealizedPnl: null,
  unrealizedPnlPct: "-7.5",
  change24hPct: null,
  returns: sharedReturns,
  holdings: [
    {
      asset: btc,
      allocationPct: "100",
      change24hPct: "2.5",
      unrealizedPnlPct: "-7.5",
      quantity: null,
      currentValue: null,
    },
  ],
  series: [
    { day: "2026-01-01", index: "1", value: null },
    { day: "2026-01-31", index: "1.05", value: null },
  ],
  calculatedAt: AT,
  simulated: true,
};

export const document: PortfolioDocument = {
  kind: "cryptodesk-portfolio",
  schema: 1,
  exportedAt: AT,
  portfolio: {
    name: savings.name,
    description: null,
    currency: savings.currency,
    rules: savings.rules,
    benchmark: savings.benchmark,
  },
  wallets: [{ id: WALLET_ID, name: "Kraken", kind: "exchange", note: null }],
  transactions: [],
};
