import { RouterProvider } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { currentLanguage, speak, t } from "../catalogue/catalogue.ts";
import { setFigureStyle } from "../lib/format.ts";
import { useRates } from "../market-data/use-rates.ts";
import { useStore } from "../stores/persistent-store.ts";
import { preferences } from "../stores/preferences.ts";
import { showProblem } from "../ui/toast.tsx";
import { figureStyleOf, languageOf } from "./figure-style.ts";
import { router } from "./router.tsx";

/**
 * The pages in the chosen language, number format and currency. Texts and figures are read while rendering, so a change
 * of any of these renders the pages anew; the address and everything fetched stay.
 */
export function LocalisedDesk() {
  const chosen = useStore(preferences);
  const wanted = languageOf(chosen, navigator.languages);
  const [language, setLanguage] = useState(currentLanguage);
  useEffect(() => {
    if (wanted === currentLanguage()) return;
    speak(wanted).then(
      () => setLanguage(wanted),
      () => showProblem(t("shell.languageFailed")),
    );
  }, [wanted]);
  useEffect(() => {
    document.documentElement.dataset.density = chosen.density;
  }, [chosen.density]);
  const { data } = useRates(chosen.currency !== "usd");
  const rate = data?.rates.find(({ currency }) => currency === chosen.currency);
  const style = figureStyleOf(chosen, language, rate?.perUsd ?? null);
  setFigureStyle(style);
  // A new rate alone redraws nothing: figures take it up as they are written next.
  const { perUsd: _perUsd, ...written } = style;
  return <RouterProvider key={`${language} ${JSON.stringify(written)}`} router={router} />;
}
