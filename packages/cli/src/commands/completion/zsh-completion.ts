import type { ArgumentNode, CommandNode, OptionNode } from "./command-tree.ts";

/** A completion script for zsh. */
export function zshCompletion(root: CommandNode): string {
  return `#compdef cryptodesk
# cryptodesk completion for zsh. Load it with: source <(cryptodesk completion zsh)
${functionsOf(root).join("\n")}
if [ "$funcstack[1]" = "_cryptodesk" ]; then
  _cryptodesk "$@"
else
  compdef _cryptodesk cryptodesk
fi
`;
}

function functionsOf(node: CommandNode): string[] {
  const own = node.children.length > 0 ? groupFunction(node) : commandFunction(node);
  return [own, ...node.children.flatMap(functionsOf)];
}

function nameOf({ words }: CommandNode): string {
  return ["_cryptodesk", ...words].join("_").replaceAll("-", "_");
}

function groupFunction(node: CommandNode): string {
  const commands = node.children.map(
    (child) => `    ${quoted(`${escaped(child.words.at(-1) ?? "")}:${escaped(child.summary)}`)}`,
  );
  const branches = node.children.map((child) => `        ${child.words.at(-1)}) ${nameOf(child)} ;;`);
  return `${nameOf(node)}() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands=(
${commands.join("\n")}
  )
  _arguments -C ${optionSpecs(node).join(" ")} '1: :->command' '*:: :->rest'
  case $state in
    command) _describe -t commands command commands ;;
    rest)
      case $line[1] in
${branches.join("\n")}
      esac
      ;;
  esac
}
`;
}

function commandFunction(node: CommandNode): string {
  const specs = [...optionSpecs(node), ...node.arguments.map(argumentSpec)];
  return `${nameOf(node)}() {
  _arguments ${specs.join(" \\\n    ")}
}
`;
}

function optionSpecs({ options }: CommandNode): string[] {
  const help = quoted("(- *)--help[print help]");
  return [...options.filter(({ hidden }) => !hidden).map(optionSpec), help];
}

function optionSpec({ flag, summary, takesValue, choices }: OptionNode): string {
  const values = choices.length > 0 ? `(${choices.join(" ")})` : " ";
  return quoted(`${flag}[${escaped(summary)}]${takesValue ? `:value:${values}` : ""}`);
}

function argumentSpec({ name, choices }: ArgumentNode): string {
  return quoted(`*:${name}:${choices.length > 0 ? `(${choices.join(" ")})` : " "}`);
}

function escaped(text: string): string {
  return text.replace(/[[\]:\\]/g, (special) => `\\${special}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
