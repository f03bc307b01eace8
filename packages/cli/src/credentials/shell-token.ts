import { join, resolve } from "node:path";
import { UsageError } from "../failures.ts";
import { readPrivateFile } from "./account-file.ts";

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|\[::1\]|localhost)$/;

/**
 * What proves that we have the shell of the server: a file that it writes for its own user at start.
 * @param directory data directory of the server, from `cwd`
 * @throws UsageError where there is none, others can read it, or the server is another machine
 */
export function readShellToken(directory: string, cwd: string, url: string): string {
  const { hostname } = new URL(url);
  if (!LOOPBACK.test(hostname)) {
    throw new UsageError(`--shell is for the server's own machine; ${url} may be another one.`, [
      "Give its address here, e.g. --url http://127.0.0.1:4000",
    ]);
  }
  const path = join(resolve(cwd, directory), "shell-token");
  const token = readPrivateFile(path)?.trim();
  if (token && /^[\w.~+/=-]+$/.test(token)) return token;
  throw new UsageError(`There is no token of a running server in ${path}.`, [
    "The server writes it at start. Name its data directory: --shell=<data-dir>",
  ]);
}
