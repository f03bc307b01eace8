import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { TRANSACTION_TYPES, TransactionType } from "@cryptodesk/shared/portfolio/transaction.contract";
import type { Wallet } from "@cryptodesk/shared/portfolio/wallet.contract";
import { NativeSelect, TextInput } from "@mantine/core";
import type { Ref } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { AssetField } from "../../portfolio-data/asset-field.tsx";
import { CurrencyField } from "../../portfolio-data/currency-field.tsx";
import { typeWords } from "../../portfolio-data/transaction-words.ts";
import { useAllWallets } from "../../portfolio-data/use-wallets.ts";
import { AmountField } from "./amount-field.tsx";
import { type EntryDraft, type EntryField, FIELDS_OF, type FieldFault, hasFees, TAKES_LOTS } from "./entry-draft.ts";
import classes from "./entry-form.module.css";
import { LotPicker } from "./lot-picker.tsx";
import { MarketPriceButton } from "./market-price-button.tsx";

/** The fields of an entry: those that its type needs, and no others. */
export function EntryFields({ entry, faults, portfolio, wallets, typeRef, onChange }: EntryFieldsProps) {
  return (
    <div className={classes.fields}>
      <NativeSelect
        ref={typeRef}
        label={t("transactions.fields.type")}
        value={entry.type}
        data={TRANSACTION_TYPES.map((type) => ({ value: type, label: typeWords(type) }))}
        onChange={({ currentTarget }) =>
          onChange({ type: TransactionType.safeParse(currentTarget.value).data ?? entry.type })
        }
      />
      <TextInput
        type="datetime-local"
        step="any"
        label={t("transactions.dateUtc")}
        value={entry.date}
        error={faults.date && t(`transactions.faults.${faults.date}`)}
        onChange={({ currentTarget }) => onChange({ date: currentTarget.value })}
      />
      {wallets.length > 1 && (
        <NativeSelect
          label={t("transactions.fields.walletId")}
          value={entry.walletId || (wallets[0]?.id ?? "")}
          data={wallets.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={({ currentTarget }) => onChange({ walletId: currentTarget.value })}
        />
      )}
      <AssetAndAmounts entry={entry} faults={faults} onChange={onChange} />
      <Valuation entry={entry} faults={faults} portfolio={portfolio} onChange={onChange} />
      {FIELDS_OF[entry.type].includes("toWalletId") && (
        <Receiver entry={entry} from={entry.walletId || (wallets[0]?.id ?? "")} onChange={onChange} />
      )}
      {hasFees(entry.type) && <FeeFields entry={entry} faults={faults} onChange={onChange} />}
      {entry.type !== "split" && (
        <CurrencyField
          label={t("transactions.fields.currency")}
          value={entry.currency}
          onChange={(currency) => onChange({ currency })}
        />
      )}
      <TextInput
        label={t("transactions.fields.tags")}
        placeholder={t("transactions.tagsHint")}
        value={entry.tags}
        onChange={({ currentTarget }) => onChange({ tags: currentTarget.value })}
      />
      <TextInput
        label={t("transactions.fields.note")}
        maxLength={4000}
        value={entry.note}
        onChange={({ currentTarget }) => onChange({ note: currentTarget.value })}
      />
      {TAKES_LOTS.includes(entry.type) && (
        <div className={classes.whole}>
          <LotPicker portfolio={portfolio} entry={entry} onLots={(lots) => onChange({ lots })} />
        </div>
      )}
    </div>
  );
}

interface PartProps {
  entry: EntryDraft;
  faults: Partial<Record<EntryField, FieldFault | undefined>>;
  onChange: (part: Partial<EntryDraft>) => void;
}

interface EntryFieldsProps extends PartProps {
  portfolio: Portfolio;
  wallets: readonly Wallet[];
  typeRef: Ref<HTMLSelectElement>;
}

const words = (fault: FieldFault | undefined) => (fault ? t(`transactions.faults.${fault}`) : null);

/** What goes out or comes in, and how much of it. */
function AssetAndAmounts({ entry, faults, onChange }: PartProps) {
  const fields = FIELDS_OF[entry.type];
  const amount = (field: "quantity" | "toQuantity" | "splitFrom" | "splitTo") =>
    fields.includes(field) && (
      <AmountField
        label={t(`transactions.fields.${field}`)}
        value={entry[field]}
        fault={faults[field]}
        onChange={(text) => onChange({ [field]: text })}
      />
    );
  return (
    <>
      {fields.includes("assetId") && (
        <AssetField
          label={t(entry.type === "swap" ? "transactions.fields.outAsset" : "transactions.fields.assetId")}
          value={entry.assetId}
          error={words(faults.assetId)}
          onChange={(assetId) => onChange({ assetId, lots: {} })}
        />
      )}
      {amount("quantity")}
      {fields.includes("toAssetId") && (
        <AssetField
          label={t("transactions.fields.toAssetId")}
          value={entry.toAssetId}
          error={words(faults.toAssetId)}
          onChange={(toAssetId) => onChange({ toAssetId })}
        />
      )}
      {amount("toQuantity")}
      {amount("splitFrom")}
      {amount("splitTo")}
    </>
  );
}

/** Price or value, and what the units once cost. */
function Valuation({ entry, faults, portfolio, onChange }: PartProps & { portfolio: Portfolio }) {
  const fields = FIELDS_OF[entry.type];
  return (
    <>
      {fields.includes("price") && (
        <AmountField
          label={t("transactions.fields.price")}
          hint={<MarketPriceButton portfolio={portfolio} entry={entry} onPrice={onChange} />}
          value={entry.price}
          fault={faults.price}
          onChange={(price) => onChange({ price, value: "" })}
        />
      )}
      {fields.includes("value") && (
        <AmountField
          label={t("transactions.fields.value")}
          value={entry.value}
          fault={faults.value}
          onChange={(value) => onChange({ value, price: "" })}
        />
      )}
      {fields.includes("cost") && (
        <AmountField
          label={t("transactions.fields.cost")}
          value={entry.cost}
          fault={faults.cost}
          onChange={(cost) => onChange({ cost })}
        />
      )}
      {fields.includes("acquiredAt") && (
        <TextInput
          type="date"
          label={t("transactions.fields.acquiredAt")}
          value={entry.acquiredAt}
          onChange={({ currentTarget }) => onChange({ acquiredAt: currentTarget.value })}
        />
      )}
    </>
  );
}

/** Which wallet receives a transfer, of this portfolio or another. */
function Receiver({ entry, from, onChange }: Omit<PartProps, "faults"> & { from: string }) {
  const all = useAllWallets();
  return (
    <NativeSelect
      label={t("transactions.fields.toWalletId")}
      value={entry.toWalletId}
      data={[
        { value: "", label: t("transactions.outside") },
        ...all.map(({ portfolio, wallets }) => ({
          group: portfolio.name,
          items: wallets.filter(({ id }) => id !== from).map(({ id, name }) => ({ value: id, label: name })),
        })),
      ]}
      onChange={({ currentTarget }) => onChange({ toWalletId: currentTarget.value })}
    />
  );
}

/** A fee is money of the currency unless an asset pays it. */
function FeeFields({ entry, faults, onChange }: PartProps) {
  return (
    <>
      <AmountField
        label={t("transactions.fields.fees")}
        value={entry.fees}
        fault={faults.fees}
        onChange={(fees) => onChange({ fees })}
      />
      {entry.fees.trim() !== "" && (
        <AssetField
          label={t("transactions.fields.feeAssetId")}
          value={entry.feeAssetId}
          onChange={(feeAssetId) => onChange({ feeAssetId })}
        />
      )}
    </>
  );
}
