import { chmodSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../failures.ts";
import { AccountFile } from "./account-record.ts";

const OTHERS = 0o077;
// Windows has no such modes; there the profile's directory is its owner's already.
const hasModes = process.platform !== "win32";

/** A directory of its own, so that its mode is nobody else's business. */
export function credentialsDirectory(configDirectory: string): string {
  return join(configDirectory, "credentials");
}

export function accountsPath(configDirectory: string): string {
  return join(credentialsDirectory(configDirectory), "accounts.json");
}

const NOTHING: AccountFile = { version: 1, accounts: {}, devices: {} };

/**
 * The accounts that are signed in; an absent file is an empty one.
 * @throws UsageError where others can read it or it is not ours
 */
export function loadAccounts(configDirectory: string): AccountFile {
  const path = accountsPath(configDirectory);
  const text = readPrivateFile(path);
  if (text === null) return NOTHING;
  refuseOpenDirectory(credentialsDirectory(configDirectory));
  const parsed = AccountFile.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  // What is in the file is secret: the message names the file only.
  throw new UsageError(`${path} is not a file of this program.`, [
    `Remove it and sign in again: rm '${path}' && cryptodesk login`,
  ]);
}

/** Replaces the file in one step, readable by nobody else. */
export function saveAccounts(configDirectory: string, document: AccountFile): void {
  const path = accountsPath(configDirectory);
  const draft = `${path}.${process.pid}.new`;
  try {
    makePrivateDirectory(credentialsDirectory(configDirectory));
    writeFileSync(draft, `${JSON.stringify(document, null, 2)}\n`, { mode: 0o600 });
    renameSync(draft, path);
  } catch (error) {
    throw new Error(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export function makePrivateDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (hasModes) chmodSync(directory, 0o700);
}

/**
 * The text of a file with a secret; null where there is none.
 * @throws UsageError where others can read it
 */
export function readPrivateFile(path: string): string | null {
  try {
    const { mode } = statSync(path);
    if (hasModes && (mode & OTHERS) !== 0) {
      throw new UsageError(`Others can read ${path} (mode ${(mode & 0o777).toString(8)}), so it is not used.`, [
        `Keep it to yourself: chmod 600 '${path}'`,
        "If somebody may have read it, end the sessions in it: cryptodesk account revoke-others",
      ]);
    }
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function refuseOpenDirectory(directory: string): void {
  const { mode } = statSync(directory);
  if (!hasModes || (mode & OTHERS) === 0) return;
  throw new UsageError(`Others can enter ${directory} (mode ${(mode & 0o777).toString(8)}), so it is not used.`, [
    `Keep it to yourself: chmod 700 '${directory}'`,
  ]);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
