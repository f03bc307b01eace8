import type { shell as en } from "../en/shell.ts";
import type { Translation } from "../translation.ts";

export const shell: Translation<typeof en> = {
  languageFailed: "Die Texte dieser Sprache ließen sich nicht laden. Verbindung prüfen und erneut versuchen.",
  pages: {
    overview: "Überblick",
    market: "Markt",
    compare: "Vergleich",
    watchlists: "Merklisten",
    health: "Datenlage",
    reports: "Berichte",
    settings: "Einstellungen",
  },
  pagesLabel: "Seiten",
};
