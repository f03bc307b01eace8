import { RuleCheck } from "@cryptodesk/shared/strategy/backtest.contract";
import {
  BlockStrategyInput,
  ChangeStrategyInput,
  CheckRulesInput,
  CreateStrategyInput,
  DiffVersionsInput,
  ForkStrategyInput,
  GetStrategyInput,
  ImportStrategyInput,
  ListModeratedStrategiesInput,
  ListPublicStrategiesInput,
  ListStrategiesInput,
  ListTemplatesInput,
  ListVersionsInput,
  ModeratedStrategy,
  ModeratedStrategyPage,
  OpenStrategyLinkInput,
  PublicStrategyPage,
  RestoreVersionInput,
  SaveStrategyInput,
  SharedStrategy,
  Strategy,
  StrategyDetail,
  StrategyFile,
  StrategyLink,
  StrategyPage,
  StrategyRef,
  StrategyVersionPage,
  TemplateList,
  VersionDiff,
} from "@cryptodesk/shared/strategy/strategy.contract";
import { procedure, router } from "../../platform/trpc/trpc.ts";
import { endLink, makeLink } from "./sharing/link.ts";
import { blockStrategy, listModeratedStrategies } from "./sharing/moderate-strategies.ts";
import { openLink } from "./sharing/open-link.ts";
import { listPublicStrategies } from "./sharing/public-strategies.ts";
import { changeStrategy, removeStrategy, restoreStrategy } from "./strategies/change-strategy.ts";
import { checkGivenRules } from "./strategies/check-rules.ts";
import { createStrategy } from "./strategies/create-strategy.ts";
import { forkStrategy } from "./strategies/fork-strategy.ts";
import { getStrategy, listStrategies } from "./strategies/list-strategies.ts";
import { listTemplates } from "./strategies/list-templates.ts";
import { restoreVersion, saveStrategy } from "./strategies/save-strategy.ts";
import { exportStrategyFile, importStrategyFile } from "./strategies/strategy-file.ts";
import { diffVersions, listVersions } from "./strategies/versions.ts";
import type { StrategyRuntime } from "./strategy-runtime.ts";

const TAG = "Strategies";
const SOME_ID = "00000000-0000-7000-8000-000000000000";
const EXAMPLE_RULES = {
  schema: 1,
  name: "Above its average",
  universe: { kind: "top", count: 3, rebalance: "1M" },
  timeframe: "1d",
  series: [{ name: "slow", indicator: "sma", parameters: { period: 50 } }],
  long: {
    enter: { kind: "compare", left: { price: "close" }, operator: ">", right: { series: "slow" } },
    exit: { kind: "compare", left: { price: "close" }, operator: "<", right: { series: "slow" } },
  },
  sizing: { kind: "equity", pct: 30 },
  maxPositions: 3,
};

/** Wiring only. */
export function createStrategyRouter(strategies: StrategyRuntime) {
  return router({
    ...ownProcedures(),
    ...versionProcedures(),
    ...sharingProcedures(strategies),
    ...deskProcedures(strategies),
  });
}

function ownProcedures() {
  return {
    list: procedure
      .meta({
        rest: { method: "GET", path: "/strategies" },
        access: "strategy:read",
        tag: TAG,
        summary: "One's strategies, newest first",
        cli: "strategy list",
        example: { limit: 5 },
      })
      .input(ListStrategiesInput)
      .output(StrategyPage)
      .query(({ ctx, input }) => listStrategies(ctx, input)),

    create: procedure
      .meta({
        rest: { method: "POST", path: "/strategies", status: 201 },
        access: "strategy:write",
        tag: TAG,
        summary: "Make a strategy out of rules, or of their readable form",
        description:
          "Give either `rules` or `text`. 422 names each place that is wrong: a pointer into the rules, or line and column of the text, with what may be written there instead.",
        cli: "strategy new",
        example: { rules: EXAMPLE_RULES, tags: ["trend"] },
      })
      .input(CreateStrategyInput)
      .output(StrategyDetail)
      .mutation(({ ctx, input }) => createStrategy(ctx, input)),

    get: procedure
      .meta({
        rest: { method: "GET", path: "/strategies/{strategyId}", versioned: true },
        access: "strategy:read",
        tag: TAG,
        summary: "A strategy with the rules of one version, in both of their forms",
        cli: "strategy show",
        example: { strategyId: SOME_ID },
        exampleNeeds: "strategyId",
      })
      .input(GetStrategyInput)
      .output(StrategyDetail)
      .query(({ ctx, input }) => getStrategy(ctx, input)),

    save: procedure
      .meta({
        rest: { method: "PUT", path: "/strategies/{strategyId}", versioned: "expectedVersion" },
        access: "strategy:write",
        tag: TAG,
        summary: "Save rules as a new version",
        description:
          "Nothing is saved where they are those of the newest version. With If-Match, or `expectedVersion`, it is refused with 412 where somebody saved since.",
        cli: "strategy edit",
        example: { strategyId: SOME_ID, rules: { ...EXAMPLE_RULES, maxPositions: 2 }, note: "fewer at once" },
        exampleNeeds: "strategyId",
      })
      .input(SaveStrategyInput)
      .output(StrategyDetail)
      .mutation(({ ctx, input }) => saveStrategy(ctx, input)),

    change: procedure
      .meta({
        rest: { method: "PATCH", path: "/strategies/{strategyId}" },
        access: "strategy:write",
        tag: TAG,
        summary: "Change tags, or who may see it; no version",
        description: "Private ends the link. To share by link, make one.",
        cli: "strategy tag",
        example: { strategyId: SOME_ID, tags: ["trend", "daily"] },
        exampleNeeds: "strategyId",
      })
      .input(ChangeStrategyInput)
      .output(Strategy)
      .mutation(({ ctx, input }) => changeStrategy(ctx, input)),

    remove: procedure
      .meta({
        rest: { method: "DELETE", path: "/strategies/{strategyId}" },
        access: "strategy:write",
        tag: TAG,
        summary: "Delete a strategy; it can be restored for 30 days",
        cli: "strategy delete",
        example: { strategyId: SOME_ID },
        exampleNeeds: "strategyId",
      })
      .input(StrategyRef)
      .output(Strategy)
      .mutation(({ ctx, input }) => removeStrategy(ctx, input)),

    restore: procedure
      .meta({
        rest: { method: "POST", path: "/strategies/{strategyId}/restore" },
        access: "strategy:write",
        tag: TAG,
        summary: "Take back the deletion of a strategy",
        cli: "strategy restore",
        example: { strategyId: SOME_ID },
        exampleNeeds: "strategyId",
      })
      .input(StrategyRef)
      .output(Strategy)
      .mutation(({ ctx, input }) => restoreStrategy(ctx, input)),

    check: procedure
      .meta({
        rest: { method: "POST", path: "/strategies/check" },
        access: "strategy:read",
        tag: TAG,
        summary: "What is wrong with rules, and where; nothing is saved",
        cli: "strategy validate",
        example: { rules: EXAMPLE_RULES },
      })
      .input(CheckRulesInput)
      .output(RuleCheck)
      .mutation(({ ctx, input }) => checkGivenRules(ctx, input)),

    templates: procedure
      .meta({
        rest: { method: "GET", path: "/strategies/templates" },
        access: "strategy:read",
        tag: TAG,
        summary: "Strategies to begin with",
        cli: "strategy templates",
        example: {},
      })
      .input(ListTemplatesInput)
      .output(TemplateList)
      .query(() => listTemplates()),

    exportFile: procedure
      .meta({
        rest: { method: "GET", path: "/strategies/{strategyId}/file" },
        access: "strategy:read",
        tag: TAG,
        summary: "A strategy as a file that reads in again",
        cli: "strategy export",
        example: { strategyId: SOME_ID },
        exampleNeeds: "strategyId",
      })
      .input(GetStrategyInput)
      .output(StrategyFile)
      .query(({ ctx, input }) => exportStrategyFile(ctx, input)),

    importFile: procedure
      .meta({
        rest: { method: "POST", path: "/strategies/files", status: 201 },
        access: "strategy:write",
        tag: TAG,
        summary: "Make a strategy out of such a file",
        cli: "strategy import",
        example: { file: { format: "cryptodesk-strategy", formatVersion: 1, tags: ["trend"], rules: EXAMPLE_RULES } },
      })
      .input(ImportStrategyInput)
      .output(StrategyDetail)
      .mutation(({ ctx, input }) => importStrategyFile(ctx, input)),
  };
}

function versionProcedures() {
  return {
    versions: procedure
      .meta({
        rest: { method: "GET", path: "/strategies/{strategyId}/versions" },
        access: "strategy:read",
        tag: TAG,
        summary: "Versions of a strategy, newest first",
        cli: "strategy versions",
        example: { strategyId: SOME_ID },
        exampleNeeds: "strategyId",
      })
      .input(ListVersionsInput)
      .output(StrategyVersionPage)
      .query(({ ctx, input }) => listVersions(ctx, input)),

    diff: procedure
      .meta({
        rest: { method: "GET", path: "/strategies/{strategyId}/diff" },
        access: "strategy:read",
        tag: TAG,
        summary: "Two versions line by line, in the readable form",
        cli: "strategy diff",
        example: { strategyId: SOME_ID, from: 1, to: 1 },
        exampleNeeds: "strategyId",
      })
      .input(DiffVersionsInput)
      .output(VersionDiff)
      .query(({ ctx, input }) => diffVersions(ctx, input)),

    restoreVersion: procedure
      .meta({
        rest: { method: "POST", path: "/strategies/{strategyId}/versions/{version}/restore" },
        access: "strategy:write",
        tag: TAG,
        summary: "Save the rules of an earlier version as the newest one",
        cli: "strategy restore-version",
        example: { strategyId: SOME_ID, version: 1 },
        exampleNeeds: "strategyId",
      })
      .input(RestoreVersionInput)
      .output(StrategyDetail)
      .mutation(({ ctx, input }) => restoreVersion(ctx, input)),
  };
}

function sharingProcedures(strategies: StrategyRuntime) {
  return {
    fork: procedure
      .meta({
        rest: { method: "POST", path: "/strategies/{strategyId}/fork", status: 201 },
        access: "strategy:write",
        tag: TAG,
        summary: "Copy a strategy one may see: an own one, a public one, or one whose link one has",
        cli: "strategy fork",
        example: { strategyId: SOME_ID, name: "My own" },
        exampleNeeds: "strategyId",
      })
      .input(ForkStrategyInput)
      .output(StrategyDetail)
      .mutation(({ ctx, input }) => forkStrategy(strategies.accounts, ctx, input)),

    makeLink: procedure
      .meta({
        rest: { method: "POST", path: "/strategies/{strategyId}/link", status: 201 },
        access: "strategy:write",
        tag: TAG,
        summary: "Make the link with which others see a strategy; an earlier one ends",
        description: "The link is in this answer and nowhere else.",
        cli: "strategy link",
        example: { strategyId: SOME_ID },
        exampleNeeds: "strategyId",
      })
      .input(StrategyRef)
      .output(StrategyLink)
      .mutation(({ ctx, input }) => makeLink(strategies.accounts, ctx, input)),

    endLink: procedure
      .meta({
        rest: { method: "DELETE", path: "/strategies/{strategyId}/link" },
        access: "strategy:write",
        tag: TAG,
        summary: "End the link to a strategy",
        cli: "strategy unlink",
        example: { strategyId: SOME_ID },
        exampleNeeds: "strategyId",
      })
      .input(StrategyRef)
      .output(Strategy)
      .mutation(({ ctx, input }) => endLink(ctx, input)),

    openLink: procedure
      .meta({
        rest: { method: "GET", path: "/shared-strategies/{token}" },
        access: "open",
        tag: TAG,
        summary: "What somebody with a link sees",
        description: "Nobody has to sign in. 404 for whatever reason the link opens nothing.",
        cli: "strategy open",
        example: { token: "the-token-of-a-link" },
        exampleNeeds: "strategyId",
      })
      .input(OpenStrategyLinkInput)
      .output(SharedStrategy)
      .query(({ ctx, input }) => openLink(strategies.accounts, ctx, input)),
  };
}

function deskProcedures(strategies: StrategyRuntime) {
  return {
    listPublic: procedure
      .meta({
        rest: { method: "GET", path: "/public-strategies" },
        access: "strategy:read",
        tag: TAG,
        summary: "Strategies that their owners have made public",
        cli: "strategy public",
        example: { limit: 5 },
      })
      .input(ListPublicStrategiesInput)
      .output(PublicStrategyPage)
      .query(({ ctx, input }) => listPublicStrategies(strategies.accounts, ctx, input)),

    listModerated: procedure
      .meta({
        rest: { method: "GET", path: "/admin/strategies" },
        access: "admin:users",
        tag: "Administration",
        summary: "Strategies of all accounts that others can see",
        cli: "admin strategies",
        example: { limit: 5 },
      })
      .input(ListModeratedStrategiesInput)
      .output(ModeratedStrategyPage)
      .query(({ ctx, input }) => listModeratedStrategies(strategies.accounts, ctx, input)),

    block: procedure
      .meta({
        rest: { method: "PATCH", path: "/admin/strategies/{strategyId}" },
        access: "admin:users",
        tag: "Administration",
        summary: "Take a shared strategy out of sight, or let it be seen again",
        description: "The owner keeps it and gets a notice with the reason.",
        cli: "admin block-strategy",
        example: { strategyId: SOME_ID, blocked: true, reason: "Advertises a scam" },
        exampleNeeds: "strategyId",
      })
      .input(BlockStrategyInput)
      .output(ModeratedStrategy)
      .mutation(({ ctx, input }) => blockStrategy(strategies.accounts, ctx, input)),
  };
}
