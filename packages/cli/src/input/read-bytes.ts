import { readFileSync } from "node:fs";
import { UsageError } from "../failures.ts";

/** The bytes of a file. @throws UsageError */
export function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
