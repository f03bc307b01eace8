// Writes docs/openapi.json from the router. With --check: fails when the committed one differs.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { documentOfDesk } from "./openapi-of-desk.ts";

const file = fileURLToPath(new URL("../../../docs/openapi.json", import.meta.url));
const text = documentOfDesk();
if (!process.argv.includes("--check")) writeFileSync(file, text);
else if (readFileSync(file, "utf8") !== text) {
  console.error("docs/openapi.json is not what the router says. Run: pnpm openapi");
  process.exitCode = 1;
}
