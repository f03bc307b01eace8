import { Link } from "@tanstack/react-router";
import classes from "./section-links.module.css";

/** Pages that belong together, the open one marked. */
export function SectionLinks({ label, links }: { label: string; links: readonly SectionLink[] }) {
  return (
    <nav className={classes.root} aria-label={label}>
      {links.map(({ to, name, holdsMore = false }) => (
        <Link key={name} to={to} activeOptions={{ exact: !holdsMore, includeSearch: false }}>
          {name}
        </Link>
      ))}
    </nav>
  );
}

interface SectionLink {
  to: string;
  name: string;
  /** Pages below its address belong to it. */
  holdsMore?: boolean;
}
