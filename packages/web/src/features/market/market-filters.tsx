import { Button, Drawer, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useId, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import classes from "./market-filters.module.css";
import {
  type BoundKey,
  type MarketSearch,
  parseMarketSearch,
  RANGES,
  type Range,
  withoutFilters,
} from "./market-search.ts";
import { type BoundDraft, draftErrors, readBound, toDraft } from "./typed-bounds.ts";

/** The filters as a form in a drawer; nothing changes until they are applied. */
export function MarketFilters({ opened, onClose, search, categories, onApply }: MarketFiltersProps) {
  return (
    <Drawer.Root opened={opened} onClose={onClose} position="right" size="sm">
      <Drawer.Overlay />
      <Drawer.Content>
        {/* Drawer.Header is a header element, which would be a second banner of the page. */}
        <div className={classes.head}>
          <Drawer.Title>{t("market.filterTitle")}</Drawer.Title>
          <Drawer.CloseButton aria-label={t("market.closeFilters")} />
        </div>
        <Drawer.Body>{opened && <FilterForm search={search} categories={categories} onApply={onApply} />}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

interface MarketFiltersProps extends FilterFormProps {
  opened: boolean;
  onClose: () => void;
}

interface FilterFormProps {
  search: MarketSearch;
  categories: readonly { name: string; coins: number }[];
  onApply: (search: MarketSearch) => void;
}

function FilterForm({ search, categories, onApply }: FilterFormProps) {
  const [category, setCategory] = useState(search.category ?? "");
  const [held, setHeld] = useState(search.quarantined === undefined ? "" : String(search.quarantined));
  const [draft, setDraft] = useState<BoundDraft>(() => toDraft(search));
  const errors = draftErrors(draft);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (Object.keys(errors).length === 0) onApply(applyDraft(search, { category, held }, draft));
    else event.currentTarget.querySelector<HTMLElement>("[aria-invalid='true']")?.focus();
  };
  const known = categories.some(({ name }) => name === search.category);
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <NativeSelect
        label={t("market.category")}
        value={category}
        onChange={({ currentTarget }) => setCategory(currentTarget.value)}
        data={[
          { value: "", label: t("market.allCategories") },
          // An address may name one that no coin is in (any more).
          ...(search.category === undefined || known ? [] : [{ value: search.category, label: search.category }]),
          ...categories.map(({ name, coins }) => ({ value: name, label: `${name} (${coins})` })),
        ]}
      />
      {RANGES.map((range) => (
        <RangeFields
          key={range.name}
          range={range}
          draft={draft}
          errors={errors}
          onChange={(key, text) => setDraft((before) => ({ ...before, [key]: text }))}
        />
      ))}
      <NativeSelect
        label={t("market.heldBack")}
        value={held}
        onChange={({ currentTarget }) => setHeld(currentTarget.value)}
        data={[
          { value: "", label: t("market.anyHeldBack") },
          { value: "true", label: t("market.onlyHeldBack") },
          { value: "false", label: t("market.noneHeldBack") },
        ]}
      />
      <p className={classes.hint}>{t("market.filterHint")}</p>
      <div className={classes.buttons}>
        <Button type="submit">{t("market.apply")}</Button>
        <Button
          variant="default"
          onClick={() => {
            setCategory("");
            setHeld("");
            setDraft({});
          }}
        >
          {t("market.clear")}
        </Button>
      </div>
    </form>
  );
}

function RangeFields({ range, draft, errors, onChange }: RangeFieldsProps) {
  const id = useId();
  const label = t(`market.ranges.${range.name}`);
  const unit = { usd: "USD", pct: "%", rank: "" }[range.unit];
  const bound = (key: BoundKey) => (key === range.min ? t("market.atLeast") : t("market.atMost"));
  return (
    <fieldset className={classes.range}>
      <legend id={id}>
        {label} {unit && <span>{unit}</span>}
      </legend>
      {([range.min, range.max] as const).map((key) => (
        <TextInput
          key={key}
          aria-label={`${label}, ${bound(key)}`}
          placeholder={bound(key)}
          inputMode="decimal"
          value={draft[key] ?? ""}
          error={errors[key]}
          onChange={({ currentTarget }) => onChange(key, currentTarget.value)}
        />
      ))}
    </fieldset>
  );
}

interface RangeFieldsProps {
  range: Range;
  draft: BoundDraft;
  errors: BoundDraft;
  onChange: (key: BoundKey, text: string) => void;
}

function applyDraft(
  search: MarketSearch,
  { category, held }: { category: string; held: string },
  draft: BoundDraft,
): MarketSearch {
  const bounds = RANGES.flatMap(({ min, max, unit }) => [min, max].map((key) => [key, readBound(draft[key], unit)]));
  return parseMarketSearch({
    ...withoutFilters(search),
    ...Object.fromEntries(bounds.filter(([, value]) => value !== undefined)),
    ...(search.search !== undefined && { search: search.search }),
    ...(category !== "" && { category }),
    ...(held !== "" && { quarantined: held }),
  });
}
