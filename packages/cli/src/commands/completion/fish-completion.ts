import { isRunnable } from "../define-command.ts";
import { allNodes, type CommandNode } from "./command-tree.ts";

/** A completion script for fish. */
export function fishCompletion(root: CommandNode): string {
  const groups = allNodes(root).filter(({ children }) => children.length > 0);
  return `# cryptodesk completion for fish. Load it with: cryptodesk completion fish | source
function __cryptodesk_at
  set -l words (commandline -opc)
  set -l path
  for word in $words[2..-1]
    string match -q -- '-*' $word; or set -a path $word
  end
  set -l depth (count $argv)
  test (count $path) -ge $depth; or return 1
  test $depth -eq 0; or test "$path[1..$depth]" = "$argv"
end
function __cryptodesk_needs_command
  set -l words (commandline -opc)
  test (count $words) -eq (math (count $argv) + 1); and __cryptodesk_at $argv
end
complete -c cryptodesk -f
${groups.flatMap(commandLines).join("\n")}
${allNodes(root).flatMap(valueLines).join("\n")}
`;
}

function commandLines(node: CommandNode): string[] {
  return node.children.map((child) =>
    line(
      `__cryptodesk_needs_command ${node.words.join(" ")}`.trim(),
      `-a ${child.words.at(-1)} -d ${quoted(child.summary)}`,
    ),
  );
}

function valueLines(node: CommandNode): string[] {
  if (!isRunnable(node.command)) return [];
  const condition = `__cryptodesk_at ${node.words.join(" ")}`;
  const flags = node.options
    .filter(({ hidden }) => !hidden)
    .map(({ flag, summary, takesValue, choices }) => {
      const values = choices.length > 0 ? ` -a ${quoted(choices.join(" "))}` : "";
      return line(condition, `-l ${flag.replace(/^--/, "")}${takesValue ? " -x" : ""}${values} -d ${quoted(summary)}`);
    });
  const words = node.arguments
    .filter(({ choices }) => choices.length > 0)
    .map(({ choices }) => line(condition, `-a ${quoted(choices.join(" "))}`));
  return [...flags, ...words];
}

function line(condition: string, rest: string): string {
  return `complete -c cryptodesk -n ${quoted(condition)} ${rest}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
