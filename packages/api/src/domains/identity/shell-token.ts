import { chmodSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sameText } from "../../platform/security/random-token.ts";
import type { SecretBox } from "../../platform/security/secret-box.ts";

export const SHELL_TOKEN_PREFIX = "cdshell_";
const FILE = "shell-token";
const DAY_MS = 86_400_000;
const VALID_DAYS = 7;

/**
 * What whoever has the shell of the server proves it with: the file lies beside the data, readable by its owner alone.
 * It lets an admin back in who lost the password where no mail can be sent.
 */
export function shellTokenOf(secrets: SecretBox, now: Date): string {
  const day = Math.floor(now.getTime() / DAY_MS);
  return `${SHELL_TOKEN_PREFIX}${day}_${secrets.sign("shell token", String(day))}`;
}

/** True for a token of the last seven days. */
export function isShellToken(secrets: SecretBox, token: string, now: Date): boolean {
  const day = Number(token.slice(SHELL_TOKEN_PREFIX.length).split("_")[0]);
  const today = Math.floor(now.getTime() / DAY_MS);
  if (!Number.isSafeInteger(day) || day > today || day <= today - VALID_DAYS) return false;
  return sameText(token, shellTokenOf(secrets, new Date(day * DAY_MS)));
}

/**
 * Writes the file, now and every day.
 * @returns ends the writing; the file stays
 * @throws Error where the directory cannot be written
 */
export function keepShellToken(secrets: SecretBox, directory: string, clock: () => Date): () => void {
  const write = () => {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const draft = join(directory, `${FILE}.${process.pid}.new`);
    writeFileSync(draft, `${shellTokenOf(secrets, clock())}\n`, { mode: 0o600 });
    chmodSync(draft, 0o600);
    renameSync(draft, join(directory, FILE));
  };
  write();
  const timer = setInterval(() => {
    try {
      write();
    } catch {
      // The one of yesterday holds for six more days.
    }
  }, DAY_MS).unref();
  return () => clearInterval(timer);
}
