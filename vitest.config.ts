import { defineConfig } from "vitest/config";

const source = ["source"];

export default defineConfig({
  resolve: { conditions: source },
  ssr: { resolve: { conditions: source, externalConditions: source } },
  test: {
    include: ["packages/*/{src,test}/**/*.test.{ts,tsx}"],
    exclude: ["**/node_modules/**", "**/dist/**", "**/*.db.test.ts", "**/journeys/**"],
  },
});
