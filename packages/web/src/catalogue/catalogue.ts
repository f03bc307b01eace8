import type { Told } from "@cryptodesk/shared/told/told-reader";
import { createInstance } from "i18next";
import { en } from "./en/en.ts";
import type { later } from "./en/later.ts";
import type { pages } from "./en/pages.ts";
import type { told } from "./en/told.ts";
import type { Translation } from "./translation.ts";

export type Language = "en" | "de";

/** The languages of the desk with their own names. */
export const LANGUAGES: readonly { id: Language; name: string }[] = [
  { id: "en", name: "English" },
  { id: "de", name: "Deutsch" },
];

type Texts = typeof en & typeof later & typeof pages & { told: typeof told };

const loaders: Record<Exclude<Language, "en">, () => Promise<Translation<Texts>>> = {
  de: () => import("./de/de.ts").then((module) => module.de),
};

const catalogue = createInstance();
// Without a language to fetch this is done before the first component renders.
void catalogue.init({
  lng: "en",
  fallbackLng: "en",
  ns: ["desk"],
  defaultNS: "desk",
  resources: { en: { desk: en } },
  initAsync: false,
  // React escapes.
  interpolation: { escapeValue: false },
});

/**
 * A text of the catalogue in the current language: `t("market.found", { count: 3 })`. Plurals are keys that end in `_one`
 * and `_other`. Ask for texts while rendering, never while a module loads: the language is not chosen yet then.
 */
export const t = catalogue.t;

/** What tells things in English sentences that other languages word anew, see `toldWords`. */
export type Teller = keyof typeof told;

type CodedKey = `${"ruleProblems.sentences" | "honestyFindings" | "remarks" | `told.${Teller}`}.${string}`;

/**
 * A text that is found by a code which came with its values, such as what the desk says of rules: that they fill the blanks
 * of this very text is what the code stands for.
 */
export const textOfCode = (key: CodedKey, values: object): string =>
  (t as (key: string, values: object) => string)(key, values);

/** Whether there is a text for a code; a newer desk may have codes that this app does not know. */
export const hasTextOf = (key: CodedKey, values: Readonly<Record<string, unknown>>): boolean =>
  catalogue.exists(key, values);

// English says everything as it was told, and needs none.
let readers: typeof import("./told-readers.ts").toldReaders | undefined;

/** Which sentence the desk told; null in English, and for a text that is none of this teller's. */
export const readTold = (teller: Teller, said: string): Told | null =>
  currentLanguage() === "en" ? null : (readers?.[teller].read(said) ?? null);

/** Loads a language and makes it the one that `t` speaks. Whoever shows texts renders anew afterwards. */
export async function speak(language: Language): Promise<void> {
  if (language !== "en" && !catalogue.hasResourceBundle(language, "desk")) {
    const [texts, { toldReaders }] = await Promise.all([loaders[language](), import("./told-readers.ts")]);
    readers = toldReaders;
    catalogue.addResourceBundle(language, "desk", texts);
  }
  await catalogue.changeLanguage(language);
  document.documentElement.lang = language;
}

/**
 * Loads a page of the market together with the English texts that are not part of the first download; German comes whole.
 * @param load dynamic import of the page
 */
export const withPageTexts = <Module>(load: () => Promise<Module>): (() => Promise<Module>) => withTexts("pages", load);

/** The same for what belongs to accounts. */
export const withLaterTexts = <Module>(load: () => Promise<Module>): (() => Promise<Module>) =>
  withTexts("later", load);

const parts = {
  pages: () => import("./en/pages.ts").then((module) => module.pages),
  later: () => import("./en/later.ts").then((module) => module.later),
};
const loaded: Partial<Record<keyof typeof parts, Promise<void>>> = {};

function withTexts<Module>(part: keyof typeof parts, load: () => Promise<Module>): () => Promise<Module> {
  return async () => {
    const [module] = await Promise.all([load(), loadTexts(part)]);
    return module;
  };
}

function loadTexts(part: keyof typeof parts): Promise<void> {
  loaded[part] ??= parts[part]().then(
    (texts) => void catalogue.addResourceBundle("en", "desk", texts, true),
    (error: unknown) => {
      delete loaded[part];
      throw error;
    },
  );
  return loaded[part];
}

/** The language that `t` speaks. */
export const currentLanguage = (): Language => (catalogue.language === "de" ? "de" : "en");

/** The first language of the browser that the desk knows; English where it knows none. */
export function browserLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const known = LANGUAGES.find(({ id }) => tag.toLowerCase().startsWith(id));
    if (known) return known.id;
  }
  return "en";
}
