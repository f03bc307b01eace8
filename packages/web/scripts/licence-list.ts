import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

/** Writes `licences.json`: the name, version and licence of every package whose code is in the bundle. */
export function licenceList(): Plugin {
  return {
    name: "licence-list",
    apply: "build",
    generateBundle() {
      const packages = new Map<string, { name: string; version: string; licence: string }>();
      for (const id of this.getModuleIds()) {
        const found = packageOf(id);
        if (found) packages.set(found.name, found);
      }
      const sorted = [...packages.values()].sort((left, right) => left.name.localeCompare(right.name, "en"));
      this.emitFile({ type: "asset", fileName: "licences.json", source: JSON.stringify(sorted) });
    },
  };
}

/** @returns null for code that is not from a package, or is the desk's own */
function packageOf(moduleId: string): { name: string; version: string; licence: string } | null {
  const path = moduleId.replace(/^\0/, "").replace(/\?.*$/, "");
  if (!path.includes("/node_modules/")) return null;
  for (let folder = dirname(path); folder.includes("/node_modules/"); folder = dirname(folder)) {
    const file = join(folder, "package.json");
    if (!existsSync(file)) continue;
    const { name, version, license } = JSON.parse(readFileSync(file, "utf8"));
    // Packages put nameless package.json files into their folders to say which kind of module is there.
    if (typeof name !== "string" || typeof version !== "string") continue;
    return { name, version, licence: typeof license === "string" ? license : (license?.type ?? "see package") };
  }
  return null;
}
