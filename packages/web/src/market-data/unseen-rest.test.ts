import { expect, it } from "vitest";
import { UnseenRest } from "./unseen-rest.ts";

function tab({ hidden = false } = {}) {
  const timers: { ms: number; run: () => void }[] = [];
  const seen = { hidden, now: 0, open: false, told: 0 };
  const rest = new UnseenRest({
    stream: {
      start: () => Object.assign(seen, { open: true }),
      wake: () => Object.assign(seen, { open: true }),
      rest: () => Object.assign(seen, { open: false }),
    },
    hidden: () => seen.hidden,
    now: () => seen.now,
    after: (ms, run) => {
      const timer = { ms, run };
      timers.push(timer);
      return () => timers.splice(timers.indexOf(timer), 1);
    },
    tellSeen: () => {
      seen.told += 1;
    },
  });
  rest.begin();
  const turn = (toHidden: boolean) => {
    seen.hidden = toHidden;
    rest.turned();
  };
  return { rest, timers, seen, turn };
}

it("opens no stream for a tab that was opened in the background, until it is shown", () => {
  const { seen, turn } = tab({ hidden: true });
  expect(seen).toMatchObject({ open: false, told: 0 });
  turn(false);
  expect(seen).toMatchObject({ open: true, told: 1 });
});

it("keeps the stream for a minute while the person looks at something else", () => {
  const { seen, timers, turn } = tab();
  turn(true);
  expect([seen.open, timers.map(({ ms }) => ms)]).toEqual([true, [60_000]]);
  turn(false);
  expect([seen.open, timers.length]).toEqual([true, 0]);
  turn(true);
  timers[0]?.run();
  expect(seen.open).toBe(false);
});

it("gives the stream up at once to another tab of the desk", () => {
  const { rest, seen, timers, turn } = tab();
  turn(true);
  rest.otherSeen();
  expect([seen.open, timers.length]).toEqual([false, 0]);
});

it("gives it up as well where the other tab spoke just before this one was hidden", () => {
  const { rest, seen, turn } = tab();
  rest.otherSeen();
  expect(seen.open).toBe(true);
  seen.now = 100;
  turn(true);
  expect(seen.open).toBe(false);
});

it("keeps its own beside a second window that stays in sight", () => {
  const { rest, seen, timers, turn } = tab();
  rest.otherSeen();
  seen.now = 10_000;
  turn(true);
  expect([seen.open, timers.length]).toEqual([true, 1]);
});
