import { ActionIcon, Button, Checkbox, Popover } from "@mantine/core";
import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import Columns3 from "lucide-react/icons/columns-3";
import Minus from "lucide-react/icons/minus";
import Plus from "lucide-react/icons/plus";
import type { ReactNode } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { columnWidths, withWidth } from "../../stores/column-widths.ts";
import {
  DEFAULT_COLUMNS,
  MARKET_COLUMNS,
  type MarketColumn,
  withColumnMoved,
  withColumnToggled,
} from "../../stores/market-columns.ts";
import classes from "./column-menu.module.css";
import { usualRem } from "./listing-columns.tsx";

const WIDTH_STEP_REM = 1;

/** Which columns the table shows, in which order and how wide. */
export function ColumnMenu({ columns, onChange }: ColumnMenuProps) {
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
          <li>
            {t("words.coin")}
            <span>
              <WidthButtons column="name" name={t("words.coin")} />
            </span>
          </li>
          {[...columns, ...hidden].map((column) => (
            <ColumnLine key={column} column={column} columns={columns} onChange={onChange} />
          ))}
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

interface ColumnMenuProps {
  columns: readonly MarketColumn[];
  onChange: (columns: readonly MarketColumn[]) => void;
}

function ColumnLine({ column, columns, onChange }: ColumnMenuProps & { column: MarketColumn }) {
  const name = t(`market.column.${column}`);
  const at = columns.indexOf(column);
  return (
    <li>
      <Checkbox
        size="xs"
        label={name}
        checked={at >= 0}
        onChange={() => onChange(withColumnToggled(columns, column))}
      />
      {at >= 0 && (
        <span>
          <WidthButtons column={column} name={name} />
          <IconButton
            label={t("market.moveColumnLeft", { name })}
            disabled={at === 0}
            onClick={() => onChange(withColumnMoved(columns, column, -1))}
          >
            <ArrowUp size={14} aria-hidden="true" />
          </IconButton>
          <IconButton
            label={t("market.moveColumnRight", { name })}
            disabled={at === columns.length - 1}
            onClick={() => onChange(withColumnMoved(columns, column, 1))}
          >
            <ArrowDown size={14} aria-hidden="true" />
          </IconButton>
        </span>
      )}
    </li>
  );
}

/** What the edge of a column does for the pointer. */
function WidthButtons({ column, name }: { column: MarketColumn | "name"; name: string }) {
  const change = (rem: number) =>
    columnWidths.update((all) => withWidth(all, column, (all[column] ?? usualRem(column)) + rem));
  return (
    <>
      <IconButton label={t("market.narrower", { name })} onClick={() => change(-WIDTH_STEP_REM)}>
        <Minus size={14} aria-hidden="true" />
      </IconButton>
      <IconButton label={t("market.wider", { name })} onClick={() => change(WIDTH_STEP_REM)}>
        <Plus size={14} aria-hidden="true" />
      </IconButton>
    </>
  );
}

interface IconButtonProps {
  label: string;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function IconButton({ label, disabled = false, onClick, children }: IconButtonProps) {
  return (
    <ActionIcon variant="subtle" color="gray" size={24} disabled={disabled} aria-label={label} onClick={onClick}>
      {children}
    </ActionIcon>
  );
}
