import { lockDataDirectory } from "../../src/platform/database/data-directory-lock.ts";

/** A process that takes the lock on a data directory, says `held` and stays; exits with 1 when it is refused. */
const [directory = ""] = process.argv.slice(2);

try {
  lockDataDirectory(directory);
  process.stdout.write("held\n");
  setInterval(() => {}, 60_000);
} catch (error) {
  process.stderr.write(String(error));
  process.exitCode = 1;
}
