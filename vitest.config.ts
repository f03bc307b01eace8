import { defineConfig } from "vitest/config";

const source = ["source"];
// Packages are tested from their sources: no build is needed first.
const fromSource = { conditions: source };
const ssr = { resolve: { conditions: source, externalConditions: source } };
// What is waited for comes when the machine gets round to it.
const patient = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 20_000 } } };
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
          exclude: [...never, "**/*.db.test.ts", "**/*.clock.test.ts", "**/*.journey.test.ts"],
          // Properties over random ledgers, on a machine with other work to do; speed is the benches' subject.
          ...patient,
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
          ...patient,
        },
      },
      {
        resolve: fromSource,
        ssr,
        test: {
          name: "clock",
          include: ["packages/*/{src,test}/**/*.clock.test.ts"],
          exclude: never,
          globalSetup: ["packages/api/test/support/provide-servers.ts"],
          ...patient,
          // What they promise is a time: each has the machine to itself, and a second try that the run names.
          retry: 1,
          fileParallelism: false,
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
          ...patient,
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
