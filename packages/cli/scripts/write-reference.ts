import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { buildProgram } from "../src/program.ts";
import { idleContext } from "../src/reference/idle-context.ts";
import { referencePage } from "../src/reference/reference-page.ts";

const target = resolve(import.meta.dirname, "../../../docs/reference/cli.md");
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, referencePage(buildProgram(idleContext())));
process.stdout.write(`Wrote ${target}\n`);
