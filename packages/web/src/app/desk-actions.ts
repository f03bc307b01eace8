import type { MantineColorScheme } from "@mantine/core";
import { t } from "../catalogue/catalogue.ts";
import { copyText } from "../lib/clipboard.ts";
import { preferences, setPreference } from "../stores/preferences.ts";
import { showProblem, showToast } from "../ui/toast.tsx";

/** What can be done from anywhere: by shortcut and by the command palette. */
export type DeskActionName = "theme" | "density" | "copyLink" | "help" | "signOut";

export interface DeskActionParts {
  colorScheme: MantineColorScheme;
  setColorScheme: (scheme: MantineColorScheme) => void;
  showHelp: () => void;
  signOut: () => void;
}

const NEXT_SCHEME = { light: "dark", dark: "auto", auto: "light" } as const satisfies Record<
  MantineColorScheme,
  MantineColorScheme
>;

/** Light, dark, like the system, and around again. */
export const nextScheme = (scheme: MantineColorScheme): MantineColorScheme => NEXT_SCHEME[scheme];

export function runDeskAction(
  name: DeskActionName,
  { colorScheme, setColorScheme, showHelp, signOut }: DeskActionParts,
): void {
  switch (name) {
    case "theme": {
      const next = nextScheme(colorScheme);
      setColorScheme(next);
      showToast(t(`shell.schemes.${next}`));
      return;
    }
    case "density": {
      const next = preferences.get().density === "compact" ? "comfortable" : "compact";
      setPreference("density", next);
      showToast(t(`shell.densities.${next}`));
      return;
    }
    case "copyLink":
      copyText(window.location.href).then(
        () => showToast(t("shell.linkCopied")),
        () => showProblem(t("words.copyFailed")),
      );
      return;
    case "help":
      showHelp();
      return;
    case "signOut":
      signOut();
      return;
  }
}
