import type { settings as en } from "../en/settings.ts";
import type { Translation } from "../translation.ts";

export const settings: Translation<typeof en> = {
  intro: "In diesem Browser auf diesem Rechner gespeichert.",
  introAccount: "Mit dem Konto gespeichert, auf jedem Rechner.",
  look: "Aussehen",
  colours: "Farben",
  density: "Dichte",
  language: "Sprache",
  languages: {
    auto: "Wie der Browser",
  },
  locale: "Zahlen und Daten",
  locales: {
    auto: "Wie die Sprache",
  },
  localeExample: "{{price}}, {{date}}",
  currency: "Währung",
  currencyNote: "Ein US-Dollar ist {{rate}} {{currency}}, {{age}}, von {{source}}.",
  currencyUsd: "Preise kommen in US-Dollar und werden so gezeigt.",
  currencyNone: "Noch keine Wechselkurse; Beträge sind in US-Dollar.",
  shortcuts: "Tastenkürzel",
  api: "API",
  apiDetail: "Alles auf diesen Seiten gibt es auch unter {{url}}, beschrieben durch ein OpenAPI-Dokument.",
  docs: "API-Referenz",
  openapi: "OpenAPI-Dokument",
  terminal: "Terminal",
  terminalDetail: "Im Verzeichnis dieses Servers; --url oder CRYPTODESK_URL nennt einen anderen.",
  copy: "Kopieren",
  about: "Über",
  version: "Version",
  database: "Datenbank",
  redis: "Redis",
  market: "Markt",
  started: "Läuft seit",
  coins: "Münzen",
  states: {
    up: "läuft",
    down: "antwortet nicht",
    off: "aus",
  },
  sources: {
    live: "echt",
    sandbox: "simuliert",
    undecided: "noch nicht entschieden",
  },
  licence:
    "MIT-Lizenz. Die Zahlen kommen von Dritten und können spät oder falsch sein; nichts hier ist Anlageberatung.",
  licences: "Freie Software in diesen Seiten",
  licencesShow: "Die {{count}} Pakete zeigen",
  package: "Paket",
  licenceName: "Lizenz",
};
