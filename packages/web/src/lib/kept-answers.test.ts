import { QueryClient } from "@tanstack/react-query";
import { expect, it, vi } from "vitest";
import { type AnswerBox, browserBox, keepAnswers, restoreAnswers } from "./kept-answers.ts";

const NOW = Date.UTC(2026, 0, 1);
const LIST = [["market", "list"], { input: {} }];

function memoryBox(): AnswerBox {
  let kept: unknown;
  return {
    read: () => Promise.resolve(structuredClone(kept)),
    write: (answers) => {
      kept = structuredClone(answers);
      return Promise.resolve();
    },
  };
}

function clientWith(key: readonly unknown[], data: unknown, updatedAt = NOW): QueryClient {
  const client = new QueryClient();
  client.setQueryData(key, data, { updatedAt });
  return client;
}

it("gives a desk that is opened without its server the last answers, with their age", async () => {
  const box = memoryBox();
  await keepAnswers(clientWith(LIST, ["btc"]), box, "b1", NOW);
  const fresh = new QueryClient();
  expect(await restoreAnswers(fresh, box, "b1", NOW + 60_000)).toBe(true);
  expect(fresh.getQueryData(LIST)).toEqual(["btc"]);
  expect(fresh.getQueryState(LIST)?.dataUpdatedAt).toBe(NOW);
});

it("keeps what another page kept before", async () => {
  const box = memoryBox();
  await keepAnswers(clientWith(LIST, ["btc"]), box, "b1", NOW);
  await keepAnswers(clientWith([["market", "overview"], {}], "totals", NOW + 5), box, "b1", NOW + 5);
  const fresh = new QueryClient();
  await restoreAnswers(fresh, box, "b1", NOW + 10);
  expect(fresh.getQueryData(LIST)).toEqual(["btc"]);
});

it("does not put an old answer over a newer one", async () => {
  const box = memoryBox();
  await keepAnswers(clientWith(LIST, ["old"]), box, "b1", NOW);
  const open = clientWith(LIST, ["new"], NOW + 1);
  await restoreAnswers(open, box, "b1", NOW + 2);
  expect(open.getQueryData(LIST)).toEqual(["new"]);
});

it.each([
  ["of another build", "b2", NOW],
  ["of more than a week ago", "b1", NOW + 8 * 86_400_000],
])("leaves answers %s alone", async (_, build, now) => {
  const box = memoryBox();
  await keepAnswers(clientWith(LIST, ["btc"]), box, "b1", NOW);
  expect(await restoreAnswers(new QueryClient(), box, build, now)).toBe(false);
});

it("keeps nothing but the market", async () => {
  const box = memoryBox();
  await keepAnswers(clientWith([["jobs", "runs"], {}], ["run"]), box, "b1", NOW);
  expect(await box.read()).toBeUndefined();
});

it("opens the browser's database once, however often answers are kept", () => {
  const open = vi.fn(() => ({}));
  vi.stubGlobal("indexedDB", { open });
  void browserBox().read();
  void browserBox().read();
  vi.unstubAllGlobals();
  expect(open).toHaveBeenCalledTimes(1);
});
