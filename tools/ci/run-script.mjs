import { spawn } from "node:child_process";
import { root } from "../toolchain/paths.mjs";

/**
 * Runs a script with Node from the root, on our own output, and passes a request to end on to it.
 * @param {string[]} args script and arguments, Node's own flags first
 * @returns {Promise<number>} exit code; 1 where a signal ended it
 */
export function runScript(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
    const end = () => child.kill("SIGTERM");
    process.on("SIGTERM", end);
    child.once("error", reject);
    child.once("exit", (code) => {
      process.off("SIGTERM", end);
      resolve(code ?? 1);
    });
  });
}
