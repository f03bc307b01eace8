import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { licenceList } from "./scripts/licence-list.ts";
import { serviceWorker } from "./scripts/service-worker.ts";

const api = "http://127.0.0.1:4000";

// The entry stays a file of its own, whose name stands for the build; the chart library is for the pages that draw.
const notItself = (id: string) => !/index\.html|src\/main\.tsx|lightweight-charts|fancy-canvas/.test(id);

export default defineConfig({
  plugins: [react(), licenceList(), serviceWorker()],
  resolve: { conditions: ["source", "module", "browser", "development|production"] },
  build: {
    outDir: "dist/app",
    emptyOutDir: true,
    // Says which chunk needs which; the size budgets read it.
    manifest: true,
    target: "es2023",
    // Inlined assets would be data: URLs, which the content security policy does not allow for fonts.
    assetsInlineLimit: 0,
    sourcemap: true,
    rolldownOptions: {
      output: {
        // Left alone, every set of pages that shares a module gets a chunk, and a page eighty requests before it shows.
        codeSplitting: {
          groups: [
            { name: "start", tags: ["$initial"], priority: 1, test: notItself },
            { name: "parts", minShareCount: 10, test: notItself },
          ],
        },
      },
    },
  },
  server: { port: 5173, proxy: { "/trpc": api, "/api": api } },
});
