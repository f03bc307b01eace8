import { expect, it } from "vitest";
import { z } from "zod";
import { newId } from "./new-id.ts";

it("is a UUID of version 7 that begins with the time and repeats never", () => {
  const now = new Date("2026-01-31T12:00:00.000Z");
  const ids = Array.from({ length: 100 }, () => newId(now));
  for (const id of ids) expect(z.uuid({ version: "v7" }).safeParse(id).success).toBe(true);
  expect(new Set(ids).size).toBe(100);
  expect(Number.parseInt(ids[0]?.replace("-", "").slice(0, 12) ?? "", 16)).toBe(now.getTime());
});
