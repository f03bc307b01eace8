import { z } from "zod";
import { pageInput } from "../market/provider.contract.ts";
import { IsoTime } from "../market/source.contract.ts";
import { lineOf, NewId } from "../portfolio/portfolio.contract.ts";
import { StrategyRules } from "./rules.contract.ts";

const tags = z.array(lineOf(40)).max(20);

/** A strategy in lists. Its name and description are those of its newest rules. */
export const Strategy = z
  .object({
    id: z.uuid(),
    name: z.string(),
    description: z.string().nullable(),
    tags: z.array(z.string()),
    timeframe: z.string(),
    universe: z.string().describe("in words, e.g. bitcoin or the 10 largest coins"),
    visibility: z.enum(["private", "link", "public"]).describe("public: everybody who is signed in finds it"),
    blocked: z.boolean().describe("an admin of the desk has taken it out of sight"),
    blockedReason: z.string().nullable(),
    forkedFrom: z.object({ strategyId: z.uuid(), version: z.int() }).nullable(),
    version: z.int().describe("of the newest rules; the ETag"),
    isPapered: z.boolean().describe("a paper account follows its signals"),
    createdAt: IsoTime,
    updatedAt: IsoTime,
    deletedAt: IsoTime.nullable(),
  })
  .meta({ id: "Strategy" });
export type Strategy = z.infer<typeof Strategy>;

/** A strategy with rules of one version, in both of their forms. */
export const StrategyDetail = z
  .object({
    strategy: Strategy,
    version: z.int(),
    rules: StrategyRules,
    text: z.string().describe("the same rules in the readable form"),
    note: z.string().nullable(),
    savedAt: IsoTime,
  })
  .meta({ id: "StrategyDetail" });
export type StrategyDetail = z.infer<typeof StrategyDetail>;

export const StrategyPage = z
  .object({ items: z.array(Strategy), nextCursor: z.string().nullable() })
  .meta({ id: "StrategyPage" });
export type StrategyPage = z.infer<typeof StrategyPage>;

export const ListStrategiesInput = z.strictObject({
  search: lineOf(80).optional(),
  tag: lineOf(40).optional(),
  deleted: z.boolean().default(false),
  ...pageInput,
});
export type ListStrategiesInput = z.infer<typeof ListStrategiesInput>;

/** Rules as a document or as text: one of the two. */
const givenRules = {
  rules: StrategyRules.optional(),
  text: z.string().max(60_000).optional().describe("the readable form, instead of `rules`"),
};
const oneForm = (given: { rules?: unknown; text?: unknown }) =>
  (given.rules === undefined) !== (given.text === undefined);
const ONE_FORM = { message: "give either rules or text", path: ["rules"] };

export const CreateStrategyInput = z
  .strictObject({ id: NewId, ...givenRules, tags: tags.default([]), note: lineOf(300).nullable().default(null) })
  .refine(oneForm, ONE_FORM);
export type CreateStrategyInput = z.infer<typeof CreateStrategyInput>;

export const StrategyRef = z.strictObject({ strategyId: z.uuid() });
export type StrategyRef = z.infer<typeof StrategyRef>;

export const GetStrategyInput = z.strictObject({
  strategyId: z.uuid(),
  version: z.int().min(1).optional().describe("default: the newest"),
});
export type GetStrategyInput = z.infer<typeof GetStrategyInput>;

/** Saves a version. Nothing is saved where the rules are those of the newest version. */
export const SaveStrategyInput = z
  .strictObject({
    strategyId: z.uuid(),
    ...givenRules,
    note: lineOf(300).nullable().default(null),
    expectedVersion: z.int().min(1).optional().describe("refuse where somebody saved since; REST: If-Match"),
  })
  .refine(oneForm, ONE_FORM);
export type SaveStrategyInput = z.infer<typeof SaveStrategyInput>;

/** Changes what is about a strategy and not its rules: no version. */
export const ChangeStrategyInput = z.strictObject({
  strategyId: z.uuid(),
  tags: tags.optional(),
  visibility: z.enum(["private", "link", "public"]).optional(),
});
export type ChangeStrategyInput = z.infer<typeof ChangeStrategyInput>;

export const StrategyVersion = z
  .object({
    version: z.int(),
    name: z.string(),
    note: z.string().nullable(),
    rulesHash: z.string(),
    restoredFrom: z.int().nullable(),
    savedAt: IsoTime,
  })
  .meta({ id: "StrategyVersion" });
export type StrategyVersion = z.infer<typeof StrategyVersion>;

export const StrategyVersionPage = z
  .object({ items: z.array(StrategyVersion), nextCursor: z.string().nullable() })
  .meta({ id: "StrategyVersionPage" });
export type StrategyVersionPage = z.infer<typeof StrategyVersionPage>;

export const ListVersionsInput = z.strictObject({ strategyId: z.uuid(), ...pageInput });
export type ListVersionsInput = z.infer<typeof ListVersionsInput>;

export const DiffVersionsInput = z.strictObject({
  strategyId: z.uuid(),
  from: z.int().min(1),
  to: z.int().min(1),
});
export type DiffVersionsInput = z.infer<typeof DiffVersionsInput>;

/** Two versions line by line, in the readable form. */
export const VersionDiff = z
  .object({
    from: z.int(),
    to: z.int(),
    lines: z.array(z.object({ kind: z.enum(["same", "added", "removed"]), text: z.string() })),
  })
  .meta({ id: "VersionDiff" });
export type VersionDiff = z.infer<typeof VersionDiff>;

export const RestoreVersionInput = z.strictObject({ strategyId: z.uuid(), version: z.int().min(1) });
export type RestoreVersionInput = z.infer<typeof RestoreVersionInput>;

/** Copies a strategy one may see: an own one, a public one, or one whose link one has. */
export const ForkStrategyInput = z.strictObject({
  strategyId: z.uuid(),
  version: z.int().min(1).optional(),
  link: z.string().max(100).optional().describe("token of a link, for a strategy that is shared by link"),
  id: NewId,
  name: lineOf(80).optional(),
});
export type ForkStrategyInput = z.infer<typeof ForkStrategyInput>;

export const CheckRulesInput = z.strictObject({ ...givenRules }).refine(oneForm, ONE_FORM);
export type CheckRulesInput = z.infer<typeof CheckRulesInput>;

export const StrategyTemplate = z
  .object({ id: z.string(), name: z.string(), description: z.string(), rules: StrategyRules, text: z.string() })
  .meta({ id: "StrategyTemplate" });
export type StrategyTemplate = z.infer<typeof StrategyTemplate>;

export const ListTemplatesInput = z.strictObject({});

export const TemplateList = z
  .object({ items: z.array(StrategyTemplate), nextCursor: z.string().nullable() })
  .meta({ id: "TemplateList" });
export type TemplateList = z.infer<typeof TemplateList>;

/** The address with which others see a strategy; making a new one ends the old one. */
export const StrategyLink = z.object({ token: z.string(), url: z.string() }).meta({ id: "StrategyLink" });
export type StrategyLink = z.infer<typeof StrategyLink>;

export const OpenStrategyLinkInput = z.strictObject({
  token: z
    .string()
    .min(10)
    .max(100)
    .regex(/^[A-Za-z0-9_-]+$/, "must be the token of a link"),
});
export type OpenStrategyLinkInput = z.infer<typeof OpenStrategyLinkInput>;

/** A strategy as somebody else sees it. */
export const SharedStrategy = z
  .object({
    id: z.uuid(),
    name: z.string(),
    description: z.string().nullable(),
    tags: z.array(z.string()),
    version: z.int(),
    rules: StrategyRules,
    text: z.string(),
    ownerName: z.string().nullable(),
    updatedAt: IsoTime,
  })
  .meta({ id: "SharedStrategy" });
export type SharedStrategy = z.infer<typeof SharedStrategy>;

export const PublicStrategyPage = z
  .object({ items: z.array(SharedStrategy), nextCursor: z.string().nullable() })
  .meta({ id: "PublicStrategyPage" });
export type PublicStrategyPage = z.infer<typeof PublicStrategyPage>;

export const ListPublicStrategiesInput = z.strictObject({ search: lineOf(80).optional(), ...pageInput });
export type ListPublicStrategiesInput = z.infer<typeof ListPublicStrategiesInput>;

export const ListModeratedStrategiesInput = z.strictObject(pageInput);
export type ListModeratedStrategiesInput = z.infer<typeof ListModeratedStrategiesInput>;

export const BlockStrategyInput = z.strictObject({
  strategyId: z.uuid(),
  blocked: z.boolean(),
  reason: lineOf(300).nullable().default(null),
});
export type BlockStrategyInput = z.infer<typeof BlockStrategyInput>;

/** A strategy others can see, as an admin sees it. */
export const ModeratedStrategy = z
  .object({
    strategyId: z.uuid(),
    name: z.string(),
    description: z.string().nullable(),
    ownerEmail: z.string(),
    visibility: z.enum(["link", "public"]),
    blocked: z.boolean(),
    blockedReason: z.string().nullable(),
    updatedAt: IsoTime,
  })
  .meta({ id: "ModeratedStrategy" });
export type ModeratedStrategy = z.infer<typeof ModeratedStrategy>;

export const ModeratedStrategyPage = z
  .object({ items: z.array(ModeratedStrategy), nextCursor: z.string().nullable() })
  .meta({ id: "ModeratedStrategyPage" });
export type ModeratedStrategyPage = z.infer<typeof ModeratedStrategyPage>;

/** What is written to a file and read from one. */
export const StrategyFile = z
  .strictObject({
    format: z.literal("cryptodesk-strategy"),
    formatVersion: z.literal(1),
    tags: tags.default([]),
    rules: StrategyRules,
    exportedAt: IsoTime.optional(),
  })
  .meta({ id: "StrategyFile" });
export type StrategyFile = z.infer<typeof StrategyFile>;

export const ImportStrategyInput = z.strictObject({ id: NewId, file: StrategyFile });
export type ImportStrategyInput = z.infer<typeof ImportStrategyInput>;
