import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { missingForDesk } from "./desk-process.ts";

const PROGRAMS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const program = process.env.CHROMIUM_PATH ?? PROGRAMS.find((path) => existsSync(path));

/** The browser's program; undefined where there is none. */
export const chromiumProgram = (): string | undefined => program;

/** Patience of a poll: the machine is shared, and how fast things are is measured elsewhere. */
export const SOON = { timeout: 20_000 };

export const WIDE = { width: 1440, height: 900 };
export const NARROW = { width: 390, height: 844 };

/** Whether journeys can run here; says on the error stream why not, once for each file. */
export function canJourney(): boolean {
  const missing = program === undefined ? "there is no Chromium on this machine" : missingForDesk();
  if (missing !== null) process.stderr.write(`journeys of the web app are skipped: ${missing}\n`);
  return missing === null;
}

export function openBrowser(): Promise<Browser> {
  // Containers run as root, where Chromium's sandbox does not work.
  return chromium.launch({ args: ["--no-sandbox"], ...(program !== undefined && { executablePath: program }) });
}
