import { useOverview } from "../features/market/use-overview.ts";
import classes from "./simulated-strip.module.css";

/** Says on every page that the prices are made up, for as long as they are. */
export function SimulatedStrip() {
  const { data } = useOverview();
  if (!data?.simulated) return null;
  return (
    <aside className={classes.root} aria-label="Simulated market">
      <b>Simulated market</b>
      <span>Prices are generated, not real.</span>
    </aside>
  );
}
