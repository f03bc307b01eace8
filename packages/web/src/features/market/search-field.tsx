import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import Search from "lucide-react/icons/search";
import { useEffect, useRef, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";

const TYPING_PAUSE_MS = 250;

/** The text search. What is typed reaches the address after a short pause; what the address says reaches the field. */
export function SearchField({ value, onSearch }: { value: string; onSearch: (text: string) => void }) {
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
      aria-label={t("market.searchLabel")}
      placeholder={t("market.searchPlaceholder")}
      size="sm"
      maxLength={100}
      value={text}
      leftSection={<Search size={15} aria-hidden="true" />}
      rightSection={
        text !== "" && <CloseButton size="sm" aria-label={t("market.clearSearch")} onClick={() => change("")} />
      }
      onChange={({ currentTarget }) => change(currentTarget.value)}
    />
  );
}
