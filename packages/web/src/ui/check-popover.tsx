import { Checkbox, Popover } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./check-popover.module.css";

/** A button that opens a list of things to tick. `target` is the button. */
export function CheckPopover({ label, target, items, onToggle, children }: CheckPopoverProps) {
  return (
    <Popover position="bottom-end" withinPortal trapFocus shadow="md">
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <ul className={classes.list}>
          {items.map(({ key, name, checked, disabled = false }) => (
            <li key={key}>
              <Checkbox size="xs" label={name} checked={checked} disabled={disabled} onChange={() => onToggle(key)} />
            </li>
          ))}
        </ul>
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}

interface CheckPopoverProps {
  label: string;
  target: ReactNode;
  items: readonly { key: string; name: string; checked: boolean; disabled?: boolean }[];
  onToggle: (key: string) => void;
  children?: ReactNode;
}
