import { describe, expect, it } from "vitest";
import { browserLanguage } from "./catalogue.ts";
import { de } from "./de/de.ts";
import { en } from "./en/en.ts";
import { later } from "./en/later.ts";
import { pages } from "./en/pages.ts";
import { told } from "./en/told.ts";

type Texts = { readonly [key: string]: string | Texts };

function flatten(texts: Texts, path = ""): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value] as [string, string]] : flatten(value, `${path}${key}.`),
  );
}

const placeholders = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name).sort();

describe("the catalogue", () => {
  const english = new Map(flatten({ ...en, ...later, ...pages, told }));
  const german = new Map(flatten(de));

  it("has every text in both languages, none of them empty", () => {
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
    expect([...english, ...german].filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  it("fills the same blanks in both languages", () => {
    for (const [key, text] of english)
      expect([key, placeholders(german.get(key) ?? "")]).toEqual([key, placeholders(text)]);
  });

  it("has each plural in the forms that both languages need", () => {
    const forms = [...english.keys()].filter((key) => key.endsWith("_one"));
    for (const key of forms) expect(english.has(key.replace(/_one$/, "_other"))).toBe(true);
  });
});

describe("the language of the browser", () => {
  it.each([
    [["de-AT", "en"], "de"],
    [["fr-FR", "de"], "de"],
    [["fr-FR"], "en"],
    [[], "en"],
  ])("%j is %s", (preferred, language) => {
    expect(browserLanguage(preferred)).toBe(language);
  });
});
