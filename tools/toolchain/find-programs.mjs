import { existsSync } from "node:fs";
import { join } from "node:path";
import { stateFolder, toolchain } from "./paths.mjs";
import { collect } from "./spawn.mjs";

const ownPnpm = join(toolchain, "pnpm", "node_modules", "pnpm", "bin", "pnpm.cjs");

/** True from Node 22.17 on, the first one that runs the product. */
export function isRecentNode(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 17);
}

/** The `pnpm` of this machine when it has the major version that wrote our lockfile, else null. */
export async function findMachinePnpm() {
  // Corepack's stand-in would ask on the terminal before fetching anything.
  const env = { ...process.env, COREPACK_ENABLE_DOWNLOAD_PROMPT: "0" };
  const found = process.platform === "win32" ? ["cmd", "/c", "pnpm"] : ["pnpm"];
  try {
    const version = await collect("pnpm", [...found, "--version"], { env });
    return /^10\./.test(version.trim()) ? found : null;
  } catch {
    return null;
  }
}

/** pnpm of the toolchain folder, run by the Node that runs us, or null before it is there. */
export function findOwnPnpm() {
  return existsSync(ownPnpm) ? [process.execPath, ownPnpm] : null;
}

/** Node of the toolchain folder for this kind of machine, or null. */
export function findOwnNode() {
  const system = process.platform === "win32" ? "win" : process.platform;
  const folder = join(toolchain, "node", "node_modules", `node-${system}-${process.arch}`, "bin");
  const path = join(folder, process.platform === "win32" ? "node.exe" : "node");
  return existsSync(path) ? path : null;
}

/** npm as a command: the one that started us, else the one in PATH. */
export function findNpm() {
  const script = process.env.npm_execpath ?? "";
  if (/npm-cli\.[cm]?js$/.test(script) && existsSync(script)) return [process.execPath, script];
  return process.platform === "win32" ? ["cmd", "/c", "npm"] : ["npm"];
}

/** Where npm and pnpm may keep caches when the home folder cannot be written. */
export function cacheSettings() {
  const cache = join(stateFolder, "cache");
  return {
    npm_config_cache: join(cache, "npm"),
    npm_config_store_dir: join(cache, "pnpm-store"),
    XDG_CACHE_HOME: cache,
    XDG_STATE_HOME: join(cache, "state"),
    XDG_DATA_HOME: join(cache, "data"),
  };
}
