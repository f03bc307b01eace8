import { afterEach, expect, it } from "vitest";
import { colorScheme } from "../stores/color-scheme.ts";
import { colorSchemeManager } from "./theme.ts";

afterEach(() => {
  colorSchemeManager.unsubscribe();
  colorScheme.set("auto");
});

it("keeps the chosen scheme and tells of it once, though Mantine answers by setting it", () => {
  const told: string[] = [];
  colorSchemeManager.subscribe((scheme) => {
    told.push(scheme);
    colorSchemeManager.set(scheme);
  });
  colorSchemeManager.set("dark");
  expect(told).toEqual(["dark"]);
  expect(colorScheme.get()).toBe("dark");
});
