import { Argument, type Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { oneOf } from "../../input/values.ts";
import { defineCommand } from "../define-command.ts";
import { bashCompletion } from "./bash-completion.ts";
import { readTree } from "./command-tree.ts";
import { fishCompletion } from "./fish-completion.ts";
import { zshCompletion } from "./zsh-completion.ts";

const SHELLS = ["bash", "zsh", "fish"] as const;

export function addCompletionCommand(program: Command, cli: CliContext): void {
  defineCommand(program, cli, {
    name: "completion",
    summary: "Print a completion script for a shell",
    arguments: [new Argument("<shell>", "which shell").choices(SHELLS).argParser(oneOf(SHELLS))],
    hasOutputOptions: false,
    isOnline: false,
    ignoresSettings: true,
    examples: [
      ["completion bash > ~/.local/share/bash-completion/completions/cryptodesk", "for good, in bash"],
      ["completion zsh > ~/.zfunc/_cryptodesk", "for good, in zsh, with ~/.zfunc in fpath"],
      ["completion fish > ~/.config/fish/completions/cryptodesk.fish", "for good, in fish"],
    ],
    run: async ({ out }, [shell]) => {
      const tree = readTree(program);
      const write = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion }[
        SHELLS.find((name) => name === shell) ?? "bash"
      ];
      await out.print(write(tree));
    },
  });
}
