import { Objective, OptimisationPlan } from "@cryptodesk/shared/strategy/optimisation.contract";
import { RunRef, StartOptimisationInput } from "@cryptodesk/shared/strategy/run.contract";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { oneOf, percent, wholeNumber } from "../../input/values.ts";
import { chosenId, createOnce, idOption } from "../create-once.ts";
import { defineCommand } from "../define-command.ts";
import { noWaitOption } from "../follow-job.ts";
import { strategyArgument, strategyIdOf } from "./choose-strategy.ts";
import { followRun, printRun } from "./follow-run.ts";
import { runArgument } from "./runs.ts";
import { readSettings, settingsOptions } from "./settings-options.ts";
import { versionOption } from "./show.ts";

const METHODS = ["grid", "random", "evolution"] as const;

interface Range {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** What `--parameters` says: ranges that move, and values that stand still. */
interface SearchSpace {
  readonly ranges: readonly Range[];
  readonly fixed: Readonly<Record<string, number>>;
}

export function addOptimiseCommands(strategy: Command, cli: CliContext): void {
  defineCommand(strategy, cli, {
    name: "optimise",
    summary: "Search for better parameters of a strategy",
    description:
      "Parameters move within the ranges of the rules, or those given. The last part of the candles is kept from the search:\nwhat the best is worth there stands beside it.",
    arguments: [strategyArgument()],
    options: [
      versionOption(),
      new Option("--method <method>", "how it searches (default: grid)").choices(METHODS).argParser(oneOf(METHODS)),
      new Option(
        "--parameters <ranges>",
        "from:to:step of those that move, values of those that do not: fast=5:60:5,slow=100 (default: the ranges of the rules)",
      ).argParser(searchSpace),
      new Option("--objective <figure>", "what is better (default: sharpe)")
        .choices(Objective.options)
        .argParser(oneOf(Objective.options)),
      new Option("--min-trades <number>", "leave out what trades less (default: 10)").argParser(wholeNumber),
      new Option("--max-drawdown <percent>", "leave out what falls deeper").argParser(percent),
      new Option("--tries <number>", "at most (default: 1000)").argParser(wholeNumber),
      new Option(
        "--out-of-sample <percent>",
        "of the candles, at the end, kept from the search (default: 30)",
      ).argParser(percent),
      noWaitOption(),
      idOption(),
      ...settingsOptions(cli).filter(({ long }) => long !== "--parameters"),
    ],
    examples: [
      ["strategy optimise Cross --from 4y", "every point of the rules' own ranges"],
      [
        "strategy optimise Cross --method evolution --parameters fast=5:60:1,slow=50:250:5 --objective calmar",
        "a wider search",
      ],
    ],
    run: async (session, [named]) => {
      const { command } = session;
      const strategyId = await strategyIdOf(session, named);
      const id = chosenId(session);
      const plan = readPlan(command);
      const input = readInput(StartOptimisationInput, command, { strategyId, id, plan });
      const run = await createOnce(session, id, (api) => api.strategyRun.optimise.mutate(input));
      await printRun(session, await followRun(session, run));
    },
  });
  defineCommand(strategy, cli, {
    name: "resume",
    summary: "Go on with a search that was cancelled or cut off",
    arguments: [runArgument()],
    options: [noWaitOption()],
    examples: [["strategy resume 01900000-0000-7000-8000-000000000000", "from where it stopped"]],
    run: async (session, [runId]) => {
      const input = readInput(RunRef, session.command, { runId });
      const run = await session.ask((api) => api.strategyRun.resume.mutate(input));
      await printRun(session, await followRun(session, run));
    },
  });
}

function readPlan(command: Command): OptimisationPlan {
  const space = command.getOptionValue("parameters") as SearchSpace | undefined;
  const saidOf = (name: string): unknown => command.getOptionValue(name);
  const [minTrades, maxDrawdownPct] = [saidOf("minTrades"), saidOf("maxDrawdown")];
  return readInput(OptimisationPlan, command, {
    parameters: space && space.ranges.length > 0 ? space.ranges : undefined,
    constraints: {
      ...(minTrades !== undefined && { minTrades }),
      ...(maxDrawdownPct !== undefined && { maxDrawdownPct }),
    },
    settings: readSettings(command, { parameters: space?.fixed }),
  });
}

/** `fast=5:60:5,slow=100`. */
function searchSpace(text: string, before: SearchSpace | undefined): SearchSpace {
  const ranges: Range[] = [...(before?.ranges ?? [])];
  const fixed: Record<string, number> = { ...before?.fixed };
  for (const part of text.split(",")) {
    const [name = "", values = ""] = part.split("=").map((each) => each.trim());
    const numbers = values.split(":").map(Number);
    const [min, max, step] = numbers;
    if (name === "" || values === "" || !numbers.every(Number.isFinite) || min === undefined) refuse();
    else if (numbers.length === 1) fixed[name] = min;
    else if (numbers.length === 3 && max !== undefined && step !== undefined) ranges.push({ name, min, max, step });
    else refuse();
  }
  return { ranges, fixed };
}

function refuse(): never {
  throw new InvalidArgumentError("It must be ranges and values such as fast=5:60:5,slow=100.");
}
