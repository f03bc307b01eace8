import { describe, expect, it } from "vitest";
import type { Preferences } from "../stores/preferences.ts";
import { figureStyleOf, languageOf } from "./figure-style.ts";

const untouched: Preferences = { language: "auto", locale: "auto", currency: "usd", density: "comfortable" };

describe("how figures are written", () => {
  it("follows the language until a format is chosen", () => {
    expect(figureStyleOf(untouched, "de", null)).toMatchObject({ numberLocale: "de-DE", dateLocale: "de-DE" });
    expect(figureStyleOf({ ...untouched, locale: "fr-FR" }, "de", null)).toMatchObject({ numberLocale: "fr-FR" });
  });

  it("stays in dollars while the rate of the chosen currency is unknown", () => {
    const euro = { ...untouched, currency: "eur" };
    expect(figureStyleOf(euro, "en", null)).toMatchObject({ currency: "USD", perUsd: "1" });
    expect(figureStyleOf(euro, "en", "0.9")).toMatchObject({ currency: "EUR", perUsd: "0.9" });
  });
});

it("speaks the chosen language, else the browser's", () => {
  expect(languageOf({ ...untouched, language: "de" }, ["en-US"])).toBe("de");
  expect(languageOf(untouched, ["de-CH"])).toBe("de");
});
