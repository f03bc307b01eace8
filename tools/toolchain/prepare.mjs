import { accessSync, constants, existsSync, readFileSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { outdatedParts } from "../build/parts.mjs";
import { cacheSettings, findMachinePnpm, findNpm, findOwnNode, findOwnPnpm, isRecentNode } from "./find-programs.mjs";
import { root, toolchain } from "./paths.mjs";
import { step } from "./progress.mjs";
import { withSetupLock } from "./setup-lock.mjs";
import { CommandFailed, collect, endOnSignals } from "./spawn.mjs";
import { digest, isStamped, stamp } from "./stamp.mjs";

// Without a network the answer comes in seconds, not after more than a minute of silence.
const patience = ["--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"];
const installStamp = join(root, "node_modules", ".cryptodesk-install");

/**
 * Makes the checkout ready to run: Node, pnpm, packages and, when asked, the build. What is already there is kept.
 * @param {{ build: boolean }} wanted
 * @returns {Promise<{ node: string, env: NodeJS.ProcessEnv }>} Node to run the product with, and its environment
 */
export async function prepare({ build }) {
  if (Number(process.versions.node.split(".")[0]) < 20) {
    throw new CommandFailed("Setting up", `Node ${process.versions.node} is too old: install Node 20 or later.`);
  }
  const stopListening = endOnSignals();
  const ready = await withSetupLock(async () => {
    const node = await installTools();
    const env = withPath(process.env, node);
    if (build) await buildOutdatedParts(node, env);
    return { node, env };
  });
  stopListening();
  return ready;
}

/** Installs Node, pnpm and packages as far as they are missing; Node is fetched while pnpm installs the packages. */
async function installTools() {
  const machineNode = isRecentNode(process.versions.node) ? process.execPath : null;
  const wanted = installDigest();
  const nodeReady = machineNode !== null || isInstalled("node");
  const packagesReady = isStamped(installStamp, wanted) && packagesIntact();
  if (!(nodeReady && packagesReady)) {
    await step("Installing packages (first start only)", async () => {
      const installs = [nodeReady ? null : installTool("node"), packagesReady ? null : installPackages(wanted)];
      await settleAll(installs);
    });
  }
  const node = machineNode ?? findOwnNode();
  if (node === null) {
    const { platform, arch, version } = process;
    throw new CommandFailed(
      "Setting up",
      `Node ${version} is too old to run CryptoDesk, and no newer one is published for ${platform}-${arch}: install Node 22.17 or later.`,
    );
  }
  return node;
}

async function installPackages(wanted) {
  rmSync(installStamp, { force: true });
  const machinePnpm = isRecentNode(process.versions.node) ? await findMachinePnpm() : null;
  if (machinePnpm === null && !isInstalled("pnpm")) await installTool("pnpm");
  const pnpm = machinePnpm ?? findOwnPnpm();
  if (pnpm === null) throw new CommandFailed("Installing pnpm", "pnpm is not where npm should have put it.");
  const flags = [
    "--frozen-lockfile",
    "--ignore-scripts",
    "--prod=false",
    "--reporter=append-only",
    "--config.confirm-modules-purge=false",
    "--config.manage-package-manager-versions=false",
    "--config.update-notifier=false",
    ...patience.map((flag) => flag.replace("--", "--config.")),
    // Optional packages are chosen for the Node that will run the product, not for the one that installs it.
    ...(isRecentNode(process.versions.node) ? [] : ["--config.node-version=24.21.0"]),
  ];
  await collect("Installing packages", [...pnpm, "install", ...flags], { cwd: root, env: installEnvironment() });
  stamp(installStamp, wanted);
}

/** `npm ci` in tools/toolchain/<name>. */
async function installTool(name) {
  const cwd = join(toolchain, name);
  const flags = [
    "ci",
    "--ignore-scripts",
    "--include=optional",
    "--no-audit",
    "--no-fund",
    "--no-update-notifier",
    ...patience,
  ];
  await collect(`Installing ${name}`, [...findNpm(), ...flags], { cwd, env: installEnvironment() });
  stamp(toolStamp(name), toolDigest(name));
}

const toolStamp = (name) => join(toolchain, name, "node_modules", ".cryptodesk-install");
const toolDigest = (name) => digest([readFileSync(join(toolchain, name, "package-lock.json"), "utf8"), process.arch]);
const toolProgram = { node: findOwnNode, pnpm: findOwnPnpm };
const isInstalled = (name) => isStamped(toolStamp(name), toolDigest(name)) && toolProgram[name]() !== null;

function installDigest() {
  const files = ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json"];
  return digest([...files.map((file) => readFileSync(join(root, file), "utf8")), process.platform, process.arch]);
}

function packagesIntact() {
  const parts = ["node_modules/.modules.yaml", ...["api", "cli", "quant", "shared", "web"].map(packageModules)];
  return parts.every((part) => existsSync(join(root, part)));
}
const packageModules = (name) => `packages/${name}/node_modules`;

async function buildOutdatedParts(node, env) {
  const parts = outdatedParts();
  if (parts.length === 0) return;
  await step("Building", () => collect("Building", [node, join(root, "tools/build/build.mjs")], { cwd: root, env }));
}

/** The caller's environment without what would make npm or pnpm leave packages out or work elsewhere. */
function installEnvironment() {
  const env = { ...process.env };
  const misleading = [
    "NODE_ENV",
    "npm_config_local_prefix",
    "npm_config_omit",
    "npm_config_production",
    "npm_config_only",
  ];
  for (const name of misleading) delete env[name];
  return isHomeWritable() ? env : { ...env, ...cacheSettings() };
}

function isHomeWritable() {
  try {
    accessSync(homedir(), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function withPath(env, node) {
  const path = [dirname(node), join(root, "node_modules", ".bin"), env.PATH ?? ""].join(delimiter);
  return { ...env, PATH: path };
}

/** Waits for all of them, so that none runs on unattended, then reports the first failure. */
async function settleAll(promises) {
  const results = await Promise.allSettled(promises);
  const failed = results.find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
}
