import type { Environment } from "./config/environment.ts";
import type { Keyring } from "./credentials/keyring.ts";

/** A stream that text is written to; a terminal where `isTTY`. */
export interface TextSink {
  write(text: string, done?: (error?: Error | null) => void): boolean;
  isTTY?: boolean;
  columns?: number;
  rows?: number;
  on(event: "resize", listener: () => void): unknown;
  off(event: "resize", listener: () => void): unknown;
}

/** The keyboard, or whatever else is piped in. */
export interface KeySource {
  isTTY?: boolean;
  setRawMode?(raw: boolean): unknown;
  resume(): unknown;
  pause(): unknown;
  on(event: "data", listener: (chunk: Buffer | string) => void): unknown;
  on(event: "end", listener: () => void): unknown;
  off(event: "data", listener: (chunk: Buffer | string) => void): unknown;
  off(event: "end", listener: () => void): unknown;
}

/** Everything a command may touch of the world around it. */
export interface CliContext {
  stdin: KeySource;
  stdout: TextSink;
  stderr: TextSink;
  environment: Environment;
  cwd: string;
  now: () => Date;
  /** The operating system's keyring; rejects with the reason where there is none. */
  openKeyring: () => Promise<Keyring>;
  /** Resolves after `ms`, or as soon as the command is interrupted. */
  pause: (ms: number) => Promise<void>;
  /** Aborted by Ctrl-C or SIGTERM. */
  interrupted: AbortSignal;
  /** Ends the command as Ctrl-C does; for a keyboard in raw mode, which sends no signal. */
  interrupt: () => void;
}
