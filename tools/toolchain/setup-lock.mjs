import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { stateFolder } from "./paths.mjs";
import { say } from "./progress.mjs";

const file = join(stateFolder, "setup.pid");

/** Runs `work` while no other command prepares this checkout; a second one waits for the first. */
export async function withSetupLock(work) {
  mkdirSync(stateFolder, { recursive: true });
  for (let told = false; !take(); told = true) {
    if (!told) say("Another command is preparing this checkout; waiting for it.");
    await wait(300);
  }
  process.once("exit", release);
  try {
    return await work();
  } finally {
    process.off("exit", release);
    release();
  }
}

function take() {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    if (!holderLives()) rmSync(file, { force: true });
    return false;
  }
}

const release = () => rmSync(file, { force: true });

function holderLives() {
  try {
    process.kill(Number(readFileSync(file, "utf8")), 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
