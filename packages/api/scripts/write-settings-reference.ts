import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { settingsReference } from "./settings-reference.ts";

writeFileSync(fileURLToPath(new URL("../../../docs/reference/settings.md", import.meta.url)), settingsReference());
