import * as portfolio from "@cryptodesk/shared/portfolio/portfolio.contract";
import * as transaction from "@cryptodesk/shared/portfolio/transaction.contract";
import * as wallet from "@cryptodesk/shared/portfolio/wallet.contract";
import * as canned from "./canned-portfolio.ts";
import type { FakeProcedure } from "./fake-accounts.ts";

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
  },
};
