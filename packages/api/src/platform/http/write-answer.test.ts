import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Representation } from "./representation.ts";
import { writeRepresentation } from "./write-answer.ts";

const server = createServer((request, response) => {
  const size = Number(request.url?.slice(1));
  const representation = new Representation("application/json", Buffer.from(JSON.stringify("x".repeat(size))));
  void writeRepresentation(request, response, representation, { cacheControl: "no-store" });
});
let url = "";
beforeAll(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const encodingOf = async (method: string, size: number) => {
  const answer = await fetch(`${url}/${size}`, { method, headers: { "accept-encoding": "gzip" } });
  expect(await answer.json()).toHaveLength(size);
  return answer.headers.get("content-encoding");
};

describe("a body", () => {
  it.each(["GET", "POST"])("is compressed for %s where that is worth it", async (method) => {
    expect(await encodingOf(method, 100)).toBeNull();
    expect(await encodingOf(method, 20_000)).toBe("gzip");
  });

  it("of a few kilobytes, tokens perhaps, is sent as it is in answer to a write", async () => {
    expect(await encodingOf("GET", 2_000)).toBe("gzip");
    expect(await encodingOf("POST", 2_000)).toBeNull();
  });
});
