import { type MantineColorScheme, useMantineColorScheme } from "@mantine/core";
import Monitor from "lucide-react/icons/monitor";
import Moon from "lucide-react/icons/moon";
import Sun from "lucide-react/icons/sun";
import { t } from "../catalogue/catalogue.ts";
import { PlainButton } from "../ui/plain-button.tsx";
import { nextScheme } from "./desk-actions.ts";

const ICONS = { light: Sun, dark: Moon, auto: Monitor } as const satisfies Record<MantineColorScheme, unknown>;

/**
 * Light, dark, or what the system says, one after the other. A button and not a menu: a menu's code would be a tenth of the
 * first download; the settings offer the three side by side.
 */
export function ColorSchemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Icon = ICONS[colorScheme];
  return (
    <PlainButton
      bare
      aria-label={t("shell.coloursAre", { scheme: t(`shell.schemes.${colorScheme}`) })}
      title={t("shell.coloursAre", { scheme: t(`shell.schemes.${colorScheme}`) })}
      onClick={() => setColorScheme(nextScheme(colorScheme))}
    >
      <Icon size={18} aria-hidden="true" />
    </PlainButton>
  );
}
