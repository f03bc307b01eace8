import { z } from "zod";
import { createPersistentStore } from "./persistent-store.ts";

export const DENSITIES = ["comfortable", "compact"] as const;

/** Number and date formats on offer; `auto` follows the language. */
export const LOCALES = ["auto", "en-US", "en-GB", "de-DE", "de-CH", "fr-FR", "es-ES", "ja-JP"] as const;

const Preferences = z.object({
  language: z.enum(["auto", "en", "de"]).catch("auto"),
  locale: z.enum(LOCALES).catch("auto"),
  /** ISO 4217 in lower case, as the API names its rates. */
  currency: z
    .string()
    .regex(/^[a-z]{3}$/)
    .catch("usd"),
  density: z.enum(DENSITIES).catch("comfortable"),
});
export type Preferences = z.infer<typeof Preferences>;

/** How this person wants the desk to look, kept in this browser. */
export const preferences = createPersistentStore("cryptodesk-preferences", (stored) =>
  Preferences.parse(typeof stored === "object" && stored !== null ? stored : {}),
);

export function setPreference<Key extends keyof Preferences>(key: Key, value: Preferences[Key]): boolean {
  return preferences.update((all) => ({ ...all, [key]: value }));
}
