import { allNodes, type CommandNode } from "./command-tree.ts";

/** A completion script for bash 4 or later. */
export function bashCompletion(root: CommandNode): string {
  const nodes = allNodes(root);
  return `# cryptodesk completion for bash. Load it with: source <(cryptodesk completion bash)
_cryptodesk() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]}
  local path="" word index skip=0
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    if ((skip)); then skip=0; continue; fi
    case "$word" in
      ${valueFlags(nodes).join("|")}) skip=1 ;;
      -*) ;;
      *)
        case "$path $word" in
          ${pathPatterns(nodes)}) path="$path $word" ;;
        esac
        ;;
    esac
  done
  case "$path:$previous" in
${optionValueCases(nodes)}
  esac
  case "$previous" in
    ${valueFlags(nodes).join("|")}) return ;;
  esac
  local words=""
  case "$path" in
${wordCases(nodes)}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _cryptodesk cryptodesk
`;
}

function pathOf({ words }: CommandNode): string {
  return words.map((word) => ` ${word}`).join("");
}

function valueFlags(nodes: readonly CommandNode[]): string[] {
  const flags = nodes.flatMap(({ options }) => options.filter(({ takesValue }) => takesValue).map(({ flag }) => flag));
  return [...new Set(flags)].sort();
}

function pathPatterns(nodes: readonly CommandNode[]): string {
  return nodes
    .filter(({ words }) => words.length > 0)
    .map((node) => `"${pathOf(node)}"`)
    .join("|");
}

function optionValueCases(nodes: readonly CommandNode[]): string {
  const cases = nodes.flatMap((node) =>
    node.options
      .filter(({ choices }) => choices.length > 0)
      .map(
        ({ flag, choices }) =>
          `    "${pathOf(node)}:${flag}") COMPREPLY=($(compgen -W "${choices.join(" ")}" -- "$current")); return ;;`,
      ),
  );
  return cases.join("\n");
}

function wordCases(nodes: readonly CommandNode[]): string {
  return nodes
    .map((node) => {
      const commands = node.children.map(({ words }) => words.at(-1) ?? "");
      const values = node.arguments.flatMap(({ choices }) => choices);
      const flags = node.options.filter(({ hidden }) => !hidden).map(({ flag }) => flag);
      return `    "${pathOf(node)}") words="${[...commands, ...values, ...flags, "--help"].join(" ")}" ;;`;
    })
    .join("\n");
}
