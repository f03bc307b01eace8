import { execFileSync } from "node:child_process";
import { describe, expect, it, vi } from "vitest";
import { run } from "./fake-terminal.ts";

// Processes and streams start slowly on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

/** What bash would offer for a line, with the cursor at its end. */
async function offered(line: string): Promise<string[]> {
  const { out } = await run(["completion", "bash"]);
  const words = line.split(" ");
  const array = words.map((word) => `'${word}'`).join(" ");
  const script = `${out}\nCOMP_WORDS=(${array}); COMP_CWORD=${words.length - 1}; _cryptodesk; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync("bash", ["--norc", "-c", script], { encoding: "utf8" }).split("\n").filter(Boolean);
}

describe("completion in bash", () => {
  it.each([
    ["cryptodesk ma", ["market"]],
    ["cryptodesk market comp", ["compare"]],
    ["cryptodesk market list --min-m", ["--min-market-cap"]],
    ["cryptodesk market list --sort ma", ["marketCap"]],
    ["cryptodesk market list --limit 5 --sort pr", ["price"]],
    ["cryptodesk --url http://x market top lo", ["losers"]],
    ["cryptodesk market top --window ", ["1h", "24h", "7d"]],
    ["cryptodesk completion f", ["fish"]],
    ["cryptodesk market show bitcoin --fo", ["--format"]],
    ["cryptodesk market list --format j", ["json"]],
    ["cryptodesk logi", ["login"]],
    ["cryptodesk admin reset", ["reset-password"]],
    ["cryptodesk admin accounts --role v", ["viewer"]],
    ["cryptodesk account create-key ci --sc", ["--scopes"]],
    ["cryptodesk workspace save pref", ["preferences"]],
    ["cryptodesk portfolio wallet ed", ["edit"]],
    ["cryptodesk portfolio transactions --or", ["--order"]],
    ["cryptodesk portfolio transactions ed", ["edit"]],
    ["cryptodesk portfolio explain time", ["timeWeighted", "timeWeightedAnnualised"]],
  ])("'%s'", async (line, words) => {
    expect(await offered(line)).toEqual(words);
  });
});

describe("completion in other shells", () => {
  it.each(["zsh", "fish"])("%s knows every command, its options and their values", async (shell) => {
    const { code, out } = await run(["completion", shell]);
    expect(code).toBe(0);
    for (const word of ["set-aside", "quarantine", "min-market-cap", "marketCap volume price", "gainers losers"])
      expect(out).toContain(word);
  });
});
