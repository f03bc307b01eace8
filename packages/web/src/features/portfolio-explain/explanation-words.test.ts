import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { speak, withLaterTexts } from "../../catalogue/catalogue.ts";
import { setFigureStyle } from "../../lib/format.ts";
import { figureWords } from "./explanation-words.ts";

// The catalogue tells the page which language it is in.
vi.stubGlobal("document", { documentElement: { lang: "en" } });
beforeEach(withLaterTexts(async () => undefined));
afterEach(() => speak("en"));

const BITCOIN = { kind: "coin", id: "bitcoin", symbol: "BTC", name: "Bitcoin" } as const;

it("names a figure in the reader's language as it was said, and what was never heard of by what is asked for", async () => {
  const said = "quantity of BTC held on 2026-01-05";
  const asked = { figure: "quantity", assetId: "bitcoin", day: "2026-01-05" } as const;
  expect(figureWords(asked, BITCOIN, said)).toBe(said);
  await speak("de");
  setFigureStyle({ numberLocale: "de-DE", dateLocale: "de-DE", currency: "USD", perUsd: "1" });
  expect(figureWords(asked, BITCOIN, said)).toBe("Gehaltene Menge: BTC, 05. Jan. 2026");
  expect(figureWords({ figure: "currentValue" }, null, "value of the portfolio")).toBe("Wert des Portfolios");
  expect(figureWords({ figure: "lot", assetId: "bitcoin", lotId: "x" }, BITCOIN, "lot of BTC")).toBe("Posten: BTC");
  expect(figureWords(null, null, "days")).toBe("Tage");
  expect(figureWords(asked, BITCOIN, "as a later desk says")).toBe("Menge: BTC, 05. Jan. 2026");
});
