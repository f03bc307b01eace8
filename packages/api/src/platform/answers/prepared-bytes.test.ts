import { describe, expect, it } from "vitest";
import { bytesOf, preparedBytes } from "./prepared-bytes.ts";
import { preparedPage } from "./prepared-page.ts";

interface Answer {
  name: string;
  values: number[];
}

describe("an answer whose JSON was made elsewhere", () => {
  const bytes = new TextEncoder().encode('{"name":"é","values":[1,2.5]}');
  const answer = preparedBytes<Answer>(["name", "values"], bytes);

  it("is sent as the bytes it was made of, without a copy", () => {
    expect(bytesOf(answer).buffer).toBe(bytes.buffer);
    expect(bytesOf(answer).toString()).toBe('{"name":"é","values":[1,2.5]}');
  });

  it("reads as the answer it is, and serialises alike", () => {
    expect(answer.name).toBe("é");
    expect(answer).toEqual({ name: "é", values: [1, 2.5] });
    expect(JSON.stringify(answer)).toBe(bytesOf(answer).toString());
  });

  it("leaves what the database wrote to its text, and the rest to JSON.stringify", () => {
    expect(bytesOf(preparedPage('[{"id":"a"}]', null)).toString()).toBe('{"items":[{"id":"a"}],"nextCursor":null}');
    expect(bytesOf([1, null]).toString()).toBe("[1,null]");
  });
});
