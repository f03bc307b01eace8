import { Table } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { Fragment, type ReactNode } from "react";
import { t } from "../catalogue/catalogue.ts";
import type { NumberColumns } from "./number-columns.ts";
import classes from "./record-table.module.css";
import "./number-columns.css";

/** One thing with its cells in the order of the columns; the first names it. */
export interface RecordRow {
  key: string;
  cells: ReactNode[];
  /** Buttons at its end. */
  actions?: ReactNode;
  /** Below it where it is opened. */
  detail?: ReactNode;
}

/** A table of things to act on; on a narrow screen, where no table fits, a list of them. */
export function RecordTable({ label, columns, rows, numbers, actions = false }: RecordTableProps) {
  const wide = useMediaQuery("(min-width: 62em)", true, { getInitialValueInEffect: false });
  return wide ? (
    <WideTable label={label} columns={columns} rows={rows} numbers={numbers} actions={actions} />
  ) : (
    <ul className={classes.list} aria-label={label}>
      {rows.map(({ key, cells: [name, ...cells], actions: own, detail }) => (
        <li key={key} className={classes.item}>
          <div className={classes.head}>
            <div className={classes.name}>{name}</div>
            {own}
          </div>
          <dl className={classes.facts}>
            {/* In a list there is no column to keep for what a record does not have. */}
            {cells.map(
              (cell, index) =>
                cell !== "" && (
                  <div key={columns[index + 1]}>
                    <dt>{columns[index + 1]}</dt>
                    <dd>{cell}</dd>
                  </div>
                ),
            )}
          </dl>
          {detail}
        </li>
      ))}
    </ul>
  );
}

interface RecordTableProps {
  label: string;
  /** Names of the columns. */
  columns: readonly string[];
  rows: readonly RecordRow[];
  numbers?: NumberColumns | undefined;
  /** Whether rows end with buttons. */
  actions?: boolean;
}

function WideTable({ label, columns, rows, numbers, actions }: RecordTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
    <section className={classes.scroller} aria-label={t("words.tableOf", { name: label })} tabIndex={0}>
      <Table
        verticalSpacing={7}
        horizontalSpacing="sm"
        className={classes.table}
        aria-label={label}
        data-numbers={numbers?.join()}
      >
        <Table.Thead>
          <Table.Tr>
            {columns.map((name) => (
              <Table.Th key={name} scope="col">
                {name}
              </Table.Th>
            ))}
            {actions && (
              <Table.Th scope="col">
                <span className={classes.quiet}>{t("words.actions")}</span>
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, cells, actions: own, detail }) => (
            <Fragment key={key}>
              <Table.Tr>
                {cells.map((cell, index) => (
                  <Table.Td key={columns[index]}>{cell}</Table.Td>
                ))}
                {actions && <Table.Td className={classes.actions}>{own}</Table.Td>}
              </Table.Tr>
              {detail && (
                <Table.Tr>
                  <Table.Td colSpan={columns.length + (actions ? 1 : 0)} className={classes.detail}>
                    {detail}
                  </Table.Td>
                </Table.Tr>
              )}
            </Fragment>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
