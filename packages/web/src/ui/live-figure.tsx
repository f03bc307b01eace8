import classes from "./live-figure.module.css";

/** A figure that moves: an arrow shows the last move, and its background fades after each one unless motion is unwanted. */
export function LiveFigure({
  text,
  direction,
  moves,
}: {
  text: string;
  direction: "up" | "down" | null;
  moves: number;
}) {
  return (
    <span className={classes.root} data-direction={direction ?? undefined}>
      <span className={classes.arrow} aria-hidden="true">
        {direction === "up" && "▴"}
        {direction === "down" && "▾"}
      </span>
      <span key={moves} className={moves > 0 ? classes.moved : classes.still}>
        {text}
      </span>
    </span>
  );
}
