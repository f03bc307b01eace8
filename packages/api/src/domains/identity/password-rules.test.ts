import { describe, expect, it } from "vitest";
import { refuseWeakPassword } from "./password-rules.ts";

const ada = { email: "ada.lovelace@example.com", name: "Countess" };
const refused = (password: string) =>
  refuseWeakPassword(password, ada).then(
    () => false,
    () => true,
  );

describe("a chosen password", () => {
  it.each(["password", "PassWord", "12345678", "qwertyuiop", "iloveyou", "ｐａｓｓｗｏｒｄ"])(
    "is refused as common: %s",
    async (password) => {
      expect(await refused(password)).toBe(true);
    },
  );

  it.each(["ada.lovelace@example.com", "AdaLovelace1815!", "adalovelaceadalovelace", "countess-1", "CryptoDesk2026"])(
    "is refused as the owner's own name: %s",
    async (password) => {
      expect(await refused(password)).toBe(true);
    },
  );

  it.each(["aaaaaaaaaaaa", "abababababab"])("is refused as repetition: %s", async (password) => {
    expect(await refused(password)).toBe(true);
  });

  it.each([
    "correct horse battery staple",
    "пароль из шести слов",
    "🦉🌵🧩🪁🛶🎈🧭🪐",
    "ada likes the difference engine",
    "x9$kQ2!v",
  ])("is accepted: %s", async (password) => {
    expect(await refused(password)).toBe(false);
  });
});
