import type { Command } from "commander";
import type { CliContext } from "./cli-context.ts";
import { isRunnable } from "./commands/define-command.ts";
import { EXIT, type ExitCode, exitCodeOf } from "./exit-codes.ts";
import { createPalette, wantsColour } from "./output/palette.ts";
import { buildProgram } from "./program.ts";
import { failureText } from "./report-failure.ts";

/** Runs one command line (without the program's own name) to its end and answers with its exit code. */
export async function runCli(words: readonly string[], cli: CliContext): Promise<ExitCode> {
  const program = buildProgram(cli);
  const group = groupNamedBy(program, words);
  try {
    await program.parseAsync([...words, ...(group ? ["--help"] : [])], { from: "user" });
    return EXIT.done;
  } catch (error) {
    if (isClosedPipe(error)) return EXIT.done;
    cli.stderr.write(failureText(error, { ...failureStyle(words, cli), commandPath: commandPath(program, words) }));
    return exitCodeOf(error);
  }
}

/** A reader that has seen enough (`| head`) is no failure. */
export function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED");
}

function failureStyle(words: readonly string[], cli: CliContext) {
  const { noColor, forceColor, dumbTerminal } = cli.environment;
  const isTerminal = cli.stderr.isTTY === true;
  const flagSaysNo = words.includes("--no-color");
  const json = words.some(
    (word, index) =>
      word === "--json" || word === "--format=json" || (word === "json" && words[index - 1] === "--format"),
  );
  return { json, palette: createPalette(wantsColour({ flagSaysNo, noColor, forceColor, dumbTerminal, isTerminal })) };
}

/** The group of commands that `words` name without saying which one: its help is the answer. */
function groupNamedBy(program: Command, words: readonly string[]): Command | null {
  let current = program;
  for (const word of words) {
    const next = current.commands.find((command) => command.name() === word);
    if (!next) return null;
    current = next;
  }
  return current.commands.length > 0 && !isRunnable(current) ? current : null;
}

function commandPath(program: Command, words: readonly string[]): string {
  let current = program;
  const path = [program.name()];
  for (const word of words) {
    const next = current.commands.find((command) => command.name() === word);
    if (!next) continue;
    current = next;
    path.push(word);
  }
  return path.join(" ");
}
