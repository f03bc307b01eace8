import { ActionIcon } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import Star from "lucide-react/icons/star";
import { t } from "../catalogue/catalogue.ts";
import { useStore } from "../stores/persistent-store.ts";
import { watchlists } from "../stores/watchlists.ts";
import { CheckPopover } from "../ui/check-popover.tsx";
import { showToast } from "../ui/toast.tsx";
import { addCoins, listName, removeCoin } from "./watch-actions.ts";

/** A star that puts a coin on one of the lists or takes it off. */
export function WatchButton({ id, name }: { id: string; name: string }) {
  const { lists } = useStore(watchlists);
  const listed = new Set(lists.filter((list) => list.coins.some((coin) => coin.id === id)).map((list) => list.id));
  const toggle = (listId: string) => {
    const list = lists.find((candidate) => candidate.id === listId);
    if (!list) return;
    if (listed.has(listId)) removeCoin(listId, id, name);
    else if (addCoins(listId, [id])) showToast(t("watchlists.added", { name, list: listName(list) }));
  };
  return (
    <CheckPopover
      label={t("watchlists.watchOn")}
      target={
        <ActionIcon variant="default" size="lg" aria-label={t("watchlists.watch", { name })}>
          <Star size={16} fill={listed.size > 0 ? "currentColor" : "none"} aria-hidden="true" />
        </ActionIcon>
      }
      items={lists.map((list) => ({ key: list.id, name: listName(list), checked: listed.has(list.id) }))}
      onToggle={toggle}
    >
      <Link to="/watchlists">{t("watchlists.open")}</Link>
    </CheckPopover>
  );
}
