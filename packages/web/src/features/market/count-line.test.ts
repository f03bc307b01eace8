import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { speak, withPageTexts } from "../../catalogue/catalogue.ts";
import { countWords } from "./count-line.tsx";

vi.stubGlobal("document", { documentElement: {} });
beforeAll(withPageTexts(async () => undefined));

afterEach(() => speak("en"));

const counted = { former: false, filter: "{}" };

it("says how many match of how many", async () => {
  expect(countWords({ ...counted, matching: 1_234, coins: 10_412 })).toBe("1,234 of 10,412 coins");
  expect(countWords({ ...counted, matching: 0, coins: 1 })).toBe("0 of 1 coin");
  await speak("de");
  expect(countWords({ ...counted, matching: 1, coins: 12 })).toBe("1 von 12 Münzen");
});

it("says how many there are where nothing is filtered", () => {
  expect(countWords({ ...counted, filter: "", matching: 1, coins: 1 })).toBe("1 coin");
  expect(countWords({ ...counted, filter: "", matching: 10_412, coins: 10_412 })).toBe("10,412 coins");
});
