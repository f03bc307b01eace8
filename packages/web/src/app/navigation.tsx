import { Link } from "@tanstack/react-router";
import type { LucideIcon } from "lucide-react";
import Activity from "lucide-react/icons/activity";
import Briefcase from "lucide-react/icons/briefcase";
import ChartCandlestick from "lucide-react/icons/chart-candlestick";
import ChartLine from "lucide-react/icons/chart-line";
import FileText from "lucide-react/icons/file-text";
import LayoutDashboard from "lucide-react/icons/layout-dashboard";
import Settings from "lucide-react/icons/settings";
import Star from "lucide-react/icons/star";
import Workflow from "lucide-react/icons/workflow";
import { t } from "../catalogue/catalogue.ts";
import type { en } from "../catalogue/en/en.ts";
import type { JumpTarget } from "../lib/shortcuts.ts";
import classes from "./navigation.module.css";

/** Every page with its mark. */
export const PAGES: readonly {
  to: Exclude<JumpTarget, "/account">;
  name: keyof typeof en.shell.pages;
  Icon: LucideIcon;
}[] = [
  { to: "/overview", name: "overview", Icon: LayoutDashboard },
  { to: "/", name: "market", Icon: ChartCandlestick },
  { to: "/compare", name: "compare", Icon: ChartLine },
  { to: "/watchlists", name: "watchlists", Icon: Star },
  { to: "/portfolios", name: "portfolios", Icon: Briefcase },
  { to: "/strategies", name: "strategies", Icon: Workflow },
  { to: "/data-health", name: "health", Icon: Activity },
  { to: "/reports", name: "reports", Icon: FileText },
  { to: "/settings", name: "settings", Icon: Settings },
];

/** The pages of the desk: a rail beside the page, a bar below it on narrow screens. */
export function Navigation() {
  return (
    <nav className={classes.root} aria-label={t("shell.pagesLabel")}>
      {PAGES.map(({ to, name, Icon }) => (
        <Link
          key={to}
          to={to}
          className={classes.link}
          activeOptions={{ exact: to === "/", includeSearch: false }}
          activeProps={{ "data-current": true }}
        >
          <Icon size={20} strokeWidth={1.8} aria-hidden="true" />
          <span>{t(`shell.pages.${name}`)}</span>
        </Link>
      ))}
    </nav>
  );
}
