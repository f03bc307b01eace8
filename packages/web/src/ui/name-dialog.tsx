import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../catalogue/catalogue.ts";
import { Dialog } from "./dialog.tsx";
import classes from "./name-dialog.module.css";

const MOST_LENGTH = 80;

/** Asks for a name, and closes when it is given. */
export function NameDialog({ title, label, hint, initial = "", onClose, onName }: NameDialogProps) {
  const [name, setName] = useState(initial);
  return (
    <Dialog opened title={title} onClose={onClose}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() === "") return;
          onName(name.trim());
          onClose();
        }}
      >
        <TextInput
          data-autofocus
          required
          label={label}
          description={hint}
          value={name}
          maxLength={MOST_LENGTH}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div className={classes.buttons}>
          <Button variant="default" size="sm" onClick={onClose}>
            {t("words.cancel")}
          </Button>
          <Button type="submit" size="sm">
            {t("words.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface NameDialogProps {
  title: string;
  label: string;
  hint?: string;
  initial?: string;
  onClose: () => void;
  onName: (name: string) => void;
}
