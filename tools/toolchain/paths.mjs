import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folder of the checkout. */
export const root = fileURLToPath(new URL("../../", import.meta.url));
/** Ignored folder for logs, locks and, where the home folder cannot be written, caches. */
export const stateFolder = join(root, ".toolchain");
export const toolchain = join(root, "tools", "toolchain");
