import type { CliContext } from "./cli-context.ts";
import { readEnvironment } from "./config/environment.ts";
import { openKeyring } from "./credentials/keyring.ts";
import { EXIT } from "./exit-codes.ts";
import { pauseUntil } from "./pause-until.ts";
import { isClosedPipe, runCli } from "./run-cli.ts";

/** Wires the process to the command line and ends with its exit code. */
async function main(): Promise<void> {
  const stop = new AbortController();
  const onSignal = () => {
    // A second signal ends a command that does not heed the first.
    if (stop.signal.aborted) process.exit(EXIT.interrupted);
    stop.abort();
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  process.on("SIGHUP", onSignal);
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error) => {
      if (isClosedPipe(error)) process.exit(EXIT.done);
      throw error;
    });
  }
  process.exitCode = await runCli(process.argv.slice(2), contextOf(stop));
  await drained(process.stdout);
  process.exit();
}

function contextOf(stop: AbortController): CliContext {
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    environment: readEnvironment(process.env),
    cwd: process.cwd(),
    openKeyring,
    now: () => new Date(),
    pause: pauseUntil(stop.signal),
    interrupted: stop.signal,
    interrupt: () => stop.abort(),
  };
}

function drained(stream: NodeJS.WriteStream): Promise<void> {
  return stream.writableLength === 0 ? Promise.resolve() : new Promise((resolve) => stream.write("", () => resolve()));
}

await main();
