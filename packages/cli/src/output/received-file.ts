import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { Option } from "commander";
import { UsageError } from "../failures.ts";
import type { Session } from "../session.ts";
import { safeText } from "./plain-text.ts";

export function outputOption(): Option {
  return new Option("--output <path>", "where to write it (default: its name, here)");
}

/**
 * Writes a file from the server: where `--output` says, else here under its own name, where nothing of that name is.
 * @throws UsageError where it cannot be written
 */
export function writeReceived({ cli, command, out }: Session, bytes: Buffer, name: string): void {
  const given: unknown = command.getOptionValue("output");
  const path = resolve(cli.cwd, typeof given === "string" ? given : name);
  try {
    writeFileSync(path, bytes, { flag: typeof given === "string" ? "w" : "wx" });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${path} cannot be written: ${reason}`, ["Name another place with --output."]);
  }
  out.notice(`Written to ${safeText(path)}`);
}
