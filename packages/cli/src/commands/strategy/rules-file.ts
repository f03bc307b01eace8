import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type RuleProblem, StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { StrategyFile } from "@cryptodesk/shared/strategy/strategy.contract";
import { UsageError } from "../../failures.ts";
import { readStdin } from "../../input/read-stdin.ts";
import type { Session } from "../../session.ts";
import { drawProblems } from "./draw-strategy.ts";

/** Rules out of a file: the readable form, the JSON document, or what `strategy export` writes. */
export interface ReadRules {
  /** As the file has it. */
  readonly text: string;
  /** The text is the readable form, so that problems have a place in it. */
  readonly isReadable: boolean;
  readonly rules: StrategyRules | null;
  readonly problems: readonly RuleProblem[];
  readonly tags: readonly string[];
}

/** Reads and checks rules. `-` is standard input. @throws UsageError where the file cannot be read */
export async function readRulesFile({ cli }: Session, name: string): Promise<ReadRules> {
  return checkRulesText(name === "-" ? await readStdin(cli) : await readText(resolve(cli.cwd, name)));
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Checks rules in either form without asking a server. */
export async function checkRulesText(text: string): Promise<ReadRules> {
  if (text.trimStart().startsWith("{")) return checkDocument(text);
  const { parseRules } = await import("@cryptodesk/quant/rules/parse-rules");
  const read = parseRules(text);
  const isReadable = true;
  if ("problems" in read) return { text, isReadable, rules: null, problems: read.problems, tags: [] };
  return { text, isReadable, rules: read.rules, problems: [], tags: [] };
}

async function checkDocument(text: string): Promise<ReadRules> {
  try {
    return await checkParsed(text);
  } catch (error) {
    // Conditions within conditions are checked by functions within functions.
    if (!(error instanceof RangeError)) throw error;
    const problems = [{ path: [], message: "conditions are nested too deeply; split them into simpler ones" }];
    return { text, isReadable: false, rules: null, problems, tags: [] };
  }
}

async function checkParsed(text: string): Promise<ReadRules> {
  const failed = (problems: readonly RuleProblem[]) => ({ text, isReadable: false, rules: null, problems, tags: [] });
  const document = parseJson(text);
  if (document === null) return failed([{ path: [], message: "begins like JSON and is none" }]);
  const isFile = Object.hasOwn(document, "format");
  const file = isFile ? StrategyFile.safeParse(document) : null;
  const parsed = file ?? StrategyRules.safeParse(document);
  if (!parsed.success) {
    const { schemaProblems } = await import("@cryptodesk/quant/rules/schema-problems");
    return failed(schemaProblems(parsed.error));
  }
  const rules = file?.success ? file.data.rules : StrategyRules.parse(parsed.data);
  const { checkRules } = await import("@cryptodesk/quant/rules/check-rules");
  const problems = checkRules(rules);
  if (problems.length > 0) return failed(problems);
  return { text, isReadable: false, rules, problems, tags: file?.success ? file.data.tags : [] };
}

function parseJson(text: string): object | null {
  try {
    const document: unknown = JSON.parse(text);
    return typeof document === "object" && document !== null ? document : null;
  } catch {
    return null;
  }
}

/** The rules that were read. @throws UsageError that shows every problem at its place */
export function rulesOrRefuse({ out }: Session, read: ReadRules, name: string): StrategyRules {
  if (read.rules) return read.rules;
  const shown = drawProblems(read.problems, read.isReadable ? read.text : null, out).trimEnd();
  throw new UsageError(`${name === "-" ? "The rules" : name} cannot be used:\n${shown}`);
}
