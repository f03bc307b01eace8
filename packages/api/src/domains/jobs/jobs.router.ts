import { GetRunInput, JobRun, JobRunPage, ListRunsInput, ScheduleList } from "@cryptodesk/shared/jobs/job.contract";
import { z } from "zod";
import type { JobDefinition } from "../../platform/queue/job-queue.ts";
import { procedure, router } from "../../platform/trpc/trpc.ts";
import { cancelRun } from "./cancel-run.ts";
import { getRun } from "./get-run.ts";
import { listRuns } from "./list-runs.ts";
import { listSchedules } from "./list-schedules.ts";

/** Wiring only. `definitions` are the jobs of every domain. */
export function createJobsRouter(definitions: readonly JobDefinition[]) {
  return router({
    runs: procedure
      .meta({
        rest: { method: "GET", path: "/jobs" },
        access: "market:read",
        tag: "Data health",
        summary: "Runs of background jobs, newest first",
        cli: "jobs list",
        example: { limit: 5 },
      })
      .input(ListRunsInput)
      .output(JobRunPage)
      .query(({ ctx, input }) => listRuns(ctx, input)),

    schedules: procedure
      .meta({
        rest: { method: "GET", path: "/jobs/schedules" },
        access: "market:read",
        tag: "Data health",
        summary: "What runs by itself, how often, and how it went last time",
        cli: "jobs schedules",
        example: {},
      })
      .input(z.strictObject({}))
      .output(ScheduleList)
      .query(({ ctx }) => listSchedules(ctx, definitions)),

    get: procedure
      .meta({
        rest: { method: "GET", path: "/jobs/{id}" },
        access: "market:read",
        tag: "Data health",
        summary: "One run: state, progress and result",
        cli: "jobs show",
        example: { id: "00000000-0000-7000-8000-000000000000" },
        exampleNeeds: "jobId",
      })
      .input(GetRunInput)
      .output(JobRun)
      .query(({ ctx, input }) => getRun(ctx, input)),

    cancel: procedure
      .meta({
        rest: { method: "POST", path: "/jobs/{id}/cancel" },
        access: "market:operate",
        tag: "Data health",
        summary: "Stop a queued or running job",
        cli: "jobs cancel",
        example: { id: "00000000-0000-7000-8000-000000000000" },
        exampleNeeds: "jobId",
      })
      .input(GetRunInput)
      .output(JobRun)
      .mutation(({ ctx, input }) => cancelRun(ctx, input, definitions)),
  });
}
