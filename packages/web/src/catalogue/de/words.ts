import type { words as en } from "../en/words.ts";
import type { Translation } from "../translation.ts";

export const words: Translation<typeof en> = {
  unknown: "unbekannt",
  cancel: "Abbrechen",
  close: "Schließen",
  retry: "Erneut versuchen",
  undo: "Rückgängig",
  save: "Speichern",
  remove: "Entfernen",
  now: "jetzt",
  due: "fällig",
  ago: "vor {{duration}}",
  in: "in {{duration}}",
  days_one: "{{count}} Tag",
  days_other: "{{count}} Tagen",
  hours: "{{count}} Std.",
  minutes: "{{count}} Min.",
  seconds: "{{count}} s",
  milliseconds: "{{count}} ms",
};
