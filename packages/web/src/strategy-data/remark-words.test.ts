import { REMARK_SENTENCES } from "@cryptodesk/quant/remarks/remark-sentences";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { speak, withLaterTexts } from "../catalogue/catalogue.ts";
import { setFigureStyle } from "../lib/format.ts";
import { coverageWords, noteWords, remarkWords } from "./remark-words.ts";

// The catalogue tells the page which language it is in.
vi.stubGlobal("document", { documentElement: { lang: "en" } });
beforeEach(async () => {
  await withLaterTexts(async () => undefined)();
  await speak("de");
  setFigureStyle({ numberLocale: "de-DE", dateLocale: "de-DE", currency: "USD", perUsd: "1" });
});
afterEach(() => speak("en"));

it("words what is told of a run, and repeats what has no code or an unknown one", () => {
  const remarks = [
    { code: "ranks-unknown", values: { missing: 3, all: 1200, day: "2026-03-01" } },
    { code: "cut", values: { count: 2 } },
    { code: "from-a-later-desk", values: {} },
  ];
  expect(noteWords({ notes: ["a", "b", "c", "d"], remarks })).toEqual([
    "Für 3 von 1.200 Umschichtungen sind keine Marktkapitalisierungen gespeichert, zuerst am 01. März 2026: Dort gilt die nächste bekannte Rangfolge oder die von heute. Das begünstigt Coins, die seither gewachsen sind.",
    "2 Einstiege wurden auf das freie Geld gekürzt.",
    "c",
    "d",
  ]);
  expect(noteWords({ notes: ["as it was said"] })).toEqual(["as it was said"]);
});

it("joins what is said of a coin's candles, or leaves it as it was said", () => {
  const note = "no candles in this span; volumes are not known";
  const known = [
    { code: "none-in-span", values: {} },
    { code: "no-volumes", values: {} },
  ];
  expect(coverageWords({ note, remarks: known })).toBe("keine Kerzen in dieser Spanne; Volumen nicht bekannt");
  expect(coverageWords({ note, remarks: [...known, { code: "unheard-of", values: {} }] })).toBe(note);
  expect(coverageWords({ note })).toBe(note);
});

it("writes prices, lengths of time, reasons and causes as the reader does", () => {
  const exit = { paperUsd: 101.5, reason: "trailing", backtestUsd: 99, otherReason: "signal", awayPct: 2.525 };
  expect(remarkWords({ code: "exit-price", values: exit }, "").replaceAll("\u00a0", " ")).toBe(
    "Auf dem Papier zu 101,50 $ geschlossen (Nachgezogener Stop), zum Preis jenes Augenblicks; im Backtest zu 99,00 $ (Signal; +2,53 %).",
  );
  const entry = { paperUsd: 101, seconds: 130, backtestUsd: 100, awayPct: 1 };
  expect(remarkWords({ code: "entry-price", values: entry }, "")).toContain("2 Min. nach dem Schluss");
  const kept = { side: "long", backtestUsd: 5, most: 3, why: "most-positions" };
  expect(remarkWords({ code: "backtest-only", values: kept }, "")).toContain(
    "nichts eröffnet. Die Regeln halten höchstens 3 Positionen.",
  );
});

it("names the key figure that a search was for", () => {
  const values = { objective: "sharpe", bestFigure: 2.7, heldShare: 30, outsideFigure: 0.6 };
  expect(remarkWords({ code: "unseen-less", values }, "")).toBe(
    "Der beste Versuch hat als Sharpe-Quotient 2,70; auf den letzten 30 % der Kerzen, die die Suche nicht sah, 0,60, also weniger.",
  );
});

it("has every blank filled in both languages", async () => {
  for (const language of ["en", "de"] as const) {
    await speak(language);
    for (const [key, sentence] of Object.entries(REMARK_SENTENCES)) {
      const blanks = [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = ""]) => [name, sampleOf(name)] as const);
      const code = key.replace(/_.*$/, "");
      const said = remarkWords({ code, values: { count: 7, ...Object.fromEntries(blanks) } }, "not this");
      expect(said).not.toMatch(/[{}]|^not this$|remarks\.|NaN|undefined/);
    }
  }
});

function sampleOf(name: string): string | number {
  if (["at", "since", "day"].includes(name)) return "2026-03-01T12:00:00.000Z";
  if (name === "objective") return "sharpe";
  if (name === "why") return "no-live-price";
  if (name === "reason" || name === "otherReason") return "stop";
  return 7;
}
