import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { buildProgram } from "../src/program.ts";
import { idleContext } from "../src/reference/idle-context.ts";
import { referencePage } from "../src/reference/reference-page.ts";

it("docs/reference/cli.md is what the command tree says (pnpm --filter @cryptodesk/cli reference writes it)", () => {
  const page = readFileSync(resolve(import.meta.dirname, "../../../docs/reference/cli.md"), "utf8");
  expect(page).toBe(referencePage(buildProgram(idleContext())));
});
