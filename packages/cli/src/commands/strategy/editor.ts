import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ReportedFailure, UsageError } from "../../failures.ts";
import { canPrompt, promptsOf } from "../../input/prompts.ts";
import type { Session } from "../../session.ts";
import { drawProblems } from "./draw-strategy.ts";
import { checkRulesText, type ReadRules } from "./rules-file.ts";

const DEFAULT_EDITOR = "vi";

/**
 * Lets the person edit rules until they can be used, then gives `save` what came out. The text is kept in its file until it
 * is saved, whatever happens.
 * @throws UsageError without a terminal or an editor, ReportedFailure where the person gives up
 */
export async function editRules<Saved>(
  session: Session,
  text: string,
  save: (read: ReadRules) => Promise<Saved>,
): Promise<Saved | null> {
  const path = join(await mkdtemp(join(tmpdir(), "cryptodesk-")), "strategy.rules");
  await writeFile(path, text, { mode: 0o600 });
  let isSettled = false;
  try {
    const read = await editUntilValid(session, path);
    const saved = read.text === text ? null : await save(read);
    isSettled = true;
    return saved;
  } finally {
    if (isSettled) await rm(dirname(path), { recursive: true, force: true });
    else session.out.notice(`Your text is kept in ${path}`);
  }
}

async function editUntilValid(session: Session, path: string): Promise<ReadRules> {
  const { cli, out } = session;
  while (true) {
    await openEditor(session, path);
    const read = await checkRulesText(await readFile(path, "utf8"));
    if (read.rules) return read;
    out.notice(drawProblems(read.problems, read.isReadable ? read.text : null, out).trimEnd());
    const isAgain = canPrompt(cli) && (await (await promptsOf(cli)).agree("The rules cannot be used yet. Edit again?"));
    if (!isAgain) throw new ReportedFailure("Nothing was saved.");
  }
}

async function openEditor({ cli }: Session, path: string): Promise<void> {
  const [program = DEFAULT_EDITOR, ...words] = (cli.environment.editor ?? DEFAULT_EDITOR).split(" ").filter(Boolean);
  const child = spawn(program, [...words, path], { stdio: "inherit" });
  const ended = await new Promise<number | null | Error>((resolve) => {
    child.on("error", resolve);
    child.on("close", resolve);
  });
  if (ended === 0) return;
  const reason = ended instanceof Error ? ended.message : `it ended with ${ended ?? "a signal"}`;
  throw new UsageError(`The editor ${program} did not work: ${reason}.`, [
    "Name yours in the environment: EDITOR=nano cryptodesk strategy edit …",
    "Or give the rules in a file: --file <path>",
  ]);
}
