import { ActionIcon, Menu } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import Star from "lucide-react/icons/star";
import { t } from "../catalogue/catalogue.ts";
import { useStore } from "../stores/persistent-store.ts";
import { watchlists } from "../stores/watchlists.ts";
import { showToast } from "../ui/toast.tsx";
import { addCoins, listName, removeCoin } from "./watch-actions.ts";

/** A star that puts a coin on one of the lists or takes it off. */
export function WatchButton({ id, name }: { id: string; name: string }) {
  const { lists } = useStore(watchlists);
  const watched = lists.some((list) => list.coins.some((coin) => coin.id === id));
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label={t("watchlists.watch", { name })}>
          <Star size={16} fill={watched ? "currentColor" : "none"} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("watchlists.watchOn")}</Menu.Label>
        {lists.map((list) => {
          const on = list.coins.some((coin) => coin.id === id);
          return (
            <Menu.CheckboxItem
              key={list.id}
              checked={on}
              onChange={() => {
                if (on) removeCoin(list.id, id, name);
                else if (addCoins(list.id, [id])) showToast(t("watchlists.added", { name, list: listName(list) }));
              }}
            >
              {listName(list)}
            </Menu.CheckboxItem>
          );
        })}
        <Menu.Divider />
        <Menu.Item component={Link} to="/watchlists">
          {t("watchlists.open")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
