import { describe, expect, it } from "vitest";
import { often, StatementNames } from "./statement-names.ts";

const seen = (names: StatementNames, text: string, times: number) =>
  Array.from({ length: times }, () => names.nameOf(text)).at(-1);

describe("names of statements", () => {
  it("names a read that comes back, the same each time", () => {
    const names = new StatementNames();
    expect(seen(names, "\n  SELECT 1", 2)).toBeNull();
    const name = names.nameOf("\n  SELECT 1");
    expect(name).toMatch(/^cd_[0-9a-f]{40}$/);
    expect(names.nameOf("\n  SELECT 1")).toBe(name);
  });

  it("names a write only where it is marked as one that comes often", () => {
    expect(seen(new StatementNames(), "UPDATE listing SET rank = 1", 10)).toBeNull();
    expect(seen(new StatementNames(), "UPDATE listing SET rank = 1 /* often */, name = 'x'", 10)).toBeNull();
    const [mark = ""] = often.toOperationNode().sqlFragments;
    expect(seen(new StatementNames(), `INSERT INTO attempt VALUES ($1) ${mark}`, 3)).toMatch(/^cd_/);
  });

  it("stops naming when statements do not repeat as a fixed set would", () => {
    const names = new StatementNames();
    for (let index = 0; index < 300; index += 1) seen(names, `SELECT ${index}`, 3);
    expect(seen(names, "SELECT one more", 5)).toBeNull();
    expect(names.nameOf("SELECT 0")).not.toBeNull();
  });

  it("sends a statement as it is after its plan was refused", () => {
    const names = new StatementNames();
    seen(names, "SELECT 1", 3);
    names.forget("SELECT 1");
    expect(names.nameOf("SELECT 1")).toBeNull();
  });
});
