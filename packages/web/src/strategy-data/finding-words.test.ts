import { FINDING_SENTENCES } from "@cryptodesk/quant/honesty/finding-sentences";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { speak, withLaterTexts } from "../catalogue/catalogue.ts";
import { setFigureStyle } from "../lib/format.ts";
import { findingWords } from "./finding-words.ts";

// The catalogue tells the page which language it is in.
vi.stubGlobal("document", { documentElement: { lang: "en" } });
beforeEach(withLaterTexts(async () => undefined));
afterEach(() => speak("en"));

const OUT_OF_SAMPLE = { day: "2026-03-01", insidePct: 12.5, insideSharpe: 1.234, outsidePct: -3, outsideSharpe: null };
const RUN = {
  sentences: ["one", "two", "three", "four"],
  findings: [
    { code: "few-positions", values: { count: 1, fewest: 20 } },
    { code: "out-of-sample", values: OUT_OF_SAMPLE },
    { code: "bootstrap", values: { block: 5, losses: 412, runs: 1000, lowPct: -12.25, highPct: 1240.4 } },
    { code: "from-a-later-desk", values: {} },
  ],
};

it("words findings with figures as the reader writes them, and repeats what it does not know", async () => {
  await speak("de");
  setFigureStyle({ numberLocale: "de-DE", dateLocale: "de-DE", currency: "USD", perUsd: "1" });
  expect(findingWords(RUN)).toEqual([
    "Nur 1 Position wurde eröffnet; ab etwa 20 beginnt der Zufall sich auszugleichen.",
    "Bis 01. März 2026 machte sie +12,50 % (Sharpe-Quotient 1,23), auf den letzten 30 % der Kerzen −3,00 % (–).",
    "Mit neu gezogenen Renditen in Blöcken von 5 Kerzen verloren 412 von 1.000 Läufen Geld; neun von zehn endeten zwischen −12,25 % und +1.240 %.",
    "four",
  ]);
});

it("takes the desk's sentences of a run that has no findings", () => {
  expect(findingWords({ sentences: ["as it was said"] })).toEqual(["as it was said"]);
});

it("has every blank filled in both languages", async () => {
  for (const language of ["en", "de"] as const) {
    await speak(language);
    for (const [key, sentence] of Object.entries(FINDING_SENTENCES)) {
      const blanks = [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(([, blank = ""]) => [blank, 7] as const);
      const code = key.replace(/_.*$/, "");
      const findings = [{ code, values: { count: 7, ...Object.fromEntries(blanks) } }];
      const [said] = findingWords({ findings, sentences: ["not this"] });
      expect(said).not.toMatch(/[{}]|^not this$|honestyFindings/);
    }
  }
});
