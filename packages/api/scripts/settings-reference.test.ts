import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Settings } from "../src/platform/config/settings.ts";
import { settingsReference } from "./settings-reference.ts";

const written = readFileSync(new URL("../../../docs/reference/settings.md", import.meta.url), "utf8");

describe("the settings reference", () => {
  it("is the one that the settings generate", () => {
    expect(written).toBe(settingsReference());
  });

  it("names every setting with its meaning", () => {
    for (const name of Object.keys(Settings.shape))
      expect(written).toMatch(new RegExp(`^\\| \`${name}\` \\|.*[a-z].* \\|$`, "m"));
  });

  it("shows values, ranges and defaults", () => {
    expect(written).toContain("| `PORT` | whole number, 0 to 65535 | `4000` |");
    expect(written).toContain("| `MARKET_SOURCE` | `auto`, `live`, `sandbox` | `auto` |");
    expect(written).toMatch(/\| `DATABASE_URL` \| text \| not set \| .* Secret: never logged\. \|/);
  });
});
