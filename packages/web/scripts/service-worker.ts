import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const TEMPLATE = fileURLToPath(new URL("./service-worker.template.js", import.meta.url));
// What a page needs to open without the server; maps and licences are fetched when somebody asks.
const NEEDED = /\.(js|css|woff2|svg|webmanifest)$/;
// Word lists for choosing a password, half of the whole app: nobody chooses one while the server is away.
const WORD_LISTS = /[\\/]@zxcvbn-ts[\\/]/;

/** Writes `sw.js`, which keeps this build's files so that the desk opens while its server is away. */
export function serviceWorker(): Plugin {
  return {
    name: "service-worker",
    apply: "build",
    enforce: "post",
    generateBundle(_options, bundle) {
      const built = Object.entries(bundle).flatMap(([file, part]) => {
        const spared = part.type === "chunk" && part.moduleIds.some((id) => WORD_LISTS.test(id));
        return NEEDED.test(file) && !spared ? [file] : [];
      });
      const files = ["/", "/color-scheme.js", "/favicon.svg", ...built.map((file) => `/${file}`)].sort();
      const version = createHash("sha256").update(files.join("\n")).digest("hex").slice(0, 12);
      const source = readFileSync(TEMPLATE, "utf8")
        .replace('"__VERSION__"', JSON.stringify(version))
        .replace('["__FILES__"]', JSON.stringify(files));
      this.emitFile({ type: "asset", fileName: "sw.js", source });
    },
  };
}
