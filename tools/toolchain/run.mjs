// Prepares the checkout (Node, pnpm, packages, build) and then runs what was asked for. Plain Node 20, no dependencies:
// nothing is installed yet when this runs.
import { runTask, startServer } from "./commands.mjs";
import { explain } from "./explain.mjs";
import { prepare } from "./prepare.mjs";
import { say } from "./progress.mjs";
import { CommandFailed, interrupted } from "./spawn.mjs";

const [command = "start", ...rest] = process.argv.slice(2);

try {
  process.exitCode = await run();
} catch (error) {
  if (interrupted()) process.exit(130);
  if (!(error instanceof CommandFailed)) throw error;
  say(explain(error));
  process.exitCode = 1;
}

async function run() {
  if (command === "start") return startServer(await prepare({ build: true }));
  if (command === "test") return runTask(await prepare({ build: true }), ["tools/ci/run-tests.mjs", ...rest]);
  if (command === "verify") return runTask(await prepare({ build: true }), ["tools/ci/verify.mjs", ...rest]);
  if (command === "ci") return runTask(await prepare({ build: true }), ["tools/ci/run-all.mjs"]);
  if (command === "setup") return (await prepare({ build: true })) && 0;
  say(`Unknown command "${command}": start, test, verify, ci or setup.`);
  return 2;
}
