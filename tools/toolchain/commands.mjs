import { spawn } from "node:child_process";
import { constants } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { npmAncestors } from "./npm-ancestors.mjs";
import { root, toolchain } from "./paths.mjs";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
const PARENT_CHECK_MS = 1000;

const SERVER = join(root, "packages", "api", "dist", "src", "main.js");

/**
 * Runs the server until it ends. It has a process group of its own, so that a Ctrl-C, which the terminal sends to every
 * process in the foreground, reaches it once and through us.
 * @returns {Promise<number>} its exit code
 */
export function startServer({ node, env }, main = SERVER) {
  const endWithParent = pathToFileURL(join(toolchain, "end-with-parent.mjs")).href;
  const child = spawn(node, ["--import", endWithParent, main], {
    cwd: root,
    env: { ...env, NODE_ENV: env.NODE_ENV ?? "production", ...quietAtTerminal(env) },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    detached: true,
  });
  return supervise(child);
}

/** At a terminal only what needs attention; a log collector or a file gets every line. */
const quietAtTerminal = (env) => (process.stdout.isTTY && !env.LOG_LEVEL ? { LOG_LEVEL: "warn" } : {});

/** Runs one of our scripts until it ends; it shares our process group, so Ctrl-C reaches it directly. */
export function runTask({ node, env }, args) {
  const child = spawn(node, args, { cwd: root, env, stdio: "inherit" });
  for (const signal of SIGNALS) process.on(signal, () => signal !== "SIGINT" && child.kill(signal));
  return exitOf(child);
}

async function supervise(child) {
  let asked = false;
  const stop = (signal) => {
    if (asked) return;
    asked = true;
    child.kill(signal === "SIGINT" ? "SIGINT" : "SIGTERM");
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  const ancestors = npmAncestors();
  const watch = setInterval(() => npmAncestors() !== ancestors && stop("SIGTERM"), PARENT_CHECK_MS);
  if (process.env.npm_lifecycle_event === undefined) clearInterval(watch);
  try {
    return await exitOf(child);
  } finally {
    clearInterval(watch);
  }
}

function exitOf(child) {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}
