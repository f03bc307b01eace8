import { PassThrough, Writable } from "node:stream";
import type { CliContext } from "../cli-context.ts";
import { Interrupted } from "../failures.ts";

/** Questions to the person at the terminal. They go to stderr: stdout is for data. */
export interface Prompts {
  /** Nothing of what is typed is shown. */
  secret: (message: string) => Promise<string>;
  text: (message: string) => Promise<string>;
  agree: (message: string) => Promise<boolean>;
  /** One of several, by the arrow keys. */
  choose: (message: string, choices: readonly { value: string; name: string }[]) => Promise<string>;
}

export function canPrompt({ stdin, stderr }: CliContext): boolean {
  return stdin.isTTY === true && stderr.isTTY === true;
}

/** The questions themselves are loaded only when one is asked. */
export async function promptsOf(cli: CliContext): Promise<Prompts> {
  const { confirm, input, password, select } = await import("@inquirer/prompts");
  return {
    secret: (message) => ask(cli, (context) => password({ message, mask: false, theme: PLAIN }, context)),
    text: (message) => ask(cli, (context) => input({ message, theme: PLAIN }, context)),
    agree: (message) => ask(cli, (context) => confirm({ message, default: false, theme: PLAIN }, context)),
    choose: (message, choices) => ask(cli, (context) => select({ message, choices, theme: PLAIN }, context)),
  };
}

const as = (text: string) => text;
const PLAIN = {
  prefix: "?",
  style: {
    answer: as,
    message: as,
    error: as,
    defaultAnswer: (text: string) => `(${text})`,
    help: as,
    highlight: as,
    key: as,
  },
};

interface PromptStreams {
  input: PassThrough;
  output: Writable;
  signal: AbortSignal;
}

async function ask<T>(cli: CliContext, question: (context: PromptStreams) => Promise<T>): Promise<T> {
  const { stdin, stderr, interrupted } = cli;
  const input = Object.assign(new PassThrough(), { setRawMode: (raw: boolean) => stdin.setRawMode?.(raw) });
  const output = Object.assign(new Writable({ write: (chunk, _, done) => void stderr.write(String(chunk), done) }), {
    columns: stderr.columns,
  });
  const onData = (chunk: Buffer | string) => void input.write(chunk);
  stdin.on("data", onData);
  stdin.resume();
  try {
    return await question({ input, output, signal: interrupted });
  } catch (error) {
    if (error instanceof Error && ["ExitPromptError", "AbortPromptError"].includes(error.name)) throw new Interrupted();
    throw error;
  } finally {
    stdin.off("data", onData);
    stdin.setRawMode?.(false);
    stdin.pause();
  }
}
