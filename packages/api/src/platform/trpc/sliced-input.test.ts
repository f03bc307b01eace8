import { describe, expect, it } from "vitest";
import { z } from "zod";
import { sliced } from "./sliced-input.ts";

const Numbers = z.strictObject({ name: z.string(), items: z.array(z.strictObject({ n: z.int() })).max(2_000) });
const check = sliced(Numbers, "items");
const items = (count: number) => Array.from({ length: count }, (_, n) => ({ n }));

async function issuesOf(value: unknown) {
  const thrown: unknown = await check(value).then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof z.ZodError)) throw new Error("nothing was refused");
  return thrown.issues.map(({ code, path }) => `${code} ${path.join(".")}`);
}

describe("a long input", () => {
  it("is what the schema makes of it", async () => {
    expect(await check({ name: "a", items: items(700) })).toEqual({ name: "a", items: items(700) });
  });

  it("lets others have their turn while it is checked", async () => {
    let turns = 0;
    const clock = setInterval(() => {
      turns += 1;
    }, 0);
    setImmediate(function again() {
      turns += 1;
      setImmediate(again).unref();
    }).unref();
    await check({ name: "a", items: items(2_000) });
    clearInterval(clock);
    expect(turns).toBeGreaterThanOrEqual(7);
  });

  it.each([
    ["no object", 5],
    ["no list", { name: "a", items: "many" }],
    ["a list too long", { name: "a", items: items(2_001) }],
    ["a bad item", { name: "a", items: [{ n: 1 }, { n: 1.5 }] }],
    ["a field too many here and there", { name: "a", items: [{ n: 1, m: 2 }], more: true }],
    ["a list of the prototype", Object.create({ items: items(1) })],
  ])("is refused as the schema refuses it: %s", async (_, value) => {
    const expected = Numbers.safeParse(value).error?.issues.map(({ code, path }) => `${code} ${path.join(".")}`);
    expect((await issuesOf(value)).toSorted()).toEqual(expected?.toSorted());
  });

  it("names the first fifty places and then stops", async () => {
    const bad = Array.from({ length: 500 }, () => ({ n: "x" }));
    expect(await issuesOf({ name: "a", items: bad })).toHaveLength(50);
  });
});
