import { expect, it } from "vitest";
import { LatestWins } from "./latest-wins.ts";

it("asks at once, and of what comes meanwhile only the last", () => {
  const asked: number[] = [];
  const line = new LatestWins<number>((question) => asked.push(question));
  line.put(1);
  line.put(2);
  line.put(3);
  expect(asked).toEqual([1]);
  expect(line.answered()).toBe(false);
  expect(asked).toEqual([1, 3]);
  expect(line.answered()).toBe(true);
  line.put(4);
  expect(asked).toEqual([1, 3, 4]);
});
