import {
  CreateDemoInput,
  DayRateList,
  ListDayRatesInput,
  PortfolioDocument,
  SetOwnRatesAnswer,
  SetOwnRatesInput,
} from "@cryptodesk/shared/portfolio/export.contract";
import { Portfolio, PortfolioRef } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { sliced } from "../../platform/trpc/sliced-input.ts";
import { procedure, router, trusted } from "../../platform/trpc/trpc.ts";
import type { MarketRuntime } from "../market/market.public.ts";
import { createDemo } from "./exchange/create-demo.ts";
import { exportPortfolio } from "./exchange/export-portfolio.ts";
import { importDocument } from "./exchange/import-document.ts";
import { listDayRates, setOwnRates } from "./rates/day-rates.ts";

const SOME_ID = "00000000-0000-7000-8000-000000000000";
const MAX_DOCUMENT_MB = 64;

/** Wiring only. */
export function createExchangeRouter(market: MarketRuntime) {
  return router({
    exportDocument: procedure
      .meta({
        rest: { method: "GET", path: "/portfolios/{portfolioId}/document" },
        access: "portfolio:read",
        tag: "Portfolios",
        summary: "A portfolio whole, to be kept or read in elsewhere",
        cli: "portfolio export",
        example: { portfolioId: SOME_ID },
        exampleNeeds: "portfolioId",
      })
      .input(PortfolioRef)
      .output(trusted(PortfolioDocument))
      .query(({ ctx, input }) => exportPortfolio(ctx, input)),

    importDocument: procedure
      .meta({
        rest: { method: "POST", path: "/portfolios/documents", status: 201, maxBodyMb: MAX_DOCUMENT_MB },
        access: "portfolio:write",
        tag: "Portfolios",
        summary: "Make a portfolio out of a document",
        description:
          "All of it or nothing; everything gets new ids, and every figure comes out the same to the last decimal. At most 64 MB.",
        cli: "portfolio read-document",
        example: {
          kind: "cryptodesk-portfolio",
          schema: 1,
          exportedAt: "2026-01-31T12:00:00.000Z",
          portfolio: {
            name: "Savings",
            description: null,
            currency: "usd",
            rules: {
              methods: [{ fromDay: "1970-01-01", method: "fifo" }],
              feesInCost: true,
              longTermDays: 365,
              shorts: "refuse",
              lots: "portfolio",
              giftsReceived: "acquisition",
              giftsMade: "removal",
              losses: "removal",
              unpriced: "market",
            },
            benchmark: null,
          },
          wallets: [{ id: "00000000-0000-7000-8000-000000000001", name: "Main", kind: "wallet", note: null }],
          transactions: [
            {
              id: "00000000-0000-7000-8000-000000000002",
              walletId: "00000000-0000-7000-8000-000000000001",
              type: "buy",
              date: "2025-03-01T10:00:00.000Z",
              assetId: "bitcoin",
              quantity: "0.5",
              value: "40000",
            },
          ],
        },
      })
      .input(sliced(PortfolioDocument, "transactions"))
      .output(Portfolio)
      .mutation(({ ctx, input }) => importDocument(ctx, input)),

    createDemo: procedure
      .meta({
        rest: { method: "POST", path: "/portfolios/demo", status: 201 },
        access: "portfolio:write",
        tag: "Portfolios",
        summary: "Make a portfolio to look around in",
        description:
          "A few years of made-up transactions of the largest coins at the prices of the stored history. Where there is one already it is the answer.",
        cli: "portfolio demo",
        example: {},
      })
      .input(CreateDemoInput)
      .output(Portfolio)
      .mutation(({ ctx, input }) => createDemo(market, ctx, input)),

    dayRates: procedure
      .meta({
        rest: { method: "GET", path: "/portfolios/rates", csv: true },
        access: "portfolio:read",
        tag: "Portfolios",
        summary: "Exchange rates by day, newest first",
        description: "Those that the desk has stored, and one's own, which count instead.",
        cli: "portfolio rates",
        example: { currency: "eur", limit: 5 },
      })
      .input(ListDayRatesInput)
      .output(DayRateList)
      .query(({ ctx, input }) => listDayRates(ctx, input)),

    setRates: procedure
      .meta({
        rest: { method: "PUT", path: "/portfolios/rates" },
        access: "portfolio:write",
        tag: "Portfolios",
        summary: "Set one's own exchange rates, or take them away",
        description: "Portfolios whose figures may hang on them are calculated anew.",
        cli: "portfolio set-rates",
        example: { rates: [{ currency: "eur", day: "2021-06-01", perUsd: "0.8174" }] },
      })
      .input(SetOwnRatesInput)
      .output(SetOwnRatesAnswer)
      .mutation(({ ctx, input }) => setOwnRates(ctx, input)),
  });
}
