import { type Wallet, WalletKind } from "@cryptodesk/shared/portfolio/wallet.contract";
import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { newId } from "../../lib/new-id.ts";
import { useCreateWallet, useUpdateWallet } from "../../portfolio-data/use-wallets.ts";
import { reasonOf } from "../../session/use-action.ts";
import { AskDialog } from "../../ui/ask-dialog.tsx";

/** Name, kind and note of a wallet; null: a new one. */
export function WalletDialog({ portfolioId, wallet, onClose }: WalletDialogProps) {
  const [id] = useState(() => newId());
  const [name, setName] = useState(wallet?.name ?? "");
  const [kind, setKind] = useState<WalletKind>(wallet?.kind ?? "wallet");
  const [note, setNote] = useState(wallet?.note ?? "");
  const create = useCreateWallet(onClose);
  const update = useUpdateWallet(onClose);
  const action = wallet === null ? create : update;
  const submit = () => {
    const said = { portfolioId, name: name.trim(), kind, note: note.trim() === "" ? null : note.trim() };
    if (wallet === null) create.mutate({ ...said, id });
    else update.mutate({ ...said, walletId: wallet.id, version: wallet.version });
  };
  return (
    <AskDialog
      title={
        wallet === null ? t("portfolioSettings.newWallet") : t("portfolioSettings.editWalletOf", { name: wallet.name })
      }
      confirm={t("words.save")}
      ready={name.trim() !== ""}
      busy={action.isPending}
      error={reasonOf(action.error)}
      onConfirm={submit}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        required
        label={t("portfolioSettings.walletName")}
        description={t("portfolioSettings.walletNameHint")}
        maxLength={80}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <NativeSelect
        label={t("portfolioSettings.walletKind")}
        value={kind}
        data={WalletKind.options.map((value) => ({ value, label: t(`portfolioSettings.kinds.${value}`) }))}
        onChange={({ currentTarget: { value } }) => setKind(WalletKind.safeParse(value).data ?? kind)}
      />
      <Textarea
        label={t("portfolioSettings.note")}
        autosize
        maxLength={2000}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
    </AskDialog>
  );
}

interface WalletDialogProps {
  portfolioId: string;
  wallet: Wallet | null;
  onClose: () => void;
}
