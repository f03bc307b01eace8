import { expect, it } from "vitest";
import { matchesWords } from "./palette-match.ts";

it.each([
  ["", "Data health", true],
  ["he", "Data health", true],
  ["HEA dat", "Data health", true],
  ["ealth", "Data health", false],
  ["uber", "Überblick", true],
  ["data x", "Data health", false],
])("%j in %j: %j", (query, text, found) => {
  expect(matchesWords(query, text)).toBe(found);
});
