import { ExplainInput, Explanation } from "@cryptodesk/shared/portfolio/explain.contract";
import {
  CompareMethodsInput,
  GainsReport,
  GetGainsInput,
  GetIncomeInput,
  IncomeReport,
  MethodComparison,
} from "@cryptodesk/shared/portfolio/gains.contract";
import {
  GetSummaryInput,
  HoldingList,
  ListHoldingsInput,
  ListLotsInput,
  ListMissingInput,
  LotList,
  MissingList,
  PortfolioSummary,
  Preview,
  PreviewInput,
} from "@cryptodesk/shared/portfolio/holding.contract";
import {
  ComparePortfoliosInput,
  GetPerformanceInput,
  Performance,
  PortfolioComparison,
} from "@cryptodesk/shared/portfolio/performance.contract";
import { procedure, router } from "../../platform/trpc/trpc.ts";
import type { PortfolioRuntime } from "./portfolio-runtime.ts";
import { askLedger } from "./standing/ask-ledger.ts";
import { comparePortfolios } from "./standing/compare-portfolios.ts";
import { getPerformance } from "./standing/get-performance.ts";
import { getSummary } from "./standing/get-summary.ts";
import { listHoldings } from "./standing/list-holdings.ts";
import { previewTransaction } from "./standing/preview-transaction.ts";

const EXAMPLE = { portfolioId: "018f2b00-0000-7000-8000-000000000001" };

/** Wiring only. */
export function createFiguresRouter(portfolios: PortfolioRuntime) {
  return router({
    summary: procedure
      .meta({
        rest: { method: "GET", path: "/portfolios/{portfolioId}/summary" },
        access: "portfolio:read",
        tag: "Figures",
        summary: "Where a portfolio stands",
        description:
          "At the prices of this moment. While figures are calculated anew the last ones are answered with their age and progress.",
        cli: "portfolio show",
        example: EXAMPLE,
      })
      .input(GetSummaryInput)
      .output(PortfolioSummary)
      .query(({ ctx, input }) => getSummary(ctx, portfolios, input)),

    holdings: procedure
      .meta({
        rest: { method: "GET", path: "/portfolios/{portfolioId}/holdings", csv: true },
        access: "portfolio:read",
        tag: "Figures",
        summary: "What a portfolio holds",
        cli: "portfolio holdings",
        example: EXAMPLE,
      })
      .input(ListHoldingsInput)
      .output(HoldingList)
      .query(({ ctx, input }) => listHoldings(ctx, portfolios, input)),

    lots: procedure
      .meta({
        rest: { method: "GET", path: "/portfolios/{portfolioId}/holdings/{assetId}/lots", csv: true },
        access: "portfolio:read",
        tag: "Figures",
        summary: "The open lots of a holding",
        cli: "portfolio lots",
        example: { ...EXAMPLE, assetId: "bitcoin" },
      })
      .input(ListLotsInput)
      .output(LotList)
      .query(({ ctx, input }) => askLedger(ctx, portfolios, { portfolioId: input.portfolioId }, "lots", input)),

    missing: procedure
      .meta({
        rest: { method: "GET", path: "/portfolios/{portfolioId}/missing", csv: true },
        access: "portfolio:read",
        tag: "Figures",
        summary: "What is missing for costs and gains to be known",
        cli: "portfolio missing",
        example: EXAMPLE,
      })
      .input(ListMissingInput)
      .output(MissingList)
      .query(({ ctx, input }) => askLedger(ctx, portfolios, { portfolioId: input.portfolioId }, "missing", input)),

    preview: procedure
      .meta({
        rest: { method: "POST", path: "/portfolios/{portfolioId}/preview" },
        access: "portfolio:read",
        tag: "Transactions",
        summary: "What a transaction would do, without recording it",
        cli: "portfolio preview",
        example: {
          ...EXAMPLE,
          draft: { type: "buy", date: "2026-01-05T12:00:00Z", assetId: "bitcoin", quantity: "0.1", value: "9000" },
        },
      })
      .input(PreviewInput)
      .output(Preview)
      .mutation(({ ctx, input }) => previewTransaction(ctx, portfolios, input)),

    gains: procedure
      .meta({
        rest: { method: "GET", path: "/portfolios/{portfolioId}/gains", csv: true },
        access: "portfolio:read",
        tag: "Portfolios",
        summary: "What was realised in a period",
        description:
          "Match by match: the units of a disposal with the units that came in. Sums are of the whole period, not of the page.",
        cli: "portfolio gains",
        example: EXAMPLE,
      })
      .input(GetGainsInput)
      .output(GainsReport)
      .query(({ ctx, input }) => askLedger(ctx, portfolios, { portfolioId: input.portfolioId }, "gains", input)),

    income: procedure
      .meta({
        rest: { method: "GET", path: "/portfolios/{portfolioId}/income", csv: true },
        access: "portfolio:read",
        tag: "Portfolios",
        summary: "What was earned and paid in fees",
        cli: "portfolio income",
        example: EXAMPLE,
      })
      .input(GetIncomeInput)
      .output(IncomeReport)
      .query(({ ctx, input }) => askLedger(ctx, portfolios, { portfolioId: input.portfolioId }, "income", input)),

    performance: procedure
      .meta({
        rest: { method: "GET", path: "/portfolios/{portfolioId}/performance" },
        access: "portfolio:read",
        tag: "Portfolios",
        summary: "How a portfolio did over a period",
        cli: "portfolio performance",
        example: EXAMPLE,
      })
      .input(GetPerformanceInput)
      .output(Performance)
      .query(({ ctx, input }) => getPerformance(ctx, portfolios, input)),

    methods: procedure
      .meta({
        rest: { method: "GET", path: "/portfolios/{portfolioId}/methods", csv: true },
        access: "portfolio:read",
        tag: "Portfolios",
        summary: "Every cost method side by side",
        description: "Each as if it had always counted: what it would have realised, and what would be open.",
        cli: "portfolio methods",
        example: EXAMPLE,
      })
      .input(CompareMethodsInput)
      .output(MethodComparison)
      .query(({ ctx, input }) => askLedger(ctx, portfolios, { portfolioId: input.portfolioId }, "methods", input)),

    explain: procedure
      .meta({
        rest: { method: "GET", path: "/portfolios/{portfolioId}/explain" },
        access: "portfolio:read",
        tag: "Portfolios",
        summary: "How a figure came about",
        description:
          "The inputs of a figure with where they come from, and the steps that make the figure of them: a machine can compute it again. What an input `opens` can be asked for in the same way.",
        cli: "portfolio explain",
        example: { ...EXAMPLE, figure: "currentValue" },
      })
      .input(ExplainInput)
      .output(Explanation)
      .query(({ ctx, input }) => askLedger(ctx, portfolios, { portfolioId: input.portfolioId }, "explain", input)),

    compare: procedure
      .meta({
        rest: { method: "GET", path: "/portfolio-comparison" },
        access: "portfolio:read",
        tag: "Portfolios",
        summary: "Portfolios side by side",
        cli: "portfolio compare",
        example: { portfolioIds: [EXAMPLE.portfolioId] },
      })
      .input(ComparePortfoliosInput)
      .output(PortfolioComparison)
      .query(({ ctx, input }) => comparePortfolios(ctx, portfolios, input)),
  });
}
