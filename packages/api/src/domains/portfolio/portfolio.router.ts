import {
  CreatePortfolioInput,
  DeletePortfolioInput,
  ListPortfoliosInput,
  Portfolio,
  PortfolioList,
  PortfolioRef,
  UpdatePortfolioInput,
} from "@cryptodesk/shared/portfolio/portfolio.contract";
import { procedure, router } from "../../platform/trpc/trpc.ts";
import type { PortfolioRuntime } from "./portfolio-runtime.ts";
import { deletePortfolio, restorePortfolio, updatePortfolio } from "./portfolios/change-portfolio.ts";
import { createPortfolio } from "./portfolios/create-portfolio.ts";
import { getPortfolio, listPortfolios } from "./portfolios/list-portfolios.ts";

const TAG = "Portfolios";

/** Wiring only. */
export function createPortfolioRouter(portfolios: PortfolioRuntime) {
  return router({
    list: procedure
      .meta({
        rest: { method: "GET", path: "/portfolios" },
        access: "portfolio:read",
        tag: TAG,
        summary: "One's portfolios, with what they are worth",
        cli: "portfolio list",
        example: {},
      })
      .input(ListPortfoliosInput)
      .output(PortfolioList)
      .query(({ ctx, input }) => listPortfolios(ctx, portfolios, input)),

    create: procedure
      .meta({
        rest: { method: "POST", path: "/portfolios", status: 201 },
        access: "portfolio:write",
        tag: TAG,
        summary: "Make a portfolio",
        description: "With a first wallet. Rules that are not given are those of the answer.",
        cli: "portfolio create",
        example: { name: "Savings", currency: "usd" },
      })
      .input(CreatePortfolioInput)
      .output(Portfolio)
      .mutation(({ ctx, input }) => createPortfolio(ctx, input)),

    get: procedure
      .meta({
        rest: { method: "GET", path: "/portfolios/{portfolioId}", versioned: true },
        access: "portfolio:read",
        tag: TAG,
        summary: "One portfolio: its rules and its version",
        cli: "portfolio info",
        example: { portfolioId: "00000000-0000-7000-8000-000000000000" },
        exampleNeeds: "portfolioId",
      })
      .input(PortfolioRef)
      .output(Portfolio)
      .query(({ ctx, input }) => getPortfolio(ctx, input)),

    update: procedure
      .meta({
        rest: { method: "PATCH", path: "/portfolios/{portfolioId}", versioned: true },
        access: "portfolio:write",
        tag: TAG,
        summary: "Change name, currency or rules",
        description:
          "What is not given stays. Other rules or another currency mean that everything is calculated anew.",
        cli: "portfolio edit",
        example: { portfolioId: "00000000-0000-7000-8000-000000000000", version: 1, name: "Savings" },
        exampleNeeds: "portfolioId",
      })
      .input(UpdatePortfolioInput)
      .output(Portfolio)
      .mutation(({ ctx, input }) => updatePortfolio(ctx, input)),

    delete: procedure
      .meta({
        rest: { method: "DELETE", path: "/portfolios/{portfolioId}", versioned: true },
        access: "portfolio:write",
        tag: TAG,
        summary: "Delete a portfolio; it can be restored for 30 days",
        cli: "portfolio delete",
        example: { portfolioId: "00000000-0000-7000-8000-000000000000", version: 1 },
        exampleNeeds: "portfolioId",
      })
      .input(DeletePortfolioInput)
      .output(Portfolio)
      .mutation(({ ctx, input }) => deletePortfolio(ctx, input)),

    restore: procedure
      .meta({
        rest: { method: "POST", path: "/portfolios/{portfolioId}/restore" },
        access: "portfolio:write",
        tag: TAG,
        summary: "Take back the deletion of a portfolio",
        cli: "portfolio restore",
        example: { portfolioId: "00000000-0000-7000-8000-000000000000" },
        exampleNeeds: "portfolioId",
      })
      .input(PortfolioRef)
      .output(Portfolio)
      .mutation(({ ctx, input }) => restorePortfolio(ctx, input)),
  });
}
