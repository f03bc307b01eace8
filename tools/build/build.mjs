// Builds what is out of date, or the named parts: `node tools/build/build.mjs [--all] [server] [web] [cli]`.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "../toolchain/paths.mjs";
import { notePart, outdatedParts, parts, sourcesOf } from "./parts.mjs";

const args = process.argv.slice(2);
const named = parts.filter(({ name }) => args.includes(name) || args.includes("--all"));
const wanted = args.length > 0 ? named : outdatedParts();

const codes = await Promise.all(wanted.map(build));
process.exitCode = codes.every((code) => code === 0) ? 0 : 1;

async function build(part) {
  const sources = sourcesOf(part);
  const [script, ...rest] = part.command;
  const code = await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...(part.nodeOptions ?? []), join(root, script), ...rest], {
      cwd: join(root, part.cwd),
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.once("error", reject);
    child.once("exit", resolve);
  });
  if (code === 0) notePart(part, sources);
  else process.stderr.write(`Building ${part.name} failed.\n`);
  return code;
}
