import type { CreatedShare } from "@cryptodesk/shared/portfolio/share.contract";
import { Checkbox, NativeSelect, PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { newId } from "../../lib/new-id.ts";
import { useCreateShare } from "../../portfolio-data/use-shares.ts";
import { passwordToggle } from "../../session/password-toggle.ts";
import { reasonOf } from "../../session/use-action.ts";
import { AskDialog } from "../../ui/ask-dialog.tsx";

const DAY_MS = 86_400_000;
const LENGTHS = { never: null, day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS, year: 365 * DAY_MS } as const;
type Length = keyof typeof LENGTHS;
const CHOICES: readonly Length[] = ["never", "day", "week", "month", "year"];
const SHORTEST_PASSWORD = 8;

/** What a new link shows, to whom, and how long. */
export function ShareDialog({ portfolioId, onMade, onClose }: ShareDialogProps) {
  const [id] = useState(() => newId());
  const [name, setName] = useState("");
  const [hidesAmounts, setHides] = useState(true);
  const [password, setPassword] = useState("");
  const [length, setLength] = useState<Length>("month");
  const create = useCreateShare(onMade);
  const tooShort = password !== "" && password.length < SHORTEST_PASSWORD;
  const submit = () => {
    const ms = LENGTHS[length];
    create.mutate({
      portfolioId,
      id,
      ...(name.trim() !== "" && { name: name.trim() }),
      hidesAmounts,
      password: password === "" ? null : password,
      expiresAt: ms === null ? null : new Date(Date.now() + ms).toISOString(),
    });
  };
  return (
    <AskDialog
      title={t("portfolioSettings.newShare")}
      confirm={t("portfolioSettings.newShare")}
      ready={!tooShort}
      busy={create.isPending}
      error={reasonOf(create.error)}
      onConfirm={submit}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        label={t("portfolioSettings.shareName")}
        description={t("portfolioSettings.shareNameHint")}
        maxLength={80}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Checkbox
        label={t("portfolioSettings.hideAmounts")}
        description={t("portfolioSettings.hideAmountsDetail")}
        checked={hidesAmounts}
        onChange={({ currentTarget }) => setHides(currentTarget.checked)}
      />
      <NativeSelect
        label={t("portfolioSettings.shareEnds")}
        value={length}
        data={CHOICES.map((value) => ({ value, label: t(`portfolioSettings.ends.${value}`) }))}
        onChange={({ currentTarget: { value } }) => setLength(CHOICES.find((known) => known === value) ?? length)}
      />
      <PasswordInput
        label={t("portfolioSettings.sharePassword")}
        description={t("portfolioSettings.sharePasswordHint")}
        autoComplete="new-password"
        maxLength={128}
        {...passwordToggle()}
        value={password}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
      />
    </AskDialog>
  );
}

interface ShareDialogProps {
  portfolioId: string;
  onMade: (made: CreatedShare) => void;
  onClose: () => void;
}
