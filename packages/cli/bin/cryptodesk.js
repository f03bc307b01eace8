#!/usr/bin/env node
// The command is linked when the workspace is installed, before anything is built.
try {
  await import("../dist/cryptodesk.js");
} catch (error) {
  if (error?.code !== "ERR_MODULE_NOT_FOUND" || !String(error.message).includes("cryptodesk.js")) throw error;
  process.stderr.write(
    "cryptodesk is not built yet. Run `npm start` once, or `pnpm --filter @cryptodesk/cli build`.\n",
  );
  process.exitCode = 1;
}
