import { z } from "zod";
import { pageInput } from "../market/provider.contract.ts";
import { CoinId, IsoTime } from "../market/source.contract.ts";

export const JobState = z.enum(["queued", "running", "succeeded", "failed", "cancelled"]);
export type JobState = z.infer<typeof JobState>;

/** One run of a background job, from being asked for to its end. */
export const JobRun = z
  .object({
    id: z.uuid(),
    name: z.string(),
    trigger: z.enum(["schedule", "manual", "demand"]),
    state: JobState,
    subject: z.string().nullable().describe("what the run is about, e.g. a coin id"),
    progress: z.object({ done: z.int(), total: z.int().nullable(), note: z.string().nullable() }),
    requestedAt: IsoTime,
    startedAt: IsoTime.nullable(),
    finishedAt: IsoTime.nullable(),
    durationMs: z.int().nullable(),
    attempt: z.int().describe("1 for the first try"),
    worker: z.string().nullable(),
    requestId: z.string().nullable(),
    result: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe("counts of the run, e.g. rows read, written and set aside by reason"),
    error: z.string().nullable(),
  })
  .meta({ id: "JobRun" });
export type JobRun = z.infer<typeof JobRun>;

export const ListRunsInput = z.strictObject({
  name: z
    .string()
    .max(80)
    .refine((name) => !name.includes("\u0000"), "must not hold the NUL character")
    .optional(),
  state: JobState.optional(),
  ...pageInput,
});
export type ListRunsInput = z.infer<typeof ListRunsInput>;
export const JobRunPage = z
  .object({ items: z.array(JobRun), nextCursor: z.string().nullable() })
  .meta({ id: "JobRunPage" });
export type JobRunPage = z.infer<typeof JobRunPage>;

export const GetRunInput = z.strictObject({ id: z.uuid() });
export type GetRunInput = z.infer<typeof GetRunInput>;

/** The answer to asking for a run: 202 while it is queued or running. */
export const JobTicket = z
  .object({
    jobId: z.uuid(),
    name: z.string(),
    state: JobState,
    joined: z.boolean().describe("true: a run was in flight already and this is its id"),
    statusUrl: z.string(),
  })
  .meta({ id: "JobTicket" });
export type JobTicket = z.infer<typeof JobTicket>;

export const RequestSyncInput = z.strictObject({
  coins: z.int().min(1).max(20_000).default(250).describe("how many of the largest coins to refresh"),
});
export type RequestSyncInput = z.infer<typeof RequestSyncInput>;

export const RequestRepairInput = z.strictObject({ id: CoinId });
export type RequestRepairInput = z.infer<typeof RequestRepairInput>;

export const Schedule = z
  .object({
    name: z.string(),
    description: z.string(),
    intervalSeconds: z.int(),
    setting: z.string().nullable().describe("the setting that changes the interval"),
    lastRun: JobRun.nullable(),
    nextDueAt: IsoTime.nullable(),
  })
  .meta({ id: "Schedule" });
export type Schedule = z.infer<typeof Schedule>;
export const ScheduleList = z
  .object({ items: z.array(Schedule), nextCursor: z.string().nullable() })
  .meta({ id: "ScheduleList" });
export type ScheduleList = z.infer<typeof ScheduleList>;
