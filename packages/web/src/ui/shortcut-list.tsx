import { Kbd } from "@mantine/core";
import { t } from "../catalogue/catalogue.ts";
import { LOCAL_KEYS, SHORTCUTS } from "../lib/shortcuts.ts";
import classes from "./shortcut-list.module.css";

/** Every shortcut with what it does. */
export function ShortcutList() {
  return (
    <dl className={classes.list}>
      {[...SHORTCUTS, ...LOCAL_KEYS].map(({ name, keys }) => (
        <div key={name}>
          <dt>{t(`shell.shortcut.${name}`)}</dt>
          <dd>
            {keys.map((key) => (
              <Kbd key={key} size="sm">
                {key}
              </Kbd>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
