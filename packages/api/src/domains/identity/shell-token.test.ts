import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SecretBox } from "../../platform/security/secret-box.ts";
import { isShellToken, keepShellToken, shellTokenOf } from "./shell-token.ts";

const secrets = new SecretBox("s".repeat(32));
const NOON = new Date("2026-01-31T12:00:00.000Z");
const days = (count: number) => new Date(NOON.getTime() + count * 86_400_000);

describe("the shell's token", () => {
  it("holds for seven days and on no other desk", () => {
    const token = shellTokenOf(secrets, NOON);
    expect([0, 6, 7, -1].map((day) => isShellToken(secrets, token, days(day)))).toEqual([true, true, false, false]);
    expect(isShellToken(new SecretBox("t".repeat(32)), token, NOON)).toBe(false);
  });

  it.each(["cdshell_", "cdshell_20484", "cdshell_x_y", `${shellTokenOf(secrets, NOON)}x`, "cdshell_1e99_a"])(
    "is not %s",
    (text) => {
      expect(isShellToken(secrets, text, NOON)).toBe(false);
    },
  );

  it("lies in a file that only its owner reads", () => {
    const directory = mkdtempSync(join(tmpdir(), "cryptodesk-shell-"));
    const stop = keepShellToken(secrets, join(directory, "data"), () => NOON);
    const file = join(directory, "data", "shell-token");
    expect(readFileSync(file, "utf8").trim()).toBe(shellTokenOf(secrets, NOON));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    stop();
    rmSync(directory, { recursive: true });
  });
});
