import classes from "./wordmark.module.css";

/** The product's mark and name. `compact` leaves the name to screen readers. */
export function Wordmark({ compact = false }: { compact?: boolean }) {
  return (
    <span className={classes.root}>
      <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
        <rect width="32" height="32" rx="7" className={classes.tile} />
        <path d="M10 6v20M22 5v18" className={classes.wick} />
        <rect x="7" y="12" width="6" height="10" rx="1.2" fill="#fff" />
        <rect x="19" y="8" width="6" height="9" rx="1.2" fill="#ffb54a" />
      </svg>
      <span className={compact ? classes.hiddenName : classes.name}>
        Crypto<b>Desk</b>
      </span>
    </span>
  );
}
