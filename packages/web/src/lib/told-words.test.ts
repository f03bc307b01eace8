import { fillBlanks } from "@cryptodesk/quant/sentences/fill-blanks";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { speak, type Teller } from "../catalogue/catalogue.ts";
import { told } from "../catalogue/en/told.ts";
import { setFigureStyle } from "./format.ts";
import { toldWords } from "./told-words.ts";

// The catalogue tells the page which language it is in.
vi.stubGlobal("document", { documentElement: { lang: "en" } });
beforeEach(async () => {
  await speak("de");
  setFigureStyle({ numberLocale: "de-DE", dateLocale: "de-DE", currency: "USD", perUsd: "1" });
});
afterEach(() => speak("en"));

const SAMPLES: Readonly<Record<string, string>> = {
  year: "2021",
  toYear: "2023",
  event: "purchase of 0.5 BTC on 2026-01-05",
  kind: "Purchase",
  figure: "fee",
  problem: "date lies in the future",
  problems: "fees must not be 0",
  what: "fees",
  thing: "portfolio",
  type: "buy",
  why: "No price of BTC is known.",
  rest: "No price of ETH is known.",
  at: "2026-01-05T12:00:00.000Z",
};
const DAYS = ["day", "otherDay", "from", "to"];
const NUMBERS = ["count", "index", "line", "toLine", "most", "quantity", "toQuantity"];

const TITLES =
  /Practical Portfolio Performance Measurement and Attribution|Measuring the Investment Performance of Pension Funds/;

/** The sentence as the desk may tell it; any other sentence of the same teller stands within it. */
function sampleOf(sentence: string, [other = ""]: readonly string[]): string {
  const blanks = [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = ""]) => {
    if (name === "name") return [name, other];
    return [name, SAMPLES[name] ?? (DAYS.includes(name) ? "2026-01-05" : NUMBERS.includes(name) ? "7" : "XYZ")];
  });
  return fillBlanks(sentence, Object.fromEntries(blanks));
}

describe.each(Object.entries(told))("what is told by %s", (teller, sentences: Readonly<Record<string, string>>) => {
  it("is worded in German, every sentence with its blanks filled", () => {
    // Words that are the same in both languages.
    const same = ["Airdrop", "Mining", sentences["reference-time-weighted"]];
    for (const sentence of Object.values(sentences)) {
      const said = sampleOf(sentence, Object.values(sentences));
      const german = toldWords(teller as Teller, said);
      if (!same.includes(said)) expect(german).not.toBe(said);
      expect(german).not.toMatch(/[{}]|told\.|undefined|NaN|Invalid/);
      expect(german.replace(TITLES, "")).not.toMatch(/\b(?:the|of|is|what|and|on|are|which|that|not|no)\b/i);
    }
  });

  it("stays as it was said in English", async () => {
    await speak("en");
    for (const sentence of Object.values(sentences)) expect(toldWords(teller as Teller, sentence)).toBe(sentence);
  });
});

it("words sentences within sentences, days and amounts as the reader writes them", () => {
  expect(toldWords("explanations", "Left of the purchase of 1234.5 BTC on 2026-01-05")).toBe(
    "Übrig – Kauf: 1.234,5 BTC, 05. Jan. 2026",
  );
  expect(toldWords("explanations", "No price of A is known., No price of B is known. and 2 more")).toBe(
    "Für A ist kein Preis bekannt. Für B ist kein Preis bekannt. Dazu 2 weitere.",
  );
});

it("leaves what is no sentence of the desk as it is", () => {
  for (const text of ["bitcoin", "", "Something that a later desk says."]) {
    expect(toldWords("explanations", text)).toBe(text);
  }
});
