import { PortfolioRef } from "@cryptodesk/shared/portfolio/portfolio.contract";
import {
  CreateWalletInput,
  DeleteWalletInput,
  UpdateWalletInput,
  Wallet,
  WalletList,
} from "@cryptodesk/shared/portfolio/wallet.contract";
import { procedure, router } from "../../platform/trpc/trpc.ts";
import { createWallet, deleteWallet, listWallets, updateWallet } from "./portfolios/wallets.ts";

const TAG = "Portfolios";
const PORTFOLIO = "00000000-0000-7000-8000-000000000000";
const WALLET = "00000000-0000-7000-8000-000000000001";

/** Wiring only. */
export function createWalletRouter() {
  return router({
    list: procedure
      .meta({
        rest: { method: "GET", path: "/portfolios/{portfolioId}/wallets" },
        access: "portfolio:read",
        tag: TAG,
        summary: "Where a portfolio keeps things",
        cli: "portfolio wallets",
        example: { portfolioId: PORTFOLIO },
        exampleNeeds: "portfolioId",
      })
      .input(PortfolioRef)
      .output(WalletList)
      .query(({ ctx, input }) => listWallets(ctx, input)),

    create: procedure
      .meta({
        rest: { method: "POST", path: "/portfolios/{portfolioId}/wallets", status: 201 },
        access: "portfolio:write",
        tag: TAG,
        summary: "Add a wallet or an account at an exchange",
        cli: "portfolio wallet add",
        example: { portfolioId: PORTFOLIO, name: "Kraken", kind: "exchange" },
        exampleNeeds: "portfolioId",
      })
      .input(CreateWalletInput)
      .output(Wallet)
      .mutation(({ ctx, input }) => createWallet(ctx, input)),

    update: procedure
      .meta({
        rest: { method: "PATCH", path: "/portfolios/{portfolioId}/wallets/{walletId}", versioned: true },
        access: "portfolio:write",
        tag: TAG,
        summary: "Rename a wallet, change its kind or note",
        cli: "portfolio wallet edit",
        example: { portfolioId: PORTFOLIO, walletId: WALLET, version: 1, name: "Ledger" },
        exampleNeeds: "portfolioId",
      })
      .input(UpdateWalletInput)
      .output(Wallet)
      .mutation(({ ctx, input }) => updateWallet(ctx, input)),

    delete: procedure
      .meta({
        rest: { method: "DELETE", path: "/portfolios/{portfolioId}/wallets/{walletId}", versioned: true },
        access: "portfolio:write",
        tag: TAG,
        summary: "Delete a wallet that has no transactions",
        cli: "portfolio wallet delete",
        example: { portfolioId: PORTFOLIO, walletId: WALLET, version: 1 },
        exampleNeeds: "portfolioId",
      })
      .input(DeleteWalletInput)
      .output(Wallet)
      .mutation(({ ctx, input }) => deleteWallet(ctx, input)),
  });
}
