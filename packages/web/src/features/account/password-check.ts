import { PASSWORD_MAX, PASSWORD_MIN } from "@cryptodesk/shared/identity/account.contract";

export type PasswordFault = "passwordShort" | "passwordLong" | "passwordSame" | "passwordDiffers";

/** What keeps a new password from being sent, by the field that it concerns; characters are counted as people see them. */
export function passwordFaults(typed: { current: string; next: string; again: string }): {
  next: PasswordFault | null;
  again: PasswordFault | null;
} {
  const { current, next, again } = typed;
  return { next: nextFault(current, next), again: again === next ? null : "passwordDiffers" };
}

function nextFault(current: string, next: string): PasswordFault | null {
  const length = [...next].length;
  if (length < PASSWORD_MIN) return "passwordShort";
  if (length > PASSWORD_MAX) return "passwordLong";
  return next === current ? "passwordSame" : null;
}
