import { Table } from "@mantine/core";
import type { ReactNode } from "react";
import { t } from "../catalogue/catalogue.ts";
import classes from "./data-table.module.css";
import "./number-columns.css";
import type { NumberColumns } from "./number-columns.ts";

/** A small table of ready cells that scrolls sideways inside itself where it does not fit. */
export function DataTable({ label, head, rows, numbers, tall = false }: DataTableProps) {
  const shape = tall ? classes.tall : classes.scroller;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
    <section className={shape} aria-label={t("words.tableOf", { name: label })} tabIndex={0}>
      <Table
        verticalSpacing={6}
        horizontalSpacing="sm"
        className={classes.table}
        aria-label={label}
        data-numbers={numbers?.join()}
      >
        <Table.Thead>
          <Table.Tr>
            {head.map((name) => (
              <Table.Th key={name} scope="col">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, cells }) => (
            <Table.Tr key={key}>
              {cells.map((cell, index) => (
                <Table.Td key={head[index]}>{cell}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

interface DataTableProps {
  label: string;
  head: string[];
  rows: DataRow[];
  numbers?: NumberColumns;
  /** As long as its rows, where nothing comes below it. */
  tall?: boolean;
}

export interface DataRow {
  key: string;
  cells: ReactNode[];
}
