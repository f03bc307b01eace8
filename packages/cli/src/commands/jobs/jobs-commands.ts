import { GetRunInput, JobRun, JobState, ListRunsInput, Schedule } from "@cryptodesk/shared/jobs/job.contract";
import { Argument, type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { oneOf } from "../../input/values.ts";
import { UNKNOWN } from "../../output/numbers.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRecord } from "../../output/record.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { age, duration, timeWithAge } from "../../output/times.ts";
import { defineCommand } from "../define-command.ts";
import { onePage, pagesOf, pagingOptions } from "../paging.ts";
import { drawRun, progressText, runTime, stateText } from "./draw-run.ts";

const RUN_COLUMNS: readonly Column<JobRun>[] = [
  { field: "id", header: "Id", show: ({ id }) => id },
  { field: "name", header: "Job", show: ({ name }) => safeText(name) },
  { field: "subject", header: "Subject", spare: 3, shrinkTo: 12, show: ({ subject }) => safeText(subject ?? UNKNOWN) },
  { field: "state", header: "State", show: ({ state }, out) => stateText(state, out) },
  { field: "trigger", header: "By", spare: 2, show: ({ trigger }) => trigger },
  {
    field: "requestedAt",
    header: "Asked",
    align: "right",
    show: ({ requestedAt }, out) => age(requestedAt, out.now()),
  },
  {
    field: "durationMs",
    header: "Took",
    align: "right",
    show: ({ durationMs }) => (durationMs === null ? UNKNOWN : runTime(durationMs)),
  },
  { field: "attempt", header: "Try", align: "right", spare: 4, show: ({ attempt }) => String(attempt) },
  { field: "progress", header: "Progress", spare: 1, shrinkTo: 12, show: ({ progress }) => progressText(progress) },
  { field: "error", header: "Error", spare: 5, shrinkTo: 16, show: ({ error }) => safeText(error ?? UNKNOWN) },
];

const SCHEDULE_COLUMNS: readonly Column<Schedule>[] = [
  { field: "name", header: "Job", show: ({ name }) => safeText(name) },
  {
    field: "intervalSeconds",
    header: "Every",
    align: "right",
    show: ({ intervalSeconds }) => duration(intervalSeconds * 1000),
  },
  {
    field: "lastRun",
    header: "Last run",
    show: ({ lastRun }, out) =>
      lastRun === null
        ? "never"
        : `${stateText(lastRun.state, out)} ${age(lastRun.finishedAt ?? lastRun.startedAt ?? lastRun.requestedAt, out.now())} ago`,
  },
  { field: "nextDueAt", header: "Next", show: ({ nextDueAt }, out) => timeWithAge(nextDueAt, out.now()) },
  { field: "setting", header: "Setting", spare: 2, show: ({ setting }) => safeText(setting ?? UNKNOWN) },
  {
    field: "description",
    header: "What it does",
    spare: 1,
    shrinkTo: 16,
    show: ({ description }) => safeText(description),
  },
];

const idArgument = () => new Argument("<id>", "id of the run, from `cryptodesk jobs list`");

export function addJobsCommands(program: Command, cli: CliContext): void {
  const jobs = program
    .command("jobs")
    .summary("background jobs: runs and schedules")
    .description("Background jobs: runs and schedules.")
    .helpCommand(false);
  addListCommand(jobs, cli);
  addSchedulesCommand(jobs, cli);
  addShowCommand(jobs, cli);
  addCancelCommand(jobs, cli);
}

function addListCommand(jobs: Command, cli: CliContext): void {
  defineCommand(jobs, cli, {
    name: "list",
    summary: "Runs of background jobs, newest first",
    options: [
      new Option("--name <job>", "only runs of this job"),
      new Option("--state <state>", "only runs in this state")
        .choices(JobState.options)
        .argParser(oneOf(JobState.options)),
      ...pagingOptions(),
    ],
    examples: [
      ["jobs list --limit 10", "the last ten"],
      ["jobs list --state failed", "what went wrong"],
    ],
    run: async (session) => {
      const input = readInput(ListRunsInput, session.command);
      const pages = pagesOf(session, input, (page) => session.ask((api) => api.jobs.runs.query(page)));
      await printRows(
        session.out,
        { columns: RUN_COLUMNS, fields: Object.keys(JobRun.shape), empty: "No runs." },
        pages,
      );
    },
  });
}

function addSchedulesCommand(jobs: Command, cli: CliContext): void {
  defineCommand(jobs, cli, {
    name: "schedules",
    summary: "What runs by itself, how often, and how it went last time",
    examples: [["jobs schedules", "every schedule and when it is due"]],
    run: async ({ ask, out }) => {
      const { items, ...rest } = await ask((api) => api.jobs.schedules.query({}));
      const view = { columns: SCHEDULE_COLUMNS, fields: Object.keys(Schedule.shape), empty: "Nothing is scheduled." };
      await printRows(out, view, onePage(items, rest));
    },
  });
}

function addShowCommand(jobs: Command, cli: CliContext): void {
  defineCommand(jobs, cli, {
    name: "show",
    summary: "One run: state, progress and result",
    arguments: [idArgument()],
    examples: [["jobs show 01900000-0000-7000-8000-000000000000", "how it went"]],
    run: async ({ ask, command, out }, [id]) => {
      const input = readInput(GetRunInput, command, { id });
      const run = await ask((api) => api.jobs.get.query(input));
      await printRecord(out, run, () => drawRun(run, out));
    },
  });
}

function addCancelCommand(jobs: Command, cli: CliContext): void {
  defineCommand(jobs, cli, {
    name: "cancel",
    summary: "Stop a queued or running job",
    arguments: [idArgument()],
    examples: [["jobs cancel 01900000-0000-7000-8000-000000000000", "stop it"]],
    run: async ({ ask, command, out }, [id]) => {
      const input = readInput(GetRunInput, command, { id });
      const run = await ask((api) => api.jobs.cancel.mutate(input));
      await printRecord(out, run, () => drawRun(run, out));
    },
  });
}
