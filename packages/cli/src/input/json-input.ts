import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Option } from "commander";
import type { z } from "zod";
import { UsageError } from "../failures.ts";
import type { Session } from "../session.ts";
import { readStdin } from "./read-stdin.ts";

/** For inputs that nobody types: they come as JSON. */
export function fileOption(what: string): Option {
  return new Option("--file <path>", `${what}, as JSON in this file; - is standard input, as is none in a pipe`);
}

/** The document that `--file` names or standard input holds. @throws UsageError */
export async function readJson({ cli, command }: Session, maxBytes?: number): Promise<unknown> {
  const file: unknown = command.getOptionValue("file");
  if (file === undefined && cli.stdin.isTTY) throw new UsageError("Give the JSON with --file, or pipe it in.");
  const path = typeof file === "string" && file !== "-" ? resolve(cli.cwd, file) : null;
  const text = path === null ? await readStdin(cli, maxBytes) : readText(path);
  try {
    return JSON.parse(text);
  } catch {
    // The text may hold a secret: no part of it is repeated.
    throw new UsageError(`${path ?? "Standard input"} is not JSON.`);
  }
}

/** The contract's input from a JSON document. @throws UsageError that names the fields */
export async function readJsonInput<S extends z.ZodType>(
  session: Session,
  schema: S,
  maxBytes?: number,
): Promise<z.output<S>> {
  const result = schema.safeParse(await readJson(session, maxBytes));
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `${issue.path.join(".") || "the document"}: ${issue.message}`);
  throw new UsageError([...new Set(lines)].join("\n"));
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
