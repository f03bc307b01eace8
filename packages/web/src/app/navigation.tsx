import { Link } from "@tanstack/react-router";
import Activity from "lucide-react/icons/activity";
import ChartCandlestick from "lucide-react/icons/chart-candlestick";
import FileText from "lucide-react/icons/file-text";
import classes from "./navigation.module.css";

const PAGES = [
  { to: "/", label: "Market", Icon: ChartCandlestick },
  { to: "/data-health", label: "Data health", Icon: Activity },
  { to: "/reports", label: "Reports", Icon: FileText },
] as const;

/** The pages of the desk: a rail beside the page, a bar below it on narrow screens. */
export function Navigation() {
  return (
    <nav className={classes.root} aria-label="Pages">
      {PAGES.map(({ to, label, Icon }) => (
        <Link
          key={to}
          to={to}
          className={classes.link}
          activeOptions={{ exact: to === "/", includeSearch: false }}
          activeProps={{ "data-current": true }}
        >
          <Icon size={20} strokeWidth={1.8} aria-hidden="true" />
          {label}
        </Link>
      ))}
    </nav>
  );
}
