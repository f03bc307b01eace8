import { PortfolioRef } from "@cryptodesk/shared/portfolio/portfolio.contract";
import {
  BlockShareInput,
  CreatedShare,
  CreateShareInput,
  ListModeratedSharesInput,
  ModeratedShare,
  ModeratedShareList,
  OpenShareInput,
  Share,
  SharedPortfolio,
  ShareList,
  ShareRef,
} from "@cryptodesk/shared/portfolio/share.contract";
import { procedure, router } from "../../platform/trpc/trpc.ts";
import type { PortfolioRuntime } from "./portfolio-runtime.ts";
import { blockShare, listModeratedShares } from "./sharing/moderate-shares.ts";
import { openShare } from "./sharing/open-share.ts";
import { createShare, listShares, revokeShare } from "./sharing/shares.ts";
import type { SharingRuntime } from "./sharing/sharing-runtime.ts";

const SOME_ID = "00000000-0000-7000-8000-000000000000";

/** Wiring only. */
export function createShareRouter(sharing: SharingRuntime, portfolios: PortfolioRuntime) {
  return router({
    create: procedure
      .meta({
        rest: { method: "POST", path: "/portfolios/{portfolioId}/shares", status: 201 },
        access: "portfolio:write",
        tag: "Sharing",
        summary: "Make a link with which others see a portfolio",
        description:
          "The link is in this answer and nowhere else. Unless `hidesAmounts` is false it shows percentages only, whatever the portfolio is worth.",
        cli: "share create",
        example: { portfolioId: SOME_ID, name: "For the family" },
        exampleNeeds: "portfolioId",
      })
      .input(CreateShareInput)
      .output(CreatedShare)
      .mutation(({ ctx, input }) => createShare(sharing, ctx, input)),

    list: procedure
      .meta({
        rest: { method: "GET", path: "/portfolios/{portfolioId}/shares" },
        access: "portfolio:read",
        tag: "Sharing",
        summary: "Links to a portfolio, ended ones too",
        cli: "share list",
        example: { portfolioId: SOME_ID },
        exampleNeeds: "portfolioId",
      })
      .input(PortfolioRef)
      .output(ShareList)
      .query(({ ctx, input }) => listShares(ctx, input)),

    revoke: procedure
      .meta({
        rest: { method: "DELETE", path: "/portfolios/{portfolioId}/shares/{shareId}" },
        access: "portfolio:write",
        tag: "Sharing",
        summary: "End a link for good",
        cli: "share revoke",
        example: { portfolioId: SOME_ID, shareId: SOME_ID },
        exampleNeeds: "portfolioId",
      })
      .input(ShareRef)
      .output(Share)
      .mutation(({ ctx, input }) => revokeShare(ctx, input)),

    open: procedure
      .meta({
        rest: { method: "POST", path: "/shared/{token}" },
        access: "open",
        tag: "Sharing",
        summary: "What somebody with a link sees",
        description:
          "Nobody has to sign in. 404 for whatever reason the link opens nothing; 422 with the pointer `/password` where it asks for one, or the one given is wrong. Amounts that the owner hides are null.",
        cli: "share open",
        example: { token: "the-token-of-a-link" },
        exampleNeeds: "portfolioId",
      })
      .input(OpenShareInput)
      .output(SharedPortfolio)
      .mutation(({ ctx, input }) => openShare({ sharing, portfolios }, ctx, input)),

    listAll: procedure
      .meta({
        rest: { method: "GET", path: "/admin/shares" },
        access: "admin:users",
        tag: "Administration",
        summary: "Links of all accounts, newest first",
        description: "Whose they are and what they are called; nothing of what they show.",
        cli: "admin shares",
        example: { limit: 5 },
      })
      .input(ListModeratedSharesInput)
      .output(ModeratedShareList)
      .query(({ ctx, input }) => listModeratedShares(sharing, ctx, input)),

    block: procedure
      .meta({
        rest: { method: "PATCH", path: "/admin/shares/{shareId}" },
        access: "admin:users",
        tag: "Administration",
        summary: "Block a link, or open it again",
        description: "The owner gets a notice with the reason.",
        cli: "admin block-share",
        example: { shareId: SOME_ID, blocked: true, reason: "Advertises a scam" },
        exampleNeeds: "portfolioId",
      })
      .input(BlockShareInput)
      .output(ModeratedShare)
      .mutation(({ ctx, input }) => blockShare(sharing, ctx, input)),
  });
}
