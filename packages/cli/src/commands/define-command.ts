import type { Argument, Command, Option } from "commander";
import type { CliContext } from "../cli-context.ts";
import { colourOption, connectionOptions, outputOptions } from "../input/common-options.ts";
import { openSession, type Session } from "../session.ts";

/** Everything about a command that help, completion and the reference page are made of, and what it does. */
export interface CommandPlan {
  name: string;
  summary: string;
  description?: string;
  arguments?: readonly Argument[];
  options?: readonly Option[];
  /** `cryptodesk` is put before each. */
  examples: readonly (readonly [words: string, meaning: string])[];
  /** false: it prints one fixed thing. */
  hasOutputOptions?: boolean;
  /** false: it never talks to a server. */
  isOnline?: boolean;
  /** true: it works with settings that cannot be used, because it is there to mend them. */
  ignoresSettings?: boolean;
  /** Seconds to wait for an answer where nobody set a timeout; for what may be calculated or carried for long. */
  patience?: number;
  /** `values` are the arguments in order. */
  run: (session: Session, values: readonly (string | string[] | undefined)[]) => Promise<void>;
}

/** Adds a command with the options that all commands share. */
export function defineCommand(parent: Command, cli: CliContext, plan: CommandPlan): Command {
  const command = parent.command(plan.name).summary(plan.summary);
  command.description([`${plan.summary}.`, plan.description].filter(Boolean).join("\n"));
  for (const argument of plan.arguments ?? []) command.addArgument(argument);
  const shared = [
    ...(plan.hasOutputOptions === false ? [] : outputOptions()),
    colourOption(),
    ...(plan.isOnline === false ? [] : connectionOptions()),
  ];
  for (const option of [...(plan.options ?? []), ...shared]) command.addOption(option);
  command.addHelpText("after", examplesText(plan.examples));
  setExamples(command, plan.examples);
  const { ignoresSettings = false, patience = 0 } = plan;
  command.action(() => plan.run(openSession(cli, command, { ignoresSettings, patience }), command.processedArgs));
  return command;
}

function examplesText(examples: CommandPlan["examples"]): string {
  const width = Math.max(...examples.map(([words]) => words.length));
  const lines = examples.map(([words, meaning]) => `  cryptodesk ${words.padEnd(width)}  ${meaning}`);
  return `\nExamples:\n${lines.join("\n")}`;
}

const examplesOfCommand = new WeakMap<Command, CommandPlan["examples"]>();

function setExamples(command: Command, examples: CommandPlan["examples"]): void {
  examplesOfCommand.set(command, examples);
}

/** The examples a command was defined with; the reference page prints them. */
export function examplesOf(command: Command): CommandPlan["examples"] {
  return examplesOfCommand.get(command) ?? [];
}

/** Whether the command does something itself; a mere group of commands does not. */
export function isRunnable(command: Command): boolean {
  return examplesOfCommand.has(command);
}
