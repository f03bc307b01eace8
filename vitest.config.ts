import { defineConfig } from "vitest/config";

const source = ["source"];
// Packages are tested from their sources: no build is needed first.
const fromSource = { conditions: source };
const ssr = { resolve: { conditions: source, externalConditions: source } };
const never = ["**/node_modules/**", "**/dist/**"];

export default defineConfig({
  test: {
    projects: [
      {
        resolve: fromSource,
        ssr,
        test: {
          name: "unit",
          include: ["packages/*/{src,test,scripts,bench}/**/*.test.{ts,tsx}", "tools/**/*.test.{ts,mjs}"],
          exclude: [...never, "**/*.db.test.ts", "**/*.journey.test.ts"],
          // Properties over random ledgers, on a machine with other work to do; speed is the benches' subject.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: fromSource,
        ssr,
        test: {
          name: "db",
          include: ["packages/*/{src,test}/**/*.db.test.ts"],
          exclude: never,
          globalSetup: ["packages/api/test/support/provide-servers.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: fromSource,
        ssr,
        test: {
          name: "journeys",
          include: ["packages/*/test/journeys/**/*.journey.test.ts"],
          exclude: never,
          globalSetup: ["packages/api/test/support/provide-servers.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Whole stacks against the clock, on machines with other work: tried once more, and the run names what was.
          retry: 1,
          // Each journey has a machine to itself: timings are part of what it shows.
          fileParallelism: false,
        },
      },
    ],
  },
});
