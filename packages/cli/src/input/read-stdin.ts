import type { CliContext } from "../cli-context.ts";
import { UsageError } from "../failures.ts";

const MAX_BYTES = 1_000_000;

/** Everything that is piped in, as text. @throws UsageError where that is too much or no text */
export async function readStdin({ stdin, interrupted }: CliContext, maxBytes = MAX_BYTES): Promise<string> {
  const chunks: Buffer[] = [];
  await new Promise<void>((resolve, reject) => {
    let bytes = 0;
    const finish = (error?: Error) => {
      stdin.off("data", onData);
      stdin.off("end", onEnd);
      interrupted.removeEventListener("abort", onEnd);
      stdin.pause();
      if (error) reject(error);
      else resolve();
    };
    const onEnd = () => finish();
    const onData = (chunk: Buffer | string) => {
      chunks.push(Buffer.from(chunk));
      bytes += chunk.length;
      if (bytes > maxBytes) finish(new UsageError(`Standard input holds more than ${maxBytes / 1_000_000} MB.`));
    };
    stdin.on("data", onData);
    stdin.on("end", onEnd);
    interrupted.addEventListener("abort", onEnd);
    stdin.resume();
  });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new UsageError("Standard input is not text in UTF-8.");
  }
}

/** The lines that are piped in; the end of the last one is no line of its own. */
export async function readStdinLines(cli: CliContext): Promise<string[]> {
  return (await readStdin(cli)).replace(/\r?\n$/, "").split(/\r?\n/);
}
