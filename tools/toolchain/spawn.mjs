import { spawn } from "node:child_process";

/** A program that ended badly; `output` is the end of what it printed. */
export class CommandFailed extends Error {
  constructor(what, output) {
    super(`${what} failed`);
    this.what = what;
    this.output = output;
  }
}

const running = new Set();
let stopping = false;

/** True once the user asked to stop: what fails afterwards is no error. */
export const interrupted = () => stopping;

/** While the checkout is prepared, Ctrl-C ends what runs and then us. */
export function endOnSignals() {
  const end = () => {
    stopping = true;
    for (const child of running) child.kill("SIGTERM");
    if (running.size === 0) process.exit(130);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, end);
  return () => {
    for (const signal of signals) process.off(signal, end);
  };
}

/**
 * Runs a program without a shell and collects what it prints.
 * @param {string} what its name in messages
 * @param {string[]} command program and arguments
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<string>} standard output
 * @throws {CommandFailed}
 */
export function collect(what, [program, ...args], options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    running.add(child);
    let all = "";
    let out = "";
    child.stdout.on("data", (text) => {
      out += text;
      all += text;
    });
    child.stderr.on("data", (text) => {
      all += text;
    });
    child.once("error", (error) => {
      running.delete(child);
      reject(new CommandFailed(what, error.message));
    });
    child.once("close", (code) => {
      running.delete(child);
      if (code === 0) resolve(out);
      else reject(new CommandFailed(what, all));
    });
  });
}
