import { TRANSACTION_TYPES } from "@cryptodesk/shared/portfolio/transaction.contract";
import type { Wallet } from "@cryptodesk/shared/portfolio/wallet.contract";
import { Button, CloseButton, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import ChevronDown from "lucide-react/icons/chevron-down";
import { useEffect, useRef, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { AssetField } from "../../portfolio-data/asset-field.tsx";
import { typeWords } from "../../portfolio-data/transaction-words.ts";
import { CheckPopover } from "../../ui/check-popover.tsx";
import { isFiltered, type TransactionSearch, typesOf } from "./transaction-search.ts";
import classes from "./transactions.module.css";

const TYPING_PAUSE_MS = 250;

/** What of the transactions is shown; all of it is kept in the address. */
export function TransactionFilters({ search, wallets, onSearch }: TransactionFiltersProps) {
  const set = (part: TransactionSearch) => onSearch({ ...search, ...part });
  const types = typesOf(search.types);
  return (
    <search className={classes.filters}>
      <div className={classes.search}>
        <TextSearch value={search.text ?? ""} onSearch={(text) => set({ text: text || undefined })} />
      </div>
      <AssetField
        size="xs"
        label={t("transactions.asset")}
        value={search.asset ?? ""}
        onChange={(asset) => set({ asset: asset || undefined })}
      />
      <CheckPopover
        label={t("transactions.fields.type")}
        target={
          <Button size="xs" variant="default" rightSection={<ChevronDown size={13} aria-hidden="true" />}>
            {types.length === 0 ? t("transactions.anyType") : t("transactions.types", { count: types.length })}
          </Button>
        }
        items={TRANSACTION_TYPES.map((type) => ({ key: type, name: typeWords(type), checked: types.includes(type) }))}
        onToggle={(key) => {
          const type = TRANSACTION_TYPES.find((known) => known === key);
          if (!type) return;
          const next = types.includes(type) ? types.filter((each) => each !== type) : [...types, type];
          set({ types: next.length === 0 ? undefined : next.join(",") });
        }}
      />
      {wallets.length > 1 && (
        <NativeSelect
          size="xs"
          label={t("transactions.fields.walletId")}
          value={search.wallet ?? ""}
          data={[
            { value: "", label: t("transactions.anyWallet") },
            ...wallets.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={({ currentTarget }) => set({ wallet: currentTarget.value || undefined })}
        />
      )}
      {(["from", "to"] as const).map((end) => (
        <TextInput
          key={end}
          size="xs"
          type="date"
          label={t(`transactions.${end}`)}
          value={search[end] ?? ""}
          onChange={({ currentTarget }) => set({ [end]: currentTarget.value || undefined })}
        />
      ))}
      <NativeSelect
        size="xs"
        label={t("transactions.show")}
        value={search.deleted ?? search.order ?? ""}
        data={[
          { value: "", label: t("transactions.newestFirst") },
          { value: "oldest", label: t("transactions.oldestFirst") },
          { value: "yes", label: t("transactions.deletedOnes") },
        ]}
        onChange={({ currentTarget: { value } }) =>
          set({
            order: value === "oldest" ? "oldest" : undefined,
            deleted: value === "yes" ? "yes" : undefined,
          })
        }
      />
      {search.tag !== undefined && (
        <Button
          size="xs"
          variant="light"
          aria-label={t("transactions.dropTag", { tag: search.tag })}
          onClick={() => set({ tag: undefined })}
        >
          {t("transactions.tagIs", { tag: search.tag })} ✕
        </Button>
      )}
      {isFiltered(search) && (
        <Button size="xs" variant="subtle" onClick={() => onSearch(search.order ? { order: search.order } : {})}>
          {t("transactions.clearFilters")}
        </Button>
      )}
    </search>
  );
}

interface TransactionFiltersProps {
  search: TransactionSearch;
  wallets: readonly Wallet[];
  onSearch: (search: TransactionSearch) => void;
}

/** What is typed reaches the address after a short pause; what the address says reaches the field. */
function TextSearch({ value, onSearch }: { value: string; onSearch: (text: string) => void }) {
  const [text, setText] = useState(value);
  const sent = useRef(value);
  useEffect(() => {
    if (value !== sent.current) setText(value);
    sent.current = value;
  }, [value]);
  const send = useDebouncedCallback((typed: string) => {
    sent.current = typed.trim();
    onSearch(typed.trim());
  }, TYPING_PAUSE_MS);
  const change = (typed: string) => {
    setText(typed);
    send(typed);
  };
  return (
    <TextInput
      type="search"
      size="xs"
      label={t("transactions.search")}
      placeholder={t("transactions.searchPlaceholder")}
      maxLength={100}
      value={text}
      rightSection={
        text !== "" && <CloseButton size="sm" aria-label={t("transactions.clearSearch")} onClick={() => change("")} />
      }
      onChange={({ currentTarget }) => change(currentTarget.value)}
    />
  );
}
