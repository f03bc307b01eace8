import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, parse, resolve } from "node:path";
import type { z } from "zod";
import { UsageError } from "../failures.ts";
import { ProjectConfig, UserConfig } from "./cli-settings.ts";

export const PROJECT_FILE = ".cryptodesk.json";

export interface LoadedFile<T> {
  path: string;
  config: T;
}

export function userConfigPath(configDirectory: string): string {
  return join(configDirectory, "config.json");
}

/** The user's file; an absent one is an empty one. */
export function loadUserConfig(configDirectory: string): LoadedFile<UserConfig> {
  const path = userConfigPath(configDirectory);
  const text = readIfThere(path);
  return { path, config: text === null ? {} : parseConfig(UserConfig, text, path) };
}

/** The nearest `.cryptodesk.json` in `directory` or above it. */
export function loadProjectConfig(directory: string): LoadedFile<ProjectConfig> | null {
  let current = resolve(directory);
  const { root } = parse(current);
  while (true) {
    const path = join(current, PROJECT_FILE);
    const text = readIfThere(path);
    if (text !== null) return { path, config: parseConfig(ProjectConfig, text, path) };
    if (current === root) return null;
    current = dirname(current);
  }
}

/** Replaces the user's file in one step, readable by nobody else. */
export function saveUserConfig(path: string, config: UserConfig): void {
  const draft = `${path}.${process.pid}.new`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(draft, `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600 });
    renameSync(draft, path);
  } catch (error) {
    throw new Error(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isAbsence(error)) return null;
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function isAbsence(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return code === "ENOENT" || code === "ENOTDIR";
}

function parseConfig<S extends z.ZodType>(schema: S, text: string, path: string): z.output<S> {
  const result = schema.safeParse(parseJson(text, path));
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `${issue.path.join(".") || "the file"}: ${issue.message}`);
  throw new UsageError(`${path} cannot be used: ${lines.join("; ")}`);
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
