import { TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { t } from "../../catalogue/catalogue.ts";
import type { FieldFault } from "./entry-draft.ts";

/** A field for an exact amount; numbers stay text, so no digit is lost. */
export function AmountField({ label, value, fault, size = "sm", onChange, rightSection, hint }: AmountFieldProps) {
  return (
    <TextInput
      size={size}
      label={label}
      description={hint}
      inputWrapperOrder={["label", "input", "description", "error"]}
      inputMode="decimal"
      autoComplete="off"
      maxLength={80}
      value={value}
      error={fault ? t(`transactions.faults.${fault}`) : null}
      rightSection={rightSection}
      rightSectionWidth={rightSection ? "auto" : undefined}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

interface AmountFieldProps {
  label: string;
  value: string;
  fault?: FieldFault | undefined;
  size?: "xs" | "sm";
  hint?: ReactNode;
  rightSection?: ReactNode;
  onChange: (text: string) => void;
}
