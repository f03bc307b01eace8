import type { ListingSort } from "@cryptodesk/shared/market/listing-filter.contract";
import { ActionIcon, Button, NativeSelect, Pill, Tooltip } from "@mantine/core";
import ListChecks from "lucide-react/icons/list-checks";
import RefreshCw from "lucide-react/icons/refresh-cw";
import SlidersHorizontal from "lucide-react/icons/sliders-horizontal";
import { startTransition, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { afterPaint } from "../../lib/after-paint.ts";
import { usePromptChoice } from "../../lib/use-prompt-choice.ts";
import { useOverview } from "../../market-data/use-overview.ts";
import type { MarketColumn } from "../../stores/market-columns.ts";
import { ColumnMenu } from "./column-menu.tsx";
import { CountLine } from "./count-line.tsx";
import { CsvButton } from "./csv-button.tsx";
import { MarketFilters } from "./market-filters.tsx";
import {
  defaultDirection,
  filterChips,
  listQuestion,
  type MarketSearch,
  withoutFilters,
  withoutKeys,
} from "./market-search.ts";
import classes from "./market-toolbar.module.css";
import { SearchField } from "./search-field.tsx";
import { boundText } from "./typed-bounds.ts";
import type { MarketCount } from "./use-listing-count.ts";
import { ViewMenu } from "./view-menu.tsx";

/** Search, filters with their chips, order (where there are no headers to click), export. */
export function MarketToolbar({
  search,
  onSearch,
  counted,
  columns,
  onColumns,
  compact,
  choosing,
  onChoosing,
  refreshing,
  onRefresh,
}: MarketToolbarProps) {
  const [filtering, setFiltering] = useState(false);
  const overview = useOverview();
  const filters = filterChips(search, boundText).length;
  return (
    <div className={classes.root}>
      <div className={classes.line}>
        <div className={classes.search}>
          <SearchField
            value={search.search ?? ""}
            onSearch={(text) => {
              const rest = withoutKeys(search, ["search"]);
              onSearch(text === "" ? rest : { ...rest, search: text }, { replace: true });
            }}
          />
        </div>
        {compact && <SortSelect search={search} onSearch={onSearch} />}
        <Button
          variant="default"
          size="sm"
          leftSection={<SlidersHorizontal size={15} aria-hidden="true" />}
          // The button answers the click before the form has been built.
          onClick={() => startTransition(() => setFiltering(true))}
          aria-haspopup="dialog"
        >
          {t("market.filters")}
          {filters > 0 && ` (${filters})`}
        </Button>
        <ViewMenu search={search} onSearch={onSearch} />
        {!compact && <CountLine counted={counted} />}
        <div className={classes.end}>
          {compact && (
            <ActionIcon
              variant={choosing ? "light" : "default"}
              size="input-sm"
              aria-label={t("market.choose")}
              aria-pressed={choosing}
              onClick={() => onChoosing(!choosing)}
            >
              <ListChecks size={15} aria-hidden="true" />
            </ActionIcon>
          )}
          {!compact && <ColumnMenu columns={columns} onChange={onColumns} />}
          {!compact && <RefreshButton refreshing={refreshing} onRefresh={onRefresh} />}
          <CsvButton question={listQuestion(search)} size="sm" label="CSV" />
        </div>
      </div>
      {compact && <CountLine counted={counted} />}
      <FilterChips search={search} onSearch={onSearch} />
      <MarketFilters
        opened={filtering}
        onClose={() => setFiltering(false)}
        search={search}
        categories={overview.data?.categories ?? []}
        onApply={(next) => {
          setFiltering(false);
          // The drawer answers the click; the table with its new question follows in a frame of its own.
          afterPaint(() => onSearch(next));
        }}
      />
    </div>
  );
}

type FilterChipsProps = Pick<MarketToolbarProps, "search" | "onSearch">;

/** The filters in words. One that is taken off goes at once; the table, which takes longer than a frame, follows. */
function FilterChips({ search, onSearch }: FilterChipsProps) {
  const [shown, ask] = usePromptChoice(search, onSearch);
  const chips = filterChips(shown, boundText);
  if (chips.length === 0) return null;
  return (
    <div className={classes.chips}>
      {chips.map(({ label, keys }) => (
        <Pill
          key={label}
          withRemoveButton
          size="sm"
          removeButtonProps={{
            "aria-label": t("market.removeFilter", { label }),
            "aria-hidden": false,
            tabIndex: 0,
          }}
          onRemove={() => ask(withoutKeys(shown, keys))}
        >
          {label}
        </Pill>
      ))}
      <Button size="compact-xs" variant="subtle" onClick={() => ask(withoutFilters(shown))}>
        {t("market.clearAll")}
      </Button>
    </div>
  );
}

interface MarketToolbarProps {
  search: MarketSearch;
  /** `replace`: typing does not fill the history. */
  onSearch: (search: MarketSearch, options?: { replace: boolean }) => void;
  /** How many coins match; null until that is known. */
  counted: MarketCount | null;
  columns: readonly MarketColumn[];
  onColumns: (columns: readonly MarketColumn[]) => void;
  compact: boolean;
  /** Whether the narrow list shows marks to select coins. */
  choosing: boolean;
  onChoosing: (choosing: boolean) => void;
  refreshing: boolean;
  onRefresh: () => void;
}

function RefreshButton({ refreshing, onRefresh }: Pick<MarketToolbarProps, "refreshing" | "onRefresh">) {
  return (
    <Tooltip label={t("market.refreshHint")}>
      <ActionIcon
        variant="default"
        size="input-sm"
        aria-label={t("market.refresh")}
        loading={refreshing}
        onClick={onRefresh}
      >
        <RefreshCw size={15} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  );
}

const ORDERS = [
  { value: "marketCap:desc", name: "marketCap" },
  { value: "rank:asc", name: "rank" },
  { value: "volume:desc", name: "volume" },
  { value: "change24h:desc", name: "gainers" },
  { value: "change24h:asc", name: "losers" },
  { value: "change1h:desc", name: "gainers1h" },
  { value: "change1h:asc", name: "losers1h" },
  { value: "change7d:desc", name: "gainers7d" },
  { value: "change7d:asc", name: "losers7d" },
  { value: "athChange:desc", name: "nearAth" },
  { value: "price:desc", name: "highest" },
  { value: "price:asc", name: "lowest" },
  { value: "name:asc", name: "name" },
  { value: "age:desc", name: "newest" },
] as const satisfies { value: `${ListingSort}:${"asc" | "desc"}`; name: string }[];

function SortSelect({ search, onSearch }: Pick<MarketToolbarProps, "search" | "onSearch">) {
  const sort = search.sort ?? "marketCap";
  const current = `${sort}:${search.direction ?? defaultDirection(sort)}` as const;
  const orders = ORDERS.map(({ value, name }) => ({ value: value as string, label: t(`market.orders.${name}`) }));
  const known = orders.some(({ value }) => value === current);
  return (
    <NativeSelect
      aria-label={t("market.order")}
      size="sm"
      className={classes.order}
      value={current}
      data={known ? orders : [...orders, { value: current, label: t("market.otherOrder") }]}
      onChange={({ currentTarget }) => {
        const order = ORDERS.find(({ value }) => value === currentTarget.value);
        if (!order) return;
        const [nextSort, direction] = order.value.split(":") as [ListingSort, "asc" | "desc"];
        const rest = withoutKeys(search, ["sort", "direction", "then"]);
        onSearch({
          ...rest,
          ...(nextSort !== "marketCap" && { sort: nextSort }),
          ...(direction !== defaultDirection(nextSort) && { direction }),
        });
      }}
    />
  );
}
