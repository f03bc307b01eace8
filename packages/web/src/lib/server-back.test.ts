import { expect, it, vi } from "vitest";
import { ServerWatch } from "./server-back.ts";

function watched(answers: boolean[]) {
  const due: (() => void)[] = [];
  const probe = vi.fn(async () => answers.shift() ?? true);
  const watch = new ServerWatch({
    probe,
    later: (work) => {
      due.push(work);
      return () => void due.splice(due.indexOf(work), 1);
    },
  });
  const pass = async () => {
    due.shift()?.();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { watch, probe, due, pass };
}

it("asks once for all who wait, until the server answers, and tells each of them once", async () => {
  const { watch, probe, due, pass } = watched([false, true]);
  const [first, second] = [vi.fn(), vi.fn()];
  watch.wait(first);
  watch.wait(second);
  await pass();
  expect(first).not.toHaveBeenCalled();
  await pass();
  expect(first.mock.calls).toEqual([[true]]);
  expect(second.mock.calls).toEqual([[true]]);
  expect(probe).toHaveBeenCalledTimes(2);
  expect(due).toEqual([]);
});

it("says that the server was never found away, so that nobody loads the page again and again", async () => {
  const { watch, pass } = watched([true]);
  const back = vi.fn();
  watch.wait(back);
  await pass();
  expect(back.mock.calls).toEqual([[false]]);
});

it("stops asking when nobody waits any more", async () => {
  const { watch, probe, due } = watched([]);
  watch.wait(vi.fn())();
  expect(due).toEqual([]);
  expect(probe).not.toHaveBeenCalled();
});
