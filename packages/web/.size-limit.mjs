import { readFileSync } from "node:fs";

const manifest = JSON.parse(readFileSync(new URL("./dist/app/.vite/manifest.json", import.meta.url), "utf8"));
const ENTRY = "index.html";

/** A chunk and everything it imports before it can run. */
function withImports(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const needed of manifest[key]?.imports ?? []) withImports(needed, seen);
  return seen;
}

const first = withImports(ENTRY);
const scripts = (keys) =>
  [...keys].map((key) => `dist/app/${manifest[key].file}`).filter((file) => file.endsWith(".js"));
const routes = Object.keys(manifest).filter((key) => /^src\/routes\/.*-route\.tsx$/.test(key));

/** The first download, and what each page adds to it; kilobytes of 1,000 bytes, gzip. */
export default [
  { name: "first download", path: scripts(first), limit: "220 kB", gzip: true },
  ...routes.map((key) => ({
    name: key.replace(/^src\/routes\/(.*)-route\.tsx$/, "page: $1"),
    path: scripts([...withImports(key)].filter((needed) => !first.has(needed))),
    limit: "120 kB",
    gzip: true,
  })),
];
