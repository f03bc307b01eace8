import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CliContext, TextSink } from "../src/cli-context.ts";
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
}

/** A context that records what is printed, with a stopped clock and a config directory of its own. */
export function fakeTerminal(options: {
  url?: string | null;
  tty?: boolean;
  columns?: number;
  rows?: number;
  environment?: Partial<CliContext["environment"]>;
  cwd?: string;
  /** Presses Ctrl-C at this wait, counted from 1. */
  interruptAtPause?: number;
}): FakeTerminal {
  const { tty = false, columns = 120, rows = 30 } = options;
  const [stdout, stderr] = [captureSink(tty, columns, rows), captureSink(tty, columns, rows)];
  const stop = new AbortController();
  const pauses: number[] = [];
  const rawModes: boolean[] = [];
  const listeners = new Set<(chunk: string) => void>();
  const directory = mkdtempSync(join(tmpdir(), "cryptodesk-cli-"));
  const cli: CliContext = {
    stdin: {
      isTTY: tty,
      setRawMode: (raw) => rawModes.push(raw),
      resume: () => {},
      pause: () => {},
      on: (_event, listener) => listeners.add(listener),
      off: (_event, listener) => listeners.delete(listener),
    },
    stdout,
    stderr,
    environment: {
      url: options.url ?? null,
      profile: null,
      configDirectory: directory,
      noColor: true,
      forceColor: false,
      dumbTerminal: false,
      ...options.environment,
    },
    cwd: options.cwd ?? directory,
    now: () => NOW,
    pause: async (ms) => {
      pauses.push(ms);
      if (pauses.length === options.interruptAtPause) stop.abort();
    },
    interrupted: stop.signal,
    interrupt: () => stop.abort(),
  };
  const type = (keys: string) => {
    for (const listener of listeners) listener(keys);
  };
  return { cli, out: stdout.text, err: stderr.text, type, pauses, rawModes };
}

/** Runs one command line in a fake terminal. */
export async function run(words: readonly string[], options: Parameters<typeof fakeTerminal>[0] = {}) {
  const terminal = fakeTerminal(options);
  const code = await runCli(words, terminal.cli);
  return { code, out: terminal.out(), err: terminal.err(), terminal };
}
