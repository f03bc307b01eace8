import { shellTokenOf } from "../../src/domains/identity/shell-token.ts";
import { SecretBox } from "../../src/platform/security/secret-box.ts";
import type { Forgery } from "./forge.ts";

const DAY_MS = 86_400_000;

/** An API key in another case, with another checksum, without a part, or with more. */
export function disfiguredKeys(key: string): string[] {
  const [prefix = "", rest = ""] = [key.slice(0, 4), key.slice(4)];
  const end = key.slice(-1) === "0" ? "1" : "0";
  return [
    key.toUpperCase(),
    key.toLowerCase(),
    `${prefix.toUpperCase()}${rest}`,
    key.slice(0, -1) + end,
    key.slice(0, -9),
    key.slice(4),
    ` ${key}x`,
    `${key}${key}`,
    `${key}'--`,
    `${key}_`,
    "cdk_",
    "cdk__",
    `cdk_${"A".repeat(5000)}`,
    key.split("").reverse().join(""),
  ];
}

/** The token of the server's shell of other days, in other forms, signed otherwise. */
export function forgedShellTokens(secrets: SecretBox, now: Date): Forgery[] {
  const [, day = "", signature = ""] = shellTokenOf(secrets, now).split("_");
  const otherDays = [-7, -8, 1, 2].map((days) => ({
    trick: `${days} days`,
    token: shellTokenOf(secrets, new Date(now.getTime() + days * DAY_MS)),
  }));
  const wrong = [
    `cdshell_${day}_`,
    `cdshell_${day}`,
    `cdshell__${signature}`,
    `cdshell_${Number(day) - 1}_${signature}`,
    `cdshell_0${day}_${signature}`,
    `cdshell_${day}.0_${signature}`,
    `cdshell_${day}e0_${signature}`,
    `cdshell_NaN_${signature}`,
    `cdshell_Infinity_${signature}`,
    `cdshell_${day}_${signature}A`,
    `cdshell_${day}_${"A".repeat(43)}`,
    `CDSHELL_${day}_${signature}`,
    shellTokenOf(new SecretBox("x".repeat(32)), now),
    // What the desk signs for other ends, by the same secret.
    `cdshell_${day}_${secrets.sign("refresh token", day)}`,
    `cdshell_${day}_${secrets.sign("csrf", day)}`,
  ];
  return [...otherDays, ...wrong.map((token) => ({ trick: token, token }))];
}
