import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import Search from "lucide-react/icons/search";
import { useEffect, useRef, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";

const TYPING_PAUSE_MS = 250;
const MOST_CHARACTERS = 200;

/** A text search. What is typed reaches the address after a short pause; what the address says reaches the field. */
export function SearchField({ label, placeholder, value, onSearch }: SearchFieldProps) {
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
      aria-label={label}
      placeholder={placeholder}
      maxLength={MOST_CHARACTERS}
      value={text}
      leftSection={<Search size={14} aria-hidden="true" />}
      rightSection={
        text !== "" && <CloseButton size="sm" aria-label={t("admin.clearSearch")} onClick={() => change("")} />
      }
      onChange={({ currentTarget }) => change(currentTarget.value)}
    />
  );
}

interface SearchFieldProps {
  label: string;
  placeholder: string;
  value: string;
  onSearch: (text: string) => void;
}
