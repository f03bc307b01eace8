import { expect, it } from "vitest";
import { draftOf, dropDraft, keepDraft, strategyDrafts } from "./strategy-drafts.ts";

const draft = (strategyId: string, text: string) => ({ strategyId, version: 1, text, at: "2026-11-20T10:00:00.000Z" });

it("keeps the last draft of a strategy until it is dropped", () => {
  keepDraft(draft("a", "first"));
  keepDraft(draft("b", "other"));
  keepDraft(draft("a", "second"));
  expect(draftOf("a")?.text).toBe("second");
  expect(strategyDrafts.get()).toHaveLength(2);
  dropDraft("a");
  expect(draftOf("a")).toBeNull();
  expect(draftOf("b")?.text).toBe("other");
});

it("keeps the newest thirty", () => {
  for (let number = 0; number < 35; number += 1) keepDraft(draft(`many-${number}`, "text"));
  expect(strategyDrafts.get()).toHaveLength(30);
  expect(draftOf("many-34")).not.toBeNull();
  expect(draftOf("many-0")).toBeNull();
});

it("reads what it knows and leaves what is broken", () => {
  expect(strategyDrafts.read([draft("a", "kept"), { strategyId: "b" }, null, 3])).toEqual([draft("a", "kept")]);
  expect(strategyDrafts.read({ not: "a list" })).toEqual([]);
});
