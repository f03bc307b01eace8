import * as attachment from "@cryptodesk/shared/portfolio/attachment.contract";
import { ExplainInput } from "@cryptodesk/shared/portfolio/explain.contract";
import * as exchange from "@cryptodesk/shared/portfolio/export.contract";
import * as gains from "@cryptodesk/shared/portfolio/gains.contract";
import * as holding from "@cryptodesk/shared/portfolio/holding.contract";
import * as imports from "@cryptodesk/shared/portfolio/import.contract";
import * as performance from "@cryptodesk/shared/portfolio/performance.contract";
import * as portfolio from "@cryptodesk/shared/portfolio/portfolio.contract";
import * as share from "@cryptodesk/shared/portfolio/share.contract";
import * as transaction from "@cryptodesk/shared/portfolio/transaction.contract";
import * as wallet from "@cryptodesk/shared/portfolio/wallet.contract";
import { z } from "zod";
import { JOB_ID } from "./canned-answers.ts";
import * as figures from "./canned-figures.ts";
import * as files from "./canned-imports.ts";
import * as canned from "./canned-portfolio.ts";
import type { FakeProcedure } from "./fake-accounts.ts";

const nothing = z.strictObject({});
const done = () => undefined;
const ticket = (found: imports.PortfolioImport) => () => ({
  import: found,
  job: { jobId: JOB_ID, name: "import", state: "queued", joined: false, statusUrl: "/" },
});
const page = (items: unknown[]) => () => ({ items, nextCursor: null });
const listed = (item: portfolio.Portfolio) => ({ portfolio: item, totals: canned.totals, calculation: canned.fresh });

export const portfolioProcedures: Record<string, Record<string, FakeProcedure>> = {
  portfolio: {
    list: ["query", portfolio.ListPortfoliosInput, page([listed(canned.savings), listed(canned.salary)])],
    create: ["mutation", portfolio.CreatePortfolioInput, () => canned.savings],
    get: ["query", portfolio.PortfolioRef, () => canned.savings],
    update: ["mutation", portfolio.UpdatePortfolioInput, () => canned.savings],
    delete: ["mutation", portfolio.DeletePortfolioInput, () => canned.savings],
    restore: ["mutation", portfolio.PortfolioRef, () => canned.savings],
  },
  wallet: {
    list: ["query", portfolio.PortfolioRef, page([canned.wallet, canned.ledger])],
    create: ["mutation", wallet.CreateWalletInput, () => canned.wallet],
    update: ["mutation", wallet.UpdateWalletInput, () => canned.wallet],
    delete: ["mutation", wallet.DeleteWalletInput, () => canned.wallet],
  },
  transaction: {
    list: [
      "query",
      transaction.ListTransactionsInput,
      () => ({ items: [canned.transaction], nextCursor: null, total: 1 }),
    ],
    create: ["mutation", transaction.CreateTransactionInput, () => canned.transaction],
    get: ["query", transaction.TransactionRef, () => canned.transaction],
    update: ["mutation", transaction.UpdateTransactionInput, () => canned.transaction],
    delete: ["mutation", transaction.DeleteTransactionInput, () => canned.transaction],
    restore: ["mutation", transaction.TransactionRef, () => canned.transaction],
    bulkEdit: ["mutation", transaction.BulkEditInput, () => ({ changed: 2, revision: 10 })],
    attachments: ["query", transaction.TransactionRef, page([canned.attachment])],
    attach: ["mutation", attachment.AttachInput, () => canned.attachment],
    attachment: ["query", attachment.AttachmentRef, () => ({ attachment: canned.attachment, data: "JVBERi0xLjcK" })],
    detach: ["mutation", attachment.AttachmentRef, () => canned.attachment],
  },
  figures: {
    summary: ["query", holding.GetSummaryInput, () => figures.summary],
    holdings: ["query", holding.ListHoldingsInput, () => figures.holdings],
    lots: ["query", holding.HoldingRef, () => figures.lots],
    missing: ["query", portfolio.PortfolioRef, () => figures.missing],
    preview: ["mutation", holding.PreviewInput, () => figures.preview],
    gains: ["query", gains.GetGainsInput, () => figures.gains],
    income: ["query", gains.GetIncomeInput, () => figures.income],
    performance: ["query", performance.GetPerformanceInput, () => figures.performance],
    methods: ["query", gains.CompareMethodsInput, () => figures.methods],
    compare: ["query", performance.ComparePortfoliosInput, () => figures.comparison],
    explain: ["query", ExplainInput, () => figures.explanation],
  },
  portfolioImport: {
    list: ["query", imports.ListImportsInput, page([files.committed])],
    begin: ["mutation", imports.BeginImportInput, () => files.ready],
    upload: ["mutation", imports.UploadPartInput, () => files.ready],
    get: ["query", imports.ImportRef, () => files.ready],
    analyse: ["mutation", imports.AnalyseImportInput, ticket(files.ready)],
    rows: ["query", imports.ListImportRowsInput, () => ({ items: [files.row], nextCursor: null, headers: [] })],
    commit: ["mutation", imports.ImportRef, ticket(files.committed)],
    undo: ["mutation", imports.UndoImportInput, () => ({ ...files.committed, state: "undone" })],
    discard: ["mutation", imports.ImportRef, done],
    file: [
      "query",
      imports.GetImportFileInput,
      () => ({ fileName: "trades.csv", size: 4, sha256: null, offset: 0, data: "YSxiCg==", more: false }),
    ],
    formats: [
      "query",
      nothing,
      page([{ format: "koinly", name: "Koinly", headers: ["Date"], detail: "Transactions, Export" }]),
    ],
    mappings: ["query", nothing, page([files.mapping])],
    saveMapping: ["mutation", imports.SaveMappingInput, () => files.mapping],
    deleteMapping: ["mutation", imports.MappingRef, done],
  },
  exchange: {
    exportDocument: ["query", portfolio.PortfolioRef, () => files.document],
    importDocument: ["mutation", exchange.PortfolioDocument, () => canned.savings],
    createDemo: ["mutation", exchange.CreateDemoInput, () => ({ ...canned.savings, isDemo: true })],
    dayRates: [
      "query",
      exchange.ListDayRatesInput,
      page([{ currency: "eur", day: "2021-06-01", perUsd: "0.8174", source: "own", asOf: null }]),
    ],
    setRates: ["mutation", exchange.SetOwnRatesInput, () => ({ set: 1, removed: 1 })],
  },
  share: {
    create: ["mutation", share.CreateShareInput, () => files.created],
    list: ["query", portfolio.PortfolioRef, page([files.share])],
    revoke: ["mutation", share.ShareRef, () => ({ ...files.share, state: "revoked" })],
    open: ["mutation", share.OpenShareInput, () => files.shared],
    listAll: ["query", share.ListModeratedSharesInput, page([files.moderated])],
    block: ["mutation", share.BlockShareInput, () => files.moderated],
  },
};
