import { Button, Menu } from "@mantine/core";
import Bookmark from "lucide-react/icons/bookmark";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { newId } from "../../lib/new-id.ts";
import { parseSearch, stringifySearch } from "../../lib/search-text.ts";
import { MAX_VIEWS, type MarketView, marketViews, withView } from "../../stores/market-views.ts";
import { useStore } from "../../stores/persistent-store.ts";
import { NameDialog } from "../../ui/name-dialog.tsx";
import { showProblem, showToast, showUndo } from "../../ui/toast.tsx";
import { type MarketSearch, parseMarketSearch } from "./market-search.ts";
import classes from "./view-menu.module.css";

/** Questions that everybody asks. */
const BUILT_IN = [
  { name: "top", query: "" },
  { name: "gainers", query: "minVolume24hUsd=1000000&sort=change24h" },
  { name: "losers", query: "minVolume24hUsd=1000000&sort=change24h&direction=asc" },
  { name: "traded", query: "sort=volume&cols=price,change24h,volume,volumeToCap,marketCap,sparkline" },
  { name: "newest", query: "sort=age&cols=price,change24h,marketCap,volume,listedAt,sparkline" },
] as const;

/** Named views: those that everybody needs, and one's own. A view is the address without the selection. */
export function ViewMenu({ search, onSearch }: { search: MarketSearch; onSearch: (search: MarketSearch) => void }) {
  const views = useStore(marketViews);
  const [naming, setNaming] = useState(false);
  const { sel: _sel, ...question } = search;
  const query = stringifySearch(question).slice(1);
  // A view that names no columns is looked at with one's own.
  const { cols: _cols, ...withoutColumns } = question;
  const plain = stringifySearch(withoutColumns).slice(1);
  const current = [
    ...views.filter((view) => view.query === query).map(({ name }) => name),
    ...BUILT_IN.filter((view) => view.query === query || view.query === plain).map(({ name }) =>
      t(`market.view.${name}`),
    ),
  ][0];
  const open = (text: string) => onSearch(parseMarketSearch(parseSearch(text)));
  return (
    <>
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <Button
            variant="default"
            size="sm"
            maw="min(100%, 20rem)"
            leftSection={<Bookmark size={15} aria-hidden="true" />}
          >
            {current ?? t("market.views")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown maw="min(24rem, calc(100vw - 1rem))" className={classes.menu}>
          {BUILT_IN.map((view) => (
            <Menu.Item key={view.name} onClick={() => open(view.query)}>
              {t(`market.view.${view.name}`)}
            </Menu.Item>
          ))}
          {views.length > 0 && <Menu.Label>{t("market.ownViews")}</Menu.Label>}
          {views.map((view) => (
            <Menu.Item key={view.id} onClick={() => open(view.query)}>
              {view.name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => setNaming(true)}>{t("market.saveView")}</Menu.Item>
          {views
            .filter((view) => view.query === query)
            .map((view) => (
              <Menu.Item key={view.id} onClick={() => remove(view)}>
                {t("market.deleteView", { name: view.name })}
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
      {naming && (
        <NameDialog
          title={t("market.saveView")}
          label={t("market.viewName")}
          hint={t("market.viewNameHint")}
          onClose={() => setNaming(false)}
          onName={(name) => save(name, query)}
        />
      )}
    </>
  );
}

function remove(view: MarketView): void {
  const before = marketViews.get();
  marketViews.set(before.filter(({ id }) => id !== view.id));
  showUndo(t("market.viewDeleted", { name: view.name }), () => marketViews.set(before));
}

function save(name: string, query: string): void {
  const before = marketViews.get();
  const after = withView(before, { id: newId(), name, query });
  if (after === before) showProblem(t("market.tooManyViews", { count: MAX_VIEWS }));
  else if (!marketViews.set(after)) showProblem(t("watchlists.notKept"));
  else showToast(t("market.viewSaved", { name }));
}
