import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, vi } from "vitest";
import type { CliContext, TextSink } from "../src/cli-context.ts";
import type { Keyring } from "../src/credentials/keyring.ts";
import { runCli } from "../src/run-cli.ts";

export const NOW = new Date("2026-01-31T12:00:00.000Z");

interface Captured extends TextSink {
  text: () => string;
}

function captureSink(isTTY: boolean, columns: number, rows: number): Captured {
  const chunks: string[] = [];
  return {
    write(text, done) {
      chunks.push(text);
      done?.();
      return true;
    },
    isTTY,
    columns,
    rows,
    on: () => {},
    off: () => {},
    text: () => chunks.join(""),
  };
}

export interface FakeTerminal {
  cli: CliContext;
  out: () => string;
  err: () => string;
  /** Sends keys as if they were typed. */
  type: (keys: string) => void;
  /** How often a command waited, and for how long each time. */
  pauses: number[];
  rawModes: boolean[];
  /** How much of stderr stood there when the last question was answered. */
  answered: number;
}

/** A context that records what is printed, with a stopped clock and a config directory of its own. */
export function fakeTerminal(options: {
  url?: string | null;
  tty?: boolean;
  columns?: number;
  rows?: number;
  environment?: Partial<CliContext["environment"]>;
  cwd?: string;
  /** The config directory, to be used by several commands. */
  home?: string;
  /** The clock, where it does not stand still. */
  now?: () => Date;
  /** What is piped into the command; without it nothing is, and on a terminal keys can be typed. */
  piped?: string;
  /** The machine's keyring; by default it has none. */
  keyring?: Keyring;
  /** Presses Ctrl-C at this wait, counted from 1. */
  interruptAtPause?: number;
}): FakeTerminal {
  const { tty = false, columns = 120, rows = 30 } = options;
  const [stdout, stderr] = [captureSink(tty, columns, rows), captureSink(tty, columns, rows)];
  const stop = new AbortController();
  const pauses: number[] = [];
  const rawModes: boolean[] = [];
  const listeners = { data: new Set<(chunk: string) => void>(), end: new Set<(chunk: string) => void>() };
  let handedOver = false;
  const directory = options.home ?? homeOf();
  const cli: CliContext = {
    stdin: {
      isTTY: tty && options.piped === undefined,
      setRawMode: (raw) => rawModes.push(raw),
      resume: () => {
        if (options.piped === undefined || handedOver) return;
        handedOver = true;
        for (const listener of listeners.data) listener(options.piped);
        for (const listener of listeners.end) listener("");
      },
      pause: () => {},
      on: (event: "data" | "end", listener: (chunk: string) => void) => listeners[event].add(listener),
      off: (event: "data" | "end", listener: (chunk: string) => void) => listeners[event].delete(listener),
    },
    stdout,
    stderr,
    environment: {
      url: options.url ?? null,
      profile: null,
      apiKey: null,
      credentialsInFile: true,
      hostName: "desk-7",
      editor: null,
      configDirectory: directory,
      noColor: true,
      forceColor: false,
      dumbTerminal: false,
      ...options.environment,
    },
    cwd: options.cwd ?? directory,
    openKeyring: async () => {
      if (options.keyring) return options.keyring;
      throw new Error("none here");
    },
    now: options.now ?? (() => NOW),
    pause: async (ms) => {
      pauses.push(ms);
      if (pauses.length === options.interruptAtPause) stop.abort();
    },
    interrupted: stop.signal,
    interrupt: () => stop.abort(),
  };
  const type = (keys: string) => {
    for (const listener of listeners.data) listener(keys);
  };
  return { cli, out: stdout.text, err: stderr.text, type, pauses, rawModes, answered: 0 };
}

/** A config directory of its own. */
export function homeOf(): string {
  return mkdtempSync(join(tmpdir(), "cryptodesk-cli-"));
}

/** Waits until a question stands on the terminal and types the answer, key by key as a person does. */
export async function typing(terminal: FakeTerminal, question: string, keys: string): Promise<void> {
  await vi.waitFor(() => expect(terminal.err().slice(terminal.answered)).toContain(question), { timeout: 10_000 });
  terminal.answered = terminal.err().length;
  terminal.type(keys);
}

/** Runs one command line in a fake terminal. */
export async function run(words: readonly string[], options: Parameters<typeof fakeTerminal>[0] = {}) {
  const terminal = fakeTerminal(options);
  const code = await runCli(words, terminal.cli);
  return { code, out: terminal.out(), err: terminal.err(), terminal };
}
