import { RequestRepairInput } from "@cryptodesk/shared/jobs/job.contract";
import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { defineCommand } from "../define-command.ts";
import { noWaitOption, runJob } from "../follow-job.ts";
import { askAboutCoin, coinArgument } from "./coin-argument.ts";

export function addRepairCommand(market: Command, cli: CliContext): void {
  defineCommand(market, cli, {
    name: "repair",
    summary: "Fetch what is missing in a coin's history",
    description:
      "Asks for a repair, or joins the one in flight, and follows it. Ctrl-C stops the following, not the job.",
    arguments: [coinArgument()],
    options: [noWaitOption()],
    examples: [
      ["market repair bitcoin", "fill its gaps and wait"],
      ["market gaps bitcoin", "see what is missing"],
    ],
    run: async (session, [coin]) => {
      const input = readInput(RequestRepairInput, session.command, { id: coin });
      await runJob(session, () => askAboutCoin(session, input.id, (api) => api.market.repair.mutate(input)));
    },
  });
}
