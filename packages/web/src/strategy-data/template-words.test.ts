import { printRules } from "@cryptodesk/quant/rules/print-rules";
import { STRATEGY_TEMPLATES } from "@cryptodesk/quant/rules/templates";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { speak, withLaterTexts } from "../catalogue/catalogue.ts";
import { inOwnWords } from "./template-words.ts";

// The catalogue tells the page which language it is in.
vi.stubGlobal("document", { documentElement: { lang: "en" } });
beforeEach(withLaterTexts(async () => undefined));
afterEach(() => speak("en"));

const templates = STRATEGY_TEMPLATES.map((template) => ({ ...template, text: printRules(template.rules) }));

it("leaves English templates as the desk words them", () => {
  expect(templates.map(inOwnWords)).toEqual(templates);
});

it("words every template in German, its rules included", async () => {
  await speak("de");
  for (const template of templates) {
    const { name, description, rules } = inOwnWords(template);
    expect(name).not.toBe(template.name);
    expect(description).not.toBe(template.description);
    expect(rules).toEqual({ ...template.rules, name, description });
  }
});

it("leaves a template of a later desk as it is", async () => {
  await speak("de");
  const [first] = templates;
  const later = first && { ...first, id: "from-a-later-desk" };
  expect(later && inOwnWords(later)).toEqual(later);
});
