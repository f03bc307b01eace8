import { Skeleton } from "@mantine/core";
import classes from "./route-pending.module.css";

/** While a page's code loads. */
export function RoutePending() {
  return (
    <div className={classes.root} aria-busy="true">
      <Skeleton height={76} />
      <Skeleton height={420} />
    </div>
  );
}
