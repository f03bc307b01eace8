import type { Argument, Command, Option } from "commander";

/** What completion and the reference page need to know of a command. */
export interface CommandNode {
  /** The words after `cryptodesk`; empty for the program itself. */
  words: readonly string[];
  summary: string;
  options: readonly OptionNode[];
  arguments: readonly ArgumentNode[];
  children: readonly CommandNode[];
  command: Command;
}

export interface OptionNode {
  flag: string;
  summary: string;
  takesValue: boolean;
  choices: readonly string[];
  hidden: boolean;
}

export interface ArgumentNode {
  name: string;
  summary: string;
  choices: readonly string[];
}

/** The command tree as plain data. */
export function readTree(command: Command, words: readonly string[] = []): CommandNode {
  return {
    words,
    summary: command.summary() || command.description(),
    options: command.options.map(readOption),
    arguments: command.registeredArguments.map(readArgument),
    children: command.commands.map((child) => readTree(child, [...words, child.name()])),
    command,
  };
}

/** The command and everything below it. */
export function allNodes(node: CommandNode): CommandNode[] {
  return [node, ...node.children.flatMap(allNodes)];
}

function readOption(option: Option): OptionNode {
  return {
    flag: option.long ?? option.flags,
    summary: option.description,
    takesValue: option.required || option.optional,
    choices: option.argChoices ?? [],
    hidden: option.hidden,
  };
}

function readArgument(argument: Argument): ArgumentNode {
  return { name: argument.name(), summary: argument.description, choices: argument.argChoices ?? [] };
}
