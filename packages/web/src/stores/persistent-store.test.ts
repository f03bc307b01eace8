import { expect, it } from "vitest";
import { createPersistentStore } from "./persistent-store.ts";
import { preferences } from "./preferences.ts";

it("begins anew where what was stored cannot be read at all", () => {
  const store = createPersistentStore("names", (stored) => {
    if (stored === undefined) return [];
    if (!Array.isArray(stored)) throw new Error("not a list");
    return stored;
  });
  expect([store.read({ names: "all" }), store.read(["one"])]).toEqual([[], ["one"]]);
});

it("keeps the desk's own looks where a list or a word was stored instead of preferences", () => {
  const own = preferences.read(undefined);
  for (const junk of [[1, 2, {}], "x", 7, null]) expect(preferences.read(junk)).toEqual(own);
});
