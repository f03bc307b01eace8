import { ActionIcon, type MantineColorScheme, Menu, useMantineColorScheme } from "@mantine/core";
import Check from "lucide-react/icons/check";
import Monitor from "lucide-react/icons/monitor";
import Moon from "lucide-react/icons/moon";
import Sun from "lucide-react/icons/sun";
import { t } from "../catalogue/catalogue.ts";

const SCHEMES = [
  { value: "light", Icon: Sun },
  { value: "dark", Icon: Moon },
  { value: "auto", Icon: Monitor },
] as const satisfies { value: MantineColorScheme; Icon: unknown }[];

/** Light, dark, or what the system says. */
export function ColorSchemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { value, Icon } = SCHEMES.find((scheme) => scheme.value === colorScheme) ?? SCHEMES[2];
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t("shell.coloursAre", { scheme: t(`shell.schemes.${value}`) })}
        >
          <Icon size={18} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {SCHEMES.map((scheme) => (
          <Menu.Item
            key={scheme.value}
            leftSection={<scheme.Icon size={15} aria-hidden="true" />}
            rightSection={scheme.value === colorScheme && <Check size={15} aria-label={t("shell.chosen")} />}
            onClick={() => setColorScheme(scheme.value)}
          >
            {t(`shell.schemes.${scheme.value}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
