import { beforeAll, describe, expect, it } from "vitest";
import { withLaterTexts } from "../catalogue/catalogue.ts";
import { account } from "../catalogue/en/account.ts";
import { AUDIT_ACTIONS, actionWords, valueWords } from "./audit-words.ts";

beforeAll(withLaterTexts(async () => undefined));

describe("the words of the audit log", () => {
  it("name every action of the log by its code", () => {
    expect(AUDIT_ACTIONS).toHaveLength(Object.keys(account.actions).length);
    expect(actionWords("totp.setUp")).toBe("Authenticator app set up");
    for (const code of AUDIT_ACTIONS) expect(actionWords(code)).not.toBe(code);
  });

  it("leave the code of an action that this page does not know yet", () => {
    expect(actionWords("portfolio.create")).toBe("portfolio.create");
    expect(actionWords("toString")).toBe("toString");
  });

  it.each([
    ["viewer", "viewer"],
    [true, "true"],
    [["admin", "analyst"], "admin, analyst"],
    [[], "–"],
    [null, "–"],
    [{ a: 1 }, '{"a":1}'],
  ])("write the value %j as %s", (value, words) => {
    expect(valueWords(value)).toBe(words);
  });
});
