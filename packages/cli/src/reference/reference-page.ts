import type { Command } from "commander";
import { allNodes, type CommandNode, readTree } from "../commands/completion/command-tree.ts";
import { examplesOf, isRunnable } from "../commands/define-command.ts";

const COMMON_FLAGS = ["--json", "--format", "--fields", "--no-color", "--url", "--profile", "--timeout"];

/** The Markdown reference of every command, from the command tree itself. */
export function referencePage(program: Command): string {
  const tree = readTree(program);
  const leaves = allNodes(tree).filter(({ command }) => isRunnable(command));
  const common = leaves.find(({ words }) => words.join(" ") === "market list");
  return [
    "# `cryptodesk`: every command",
    "",
    "This page is generated from the command tree; `pnpm --filter @cryptodesk/cli reference` writes it again. [The terminal](../terminal.md) is the guide.",
    "",
    "| Command | |",
    "|---|---|",
    ...leaves.map((node) => `| [\`${node.words.join(" ")}\`](#${anchorOf(node)}) | ${cell(node.summary)} |`),
    "",
    "## Options of every command",
    "",
    "`config set`, `config unset` and `completion` talk to no server and print no data; they take `--no-color` only. A common option may stand before the command's words, too.",
    "",
    ...(common ? optionTable(common, (flag) => COMMON_FLAGS.includes(flag)) : []),
    "",
    ...leaves.flatMap(section),
  ].join("\n");
}

function section(node: CommandNode): string[] {
  const { command } = node;
  const own = optionTable(node, (flag) => !COMMON_FLAGS.includes(flag) || !isCommon(node, flag));
  return [
    `## cryptodesk ${node.words.join(" ")}`,
    "",
    command.description().replaceAll("\n", " "),
    "",
    "```text",
    `cryptodesk ${[...node.words, ...command.registeredArguments.map(argumentText)].join(" ")} [options]`,
    "```",
    "",
    ...argumentTable(node),
    ...own,
    ...(own.length > 0 ? [""] : []),
    "```sh",
    ...examplesOf(command).flatMap(([words, meaning]) => [`# ${meaning}`, `cryptodesk ${words}`]),
    "```",
    "",
  ];
}

// `config set --profile` means the profile to change, not the one to use.
function isCommon(node: CommandNode, flag: string): boolean {
  return !(flag === "--profile" && ["config set", "config unset"].includes(node.words.join(" ")));
}

function argumentText(argument: { name: () => string; required: boolean; variadic: boolean }): string {
  const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}

function argumentTable({ arguments: list }: CommandNode): string[] {
  if (list.length === 0) return [];
  return [
    "| Argument | |",
    "|---|---|",
    ...list.map(({ name, summary, choices }) => `| \`${name}\` | ${described(summary, choices)} |`),
    "",
  ];
}

function optionTable({ command, options }: CommandNode, wanted: (flag: string) => boolean): string[] {
  const shown = options.filter(({ flag, hidden }) => !hidden && wanted(flag));
  if (shown.length === 0) return [];
  const flags = new Map(command.options.map((option) => [option.long ?? option.flags, option.flags]));
  return [
    "| Option | |",
    "|---|---|",
    ...shown.map(
      ({ flag, summary, choices }) => `| \`${cell(flags.get(flag) ?? flag)}\` | ${described(summary, choices)} |`,
    ),
  ];
}

function described(summary: string, choices: readonly string[]): string {
  const values = choices.map((choice) => `\`${choice}\``).join(", ");
  return cell([summary, values].filter(Boolean).join(": "));
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

function anchorOf({ words }: CommandNode): string {
  return `cryptodesk-${words.join("-")}`;
}
