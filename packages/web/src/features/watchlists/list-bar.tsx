import { ActionIcon, Menu } from "@mantine/core";
import Ellipsis from "lucide-react/icons/ellipsis";
import Plus from "lucide-react/icons/plus";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { changeLists, createList, deleteList, listName } from "../../market-data/watch-actions.ts";
import { WATCH_COLUMNS, type Watchlist, withColumns, withName } from "../../stores/watchlists.ts";
import { NameDialog } from "../../ui/name-dialog.tsx";
import { showProblem } from "../../ui/toast.tsx";
import { exportLists, importLists } from "./exchange-lists.ts";
import classes from "./list-bar.module.css";

/** The lists side by side, and what can be done with the one that is open. */
export function ListBar({ lists, current, onOpen }: ListBarProps) {
  const [naming, setNaming] = useState<"new" | "rename" | null>(null);
  return (
    <div className={classes.root}>
      <nav className={classes.lists} aria-label={t("shell.pages.watchlists")}>
        {lists.map((list) => (
          <button
            key={list.id}
            type="button"
            className={classes.list}
            aria-current={list.id === current.id ? "true" : undefined}
            onClick={() => onOpen(list.id)}
          >
            {listName(list)} <span>{list.coins.length}</span>
          </button>
        ))}
        <ActionIcon variant="subtle" color="gray" aria-label={t("watchlists.newList")} onClick={() => setNaming("new")}>
          <Plus size={16} aria-hidden="true" />
        </ActionIcon>
      </nav>
      <ListMenu current={current} onRename={() => setNaming("rename")} onOpen={onOpen} />
      {naming && (
        <NameDialog
          label={t("watchlists.name")}
          title={naming === "new" ? t("watchlists.newList") : t("watchlists.rename")}
          initial={naming === "new" ? "" : listName(current)}
          onClose={() => setNaming(null)}
          onName={(name) => {
            if (naming === "rename") changeLists((all) => withName(all, current.id, name));
            else {
              const id = createList(name);
              if (id) onOpen(id);
            }
          }}
        />
      )}
    </div>
  );
}

interface ListBarProps {
  lists: readonly Watchlist[];
  current: Watchlist;
  onOpen: (id: string) => void;
}

function ListMenu({
  current,
  onRename,
  onOpen,
}: {
  current: Watchlist;
  onRename: () => void;
  onOpen: (id: string) => void;
}) {
  const choose = () =>
    void importLists().then(
      (id) => id && onOpen(id),
      (error: unknown) => showProblem(error instanceof Error ? error.message : String(error)),
    );
  return (
    <Menu position="bottom-end" withinPortal closeOnItemClick>
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label={t("watchlists.listMenu", { name: listName(current) })}>
          <Ellipsis size={16} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onRename}>{t("watchlists.rename")}</Menu.Item>
        <Menu.Item onClick={() => deleteList(current)}>{t("watchlists.delete")}</Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t("watchlists.columns")}</Menu.Label>
        {WATCH_COLUMNS.map((column) => {
          const shown = current.columns.includes(column);
          return (
            <Menu.CheckboxItem
              key={column}
              closeMenuOnClick={false}
              checked={shown}
              onChange={() =>
                changeLists((lists) =>
                  withColumns(
                    lists,
                    current.id,
                    shown ? current.columns.filter((key) => key !== column) : [...current.columns, column],
                  ),
                )
              }
            >
              {t(`watchlists.column.${column}`)}
            </Menu.CheckboxItem>
          );
        })}
        <Menu.Divider />
        <Menu.Item onClick={exportLists}>{t("watchlists.export")}</Menu.Item>
        <Menu.Item onClick={choose}>{t("watchlists.import")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
