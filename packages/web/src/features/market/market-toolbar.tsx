import type { ListingSort } from "@cryptodesk/shared/market/listing.contract";
import { ActionIcon, Button, NativeSelect, Pill, Tooltip } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import Download from "lucide-react/icons/download";
import RefreshCw from "lucide-react/icons/refresh-cw";
import SlidersHorizontal from "lucide-react/icons/sliders-horizontal";
import { useState } from "react";
import { formatShare, formatUsd } from "../../lib/format.ts";
import { saveFile } from "../../lib/save-file.ts";
import { useOverview } from "../../market-data/use-overview.ts";
import { collectCsv, fetchCsvPage } from "./export-csv.ts";
import { MarketFilters } from "./market-filters.tsx";
import {
  defaultDirection,
  filterChips,
  type MarketSearch,
  type Range,
  withoutFilters,
  withoutKeys,
} from "./market-search.ts";
import classes from "./market-toolbar.module.css";
import { SearchField } from "./search-field.tsx";

/** Search, filters with their chips, order (where there are no headers to click), export. */
export function MarketToolbar({ search, onSearch, compact, refreshing, onRefresh }: MarketToolbarProps) {
  const [filtering, setFiltering] = useState(false);
  const overview = useOverview();
  const chips = filterChips(search, boundText);
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
          onClick={() => setFiltering(true)}
          aria-haspopup="dialog"
        >
          Filters{chips.length > 0 && ` (${chips.length})`}
        </Button>
        <div className={classes.end}>
          {!compact && <RefreshButton refreshing={refreshing} onRefresh={onRefresh} />}
          <CsvButton search={search} />
        </div>
      </div>
      {chips.length > 0 && (
        <div className={classes.chips}>
          {chips.map(({ label, keys }) => (
            <Pill
              key={label}
              withRemoveButton
              size="sm"
              removeButtonProps={{ "aria-label": `Remove the filter ${label}`, "aria-hidden": false, tabIndex: 0 }}
              onRemove={() => onSearch(withoutKeys(search, keys))}
            >
              {label}
            </Pill>
          ))}
          <Button size="compact-xs" variant="subtle" onClick={() => onSearch(withoutFilters(search))}>
            Clear all
          </Button>
        </div>
      )}
      <MarketFilters
        opened={filtering}
        onClose={() => setFiltering(false)}
        search={search}
        categories={overview.data?.categories ?? []}
        onApply={(next) => {
          setFiltering(false);
          onSearch(next);
        }}
      />
    </div>
  );
}

interface MarketToolbarProps {
  search: MarketSearch;
  /** `replace`: typing does not fill the history. */
  onSearch: (search: MarketSearch, options?: { replace: boolean }) => void;
  compact: boolean;
  refreshing: boolean;
  onRefresh: () => void;
}

function boundText(value: string | number, range: Range): string {
  if (range.unit === "usd") return formatUsd(String(value));
  return range.unit === "pct" ? formatShare(Number(value)) : String(value);
}

function RefreshButton({ refreshing, onRefresh }: Pick<MarketToolbarProps, "refreshing" | "onRefresh">) {
  return (
    <Tooltip label="Bring rows into the order of the newest prices">
      <ActionIcon
        variant="default"
        size="input-sm"
        aria-label="Refresh the order"
        loading={refreshing}
        onClick={onRefresh}
      >
        <RefreshCw size={15} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  );
}

function CsvButton({ search }: { search: MarketSearch }) {
  const [saving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    try {
      const day = new Date().toISOString().slice(0, 10);
      saveFile(`cryptodesk-market-${day}.csv`, "text/csv", [await collectCsv(search, fetchCsvPage)]);
    } catch (error) {
      notifications.show({
        color: "red",
        title: "No file was saved",
        message: error instanceof Error ? error.message : "",
      });
    } finally {
      setSaving(false);
    }
  };
  return (
    <Button
      variant="default"
      size="sm"
      loading={saving}
      leftSection={<Download size={15} aria-hidden="true" />}
      onClick={() => void save()}
    >
      CSV
    </Button>
  );
}

const ORDERS: { value: `${ListingSort}:${"asc" | "desc"}`; label: string }[] = [
  { value: "marketCap:desc", label: "Market cap" },
  { value: "rank:asc", label: "Rank" },
  { value: "volume:desc", label: "Volume" },
  { value: "change24h:desc", label: "Top gainers" },
  { value: "change24h:asc", label: "Top losers" },
  { value: "price:desc", label: "Highest price" },
  { value: "price:asc", label: "Lowest price" },
  { value: "name:asc", label: "Name" },
  { value: "age:desc", label: "Newest" },
];

function SortSelect({ search, onSearch }: Pick<MarketToolbarProps, "search" | "onSearch">) {
  const sort = search.sort ?? "marketCap";
  const current = `${sort}:${search.direction ?? defaultDirection(sort)}` as const;
  const known = ORDERS.some(({ value }) => value === current);
  return (
    <NativeSelect
      aria-label="Order"
      size="sm"
      className={classes.order}
      value={current}
      data={known ? ORDERS : [...ORDERS, { value: current, label: `${sort}, ${search.direction ?? ""}` }]}
      onChange={({ currentTarget }) => {
        const order = ORDERS.find(({ value }) => value === currentTarget.value);
        if (!order) return;
        const [nextSort, direction] = order.value.split(":") as [ListingSort, "asc" | "desc"];
        const rest = withoutKeys(search, ["sort", "direction"]);
        onSearch({
          ...rest,
          ...(nextSort !== "marketCap" && { sort: nextSort }),
          ...(direction !== defaultDirection(nextSort) && { direction }),
        });
      }}
    />
  );
}
