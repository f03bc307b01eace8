import { RequestSyncInput } from "@cryptodesk/shared/jobs/job.contract";
import { type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { wholeNumber } from "../../input/values.ts";
import { defineCommand } from "../define-command.ts";
import { noWaitOption, runJob } from "../follow-job.ts";

export function addSyncCommand(market: Command, cli: CliContext): void {
  defineCommand(market, cli, {
    name: "sync",
    summary: "Refresh listings now",
    description:
      "Asks for a refresh, or joins the one in flight, and follows it. Ctrl-C stops the following, not the job.",
    options: [
      new Option("--coins <count>", "how many of the largest coins (default: 250)").argParser(wholeNumber),
      noWaitOption(),
    ],
    examples: [
      ["market sync", "refresh and wait for the result"],
      ["market sync --coins 50 --no-wait", "ask and leave"],
    ],
    run: async (session) => {
      const input = readInput(RequestSyncInput, session.command);
      await runJob(session, () => session.ask((api) => api.market.sync.mutate(input)));
    },
  });
}
