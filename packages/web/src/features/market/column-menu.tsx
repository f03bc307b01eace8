import { ActionIcon, Button, Checkbox, Popover } from "@mantine/core";
import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import Columns3 from "lucide-react/icons/columns-3";
import { t } from "../../catalogue/catalogue.ts";
import { columnWidths } from "../../stores/column-widths.ts";
import {
  DEFAULT_COLUMNS,
  MARKET_COLUMNS,
  type MarketColumn,
  withColumnMoved,
  withColumnToggled,
} from "../../stores/market-columns.ts";
import classes from "./column-menu.module.css";

/** Which columns the table shows, and in which order. */
export function ColumnMenu({
  columns,
  onChange,
}: {
  columns: readonly MarketColumn[];
  onChange: (columns: readonly MarketColumn[]) => void;
}) {
  const hidden = MARKET_COLUMNS.filter((column) => !columns.includes(column));
  return (
    <Popover position="bottom-end" withinPortal trapFocus shadow="md">
      <Popover.Target>
        <Button variant="default" size="sm" leftSection={<Columns3 size={15} aria-hidden="true" />}>
          {t("market.columns")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.root} aria-label={t("market.columns")}>
        <ul className={classes.list}>
          {[...columns, ...hidden].map((column) => {
            const name = t(`market.column.${column}`);
            const at = columns.indexOf(column);
            return (
              <li key={column}>
                <Checkbox
                  size="xs"
                  label={name}
                  checked={at >= 0}
                  onChange={() => onChange(withColumnToggled(columns, column))}
                />
                {at >= 0 && (
                  <span>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size={24}
                      disabled={at === 0}
                      aria-label={t("market.moveColumnLeft", { name })}
                      onClick={() => onChange(withColumnMoved(columns, column, -1))}
                    >
                      <ArrowUp size={14} aria-hidden="true" />
                    </ActionIcon>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size={24}
                      disabled={at === columns.length - 1}
                      aria-label={t("market.moveColumnRight", { name })}
                      onClick={() => onChange(withColumnMoved(columns, column, 1))}
                    >
                      <ArrowDown size={14} aria-hidden="true" />
                    </ActionIcon>
                  </span>
                )}
              </li>
            );
          })}
        </ul>
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            onChange(DEFAULT_COLUMNS);
            columnWidths.set({});
          }}
        >
          {t("market.resetColumns")}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
