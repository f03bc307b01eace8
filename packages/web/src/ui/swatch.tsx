import classes from "./swatch.module.css";

/** The colour of a line or a share, before its name. */
export function Swatch({ colour }: { colour: string }) {
  return <span className={classes.root} style={{ background: colour }} />;
}
