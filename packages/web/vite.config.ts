import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { licenceList } from "./scripts/licence-list.ts";
import { serviceWorker } from "./scripts/service-worker.ts";

const api = "http://127.0.0.1:4000";

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
        // Small parts that are always used together: each chunk of its own would cost more than it holds.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            {
              name: "field",
              test: /@mantine\/core\/esm\/components\/(Input|InputBase|TextInput|CloseButton|UnstyledButton)\//,
            },
          ],
        },
      },
    },
  },
  server: { port: 5173, proxy: { "/trpc": api, "/api": api } },
});
