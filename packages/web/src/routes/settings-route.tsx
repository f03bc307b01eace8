import { t } from "../catalogue/catalogue.ts";
import { AboutPanel } from "../features/settings/about-panel.tsx";
import { DoorsPanel } from "../features/settings/doors-panel.tsx";
import { LookPanel } from "../features/settings/look-panel.tsx";
import { useSession } from "../session/session.ts";
import { Page } from "../ui/page.tsx";
import { Panel } from "../ui/panel.tsx";
import { ShortcutList } from "../ui/shortcut-list.tsx";
import classes from "./settings-route.module.css";

/** Preferences, the other doors of this server, and what is running. */
export function SettingsRoute() {
  const { me, acting } = useSession();
  return (
    <Page title={t("shell.pages.settings")} intro={t(me && !acting ? "settings.introAccount" : "settings.intro")}>
      <LookPanel />
      <div className={classes.columns}>
        <div className={classes.column}>
          <DoorsPanel />
        </div>
        <div className={classes.column}>
          <AboutPanel />
          <Panel title={t("settings.shortcuts")}>
            <ShortcutList />
          </Panel>
        </div>
      </div>
    </Page>
  );
}
