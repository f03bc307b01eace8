import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { earlyPageCode } from "./scripts/early-page-code.ts";
import { licenceList } from "./scripts/licence-list.ts";
import { serviceWorker } from "./scripts/service-worker.ts";

const api = "http://127.0.0.1:4000";

// The entry stays a file of its own, whose name stands for the build; the chart library is for the pages that draw.
const notItself = (id: string) => !/index\.html|src\/main\.tsx|lightweight-charts|fancy-canvas/.test(id);
// What only some of the desk is for stays out of what every page loads.
const ofAccounts = /src\/(features\/(account|admin|access)|session)\//;
const ofPortfolios = /src\/(features\/portfolio[^/]*|portfolio-data)\/|shared\/src\/portfolio\/transaction/;
const ofStrategies = /src\/(features\/strateg(y|ies)[^/]*\/|strategy-data\/|strategy\/|routes\/strateg)/;
// Schemas are built when their file is read: those of other pages would take longer than the page's own.
const ofContracts = /shared\/src\/(portfolio\/portfolio|identity\/(permission|account)|market\/(provider|rates))\b/;
const ofOtherContracts = /shared\/src\/portfolio\//;
const ofLongLists = /@tanstack\/(react-virtual|virtual-core)\//;
const ofWriting = /@mantine\/core\/esm\/components\/(Tooltip|Textarea|FileButton)\//;
const ofSome = [ofContracts, ofOtherContracts, ofAccounts, ofPortfolios, ofStrategies, ofLongLists, ofWriting];
const ofEveryPage = (id: string) => notItself(id) && !ofSome.some((those) => those.test(id));

export default defineConfig({
  plugins: [react(), licenceList(), earlyPageCode(), serviceWorker()],
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
            { name: "start", tags: ["$initial"], priority: 2, test: notItself },
            { name: "contracts", minShareCount: 2, test: ofContracts },
            { name: "accounts", minShareCount: 2, test: ofAccounts },
            { name: "portfolios", minShareCount: 2, test: ofPortfolios },
            { name: "strategies", minShareCount: 2, test: ofStrategies },
            { name: "long-lists", minShareCount: 2, test: ofLongLists },
            { name: "writing", minShareCount: 2, test: ofWriting },
            { name: "parts", minShareCount: 3, priority: 1, test: ofEveryPage },
          ],
        },
      },
    },
  },
  server: { port: 5173, proxy: { "/trpc": api, "/api": api } },
});
