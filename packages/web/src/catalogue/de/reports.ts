import type { reports as en } from "../en/reports.ts";
import type { Translation } from "../translation.ts";

export const reports: Translation<typeof en> = {
  worth: "Der Markt ist {{value}} wert.",
  worthSimulated: "Der simulierte Markt ist {{value}} wert.",
  worthChange: "Der Markt ist {{value}} wert ({{change}} seit dem letzten Bericht).",
  worthChangeSimulated: "Der simulierte Markt ist {{value}} wert ({{change}} seit dem letzten Bericht).",
  share: "{{symbol}} macht {{share}} davon aus.",
  traded: "{{value}} wurden in 24 Std. gehandelt.",
  breadthSentence: "{{up}} Münzen stiegen, {{down}} fielen, {{same}} blieben über 24 Std. gleich.",
  breadthUnknown: "Von {{unknown}} ist die Änderung unbekannt.",
  roseMost: "stieg {{name}} am stärksten ({{change}})",
  fellMost: "fiel {{name}} am stärksten ({{change}})",
  moversSentence: "Unter Münzen mit über einer Million USD Umsatz {{movers}}.",
  volatilitySentence:
    "Die zehn größten Münzen schwankten zusammen über 30 Tage um {{market}} im Jahr, der Median der hundert größten um {{median}}.",
  followed: "{{coins}} Münzen werden verfolgt.",
  staleSentence: "{{stale}} haben einen alten Preis.",
  heldSentence: "Bei {{held}} wird ein Preissprung zurückgehalten.",
  failedSentence: "{{failed}} von {{runs}} Hintergrundläufen scheiterten.",
  noTrouble: "Keine hat einen alten oder zurückgehaltenen Preis.",
};
