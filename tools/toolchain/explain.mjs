import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stateFolder } from "./paths.mjs";

const TAIL_LINES = 15;
const CAUSES = [
  [
    /ENOSPC|no space left/i,
    "The disk is full. Free about 1 GB in the checkout and the temporary directory, then run the command again.",
  ],
  [
    /CERT|self.signed|unable to (get|verify).*issuer/i,
    "The package registry's certificate is not trusted. Behind a company proxy, set NODE_EXTRA_CA_CERTS to its certificate file.",
  ],
  [
    /E401|E403|ERR_PNPM_FETCH_40[13]/,
    "The package registry refused access. Check the registry and token in ~/.npmrc (`npm config list`).",
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|ERR_PNPM_META_FETCH_FAIL/,
    "The package registry cannot be reached. Check the network, or npm's registry and proxy settings (`npm config list`), then run the command again; what was fetched is kept.",
  ],
  [
    /EACCES|EPERM|EROFS|permission denied/i,
    "A file cannot be written. The checkout must belong to the user that runs it.",
  ],
  [
    /ERR_PNPM_OUTDATED_LOCKFILE|can only install packages when your package\.json and package-lock\.json/,
    "A package.json does not match its lockfile. Run `pnpm install` after changing dependencies.",
  ],
];

const full = join(stateFolder, "last-failure.log");

/** Says in words what went wrong and what to do, with the end of the failing program's own output. */
export function explain({ what, output }) {
  const cause = CAUSES.find(([pattern]) => pattern.test(output))?.[1];
  const lines = output.split("\n").filter((line) => line.trim() !== "" && !/^(npm error)?\s+at /.test(line));
  if (lines.length <= TAIL_LINES) return [`\n${what} failed:`, ...lines, ...(cause ? ["", cause] : [])].join("\n");
  writeFileSync(full, output);
  return [`\n${what} failed:`, ...lines.slice(-TAIL_LINES), "", cause ?? `Everything it printed is in ${full}.`].join(
    "\n",
  );
}
