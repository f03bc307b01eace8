import { defineConfig } from "rolldown";

// One program without dependencies: it starts fast and runs on the Node 20 that many machines have.
export default defineConfig({
  input: { cryptodesk: "src/main.ts" },
  platform: "node",
  // Machine code of its own; where it is not installed, the CLI goes on without a keyring.
  external: ["@napi-rs/keyring"],
  resolve: { conditionNames: ["source", "node", "import", "default"] },
  output: {
    dir: "dist",
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name].js",
    minify: true,
    sourcemap: false,
  },
});
