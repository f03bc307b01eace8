import { expect, it } from "vitest";
import { cutTo, padTo, safeText, widthOf, wrapWords } from "./plain-text.ts";

it("takes out what acts on a terminal or hides in a name", () => {
  expect(safeText("a\u001b[2Jb\u0007\u009b1m")).toBe("a[2Jb1m");
  expect(safeText("Kangaroo Co\u200bin\u202e")).toBe("Kangaroo Coin");
  expect(safeText(" BoatKid\u00a0 \t\n x ")).toBe("BoatKid x");
});

it("counts wide characters as two columns", () => {
  expect(widthOf("發發發")).toBe(6);
  expect(padTo("赵", 4, "right")).toBe("  赵");
  expect(cutTo("發發發", 5)).toBe("發發…");
  expect(cutTo("abc", 3)).toBe("abc");
});

it("breaks lines at spaces and nowhere else", () => {
  expect(wrapWords("BTC 55%  ETH 14%  XRP 5%", 16)).toEqual(["BTC 55%  ETH 14%", "XRP 5%"]);
  expect(wrapWords("a incomprehensibilities b", 5)).toEqual(["a", "incomprehensibilities", "b"]);
  expect(wrapWords("", 5)).toEqual([""]);
});
