import { fromScaled, toScaled } from "@cryptodesk/quant/decimals/scaled";

/** Exact sum of plain decimal texts. */
export function sumOf(amounts: readonly string[]): string {
  return fromScaled(amounts.reduce((sum, amount) => sum + toScaled(amount), 0n));
}

export function isZero(amount: string): boolean {
  return !/[1-9]/.test(amount);
}

export function isNegative(amount: string): boolean {
  return amount.startsWith("-");
}

export function magnitude(amount: string): string {
  return amount.startsWith("-") ? amount.slice(1) : amount;
}

export function negated(amount: string): string {
  if (isZero(amount)) return amount;
  return amount.startsWith("-") ? amount.slice(1) : `-${amount}`;
}
