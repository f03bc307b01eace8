import { useEffect } from "react";
import { t } from "../catalogue/catalogue.ts";
import { useOverview } from "../market-data/use-overview.ts";
import classes from "./simulated-strip.module.css";

const REMEMBERED = "cryptodesk-simulated";

/** Says on every page that the prices are made up, for as long as they are. */
export function SimulatedStrip() {
  const { data } = useOverview();
  const simulated = data?.simulated;
  useEffect(() => {
    if (simulated !== undefined) remember(simulated);
  }, [simulated]);
  if (simulated === undefined) return wasSimulated() ? <div className={classes.root} aria-hidden="true" /> : null;
  if (!simulated) return null;
  return (
    <aside className={classes.root} aria-label={t("shell.simulated")}>
      <b>{t("shell.simulated")}</b>
      <span>{t("shell.simulatedDetail")}</span>
    </aside>
  );
}

/** Whether to keep the strip's place free until the desk has answered, so that the page does not jump. */
function wasSimulated(): boolean {
  try {
    return localStorage.getItem(REMEMBERED) !== "no";
  } catch {
    return true;
  }
}

function remember(simulated: boolean): void {
  try {
    localStorage.setItem(REMEMBERED, simulated ? "yes" : "no");
  } catch {
    // Blocked storage costs a jump at most.
  }
}
