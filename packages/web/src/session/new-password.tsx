import { PASSWORD_MAX, PASSWORD_MIN } from "@cryptodesk/shared/identity/account.contract";
import { PasswordInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { t } from "../catalogue/catalogue.ts";
import classes from "./new-password.module.css";
import { passwordToggle } from "./password-toggle.ts";
import { estimateStrength, type Strength } from "./strength.ts";

const TONES = ["weak", "weak", "weak", "fair", "strong"] as const;
const LIMITS = { min: PASSWORD_MIN, max: PASSWORD_MAX };

/** What is wrong with a password before anybody is asked; null where nothing is. Characters are counted as people see them. */
export function passwordError(password: string): string | null {
  const { length } = [...password];
  if (length < PASSWORD_MIN) return t("access.tooShort", LIMITS);
  return length > PASSWORD_MAX ? t("access.tooLong", LIMITS) : null;
}

/** A password to be chosen, with its rules and how good it is. */
export function NewPassword({ label, value, error, known, onChange }: NewPasswordProps) {
  const [left, setLeft] = useState(false);
  return (
    <div className={classes.meter}>
      <PasswordInput
        required
        label={label}
        description={t("access.passwordRules", LIMITS)}
        autoComplete="new-password"
        value={value}
        error={error ?? (left && value !== "" ? passwordError(value) : null)}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        onBlur={() => setLeft(true)}
        {...passwordToggle()}
      />
      {value !== "" && <Meter password={value} known={known} />}
    </div>
  );
}

interface NewPasswordProps {
  label: string;
  value: string;
  /** What the server said of it. */
  error?: string | null;
  /** What is easily guessed of its owner. */
  known: readonly string[];
  onChange: (password: string) => void;
}

function Meter({ password, known }: { password: string; known: readonly string[] }) {
  const [strength, setStrength] = useState<Strength | null>(null);
  const owner = known.join("\n");
  useEffect(() => {
    let current = true;
    estimateStrength(password, owner.split("\n")).then(
      (score) => current && setStrength(score),
      // Without its word lists there is no meter; the rules hold all the same.
      () => current && setStrength(null),
    );
    return () => {
      current = false;
    };
  }, [password, owner]);
  const tone = strength === null ? null : TONES[strength];
  return (
    <>
      <div className={classes.bars} aria-hidden="true">
        {[1, 2, 3, 4].map((step) => (
          <span key={step} data-on={strength !== null && step <= Math.max(1, strength) ? tone : undefined} />
        ))}
      </div>
      <span role="status" className={classes.words}>
        {strength !== null && t("access.strength.label", { words: t(`access.strength.s${strength}`) })}
      </span>
    </>
  );
}
