import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningServer, startServer } from "./http-server.fixture.ts";

let running: RunningServer;
beforeAll(async () => {
  running = await startServer();
});
afterAll(() => running.stop());

const post = async (path: string, body: string) => {
  const headers = { "content-type": "application/json", "x-request-id": "mine" };
  const response = await fetch(`${running.url}${path}`, { method: "POST", headers, body });
  return { status: response.status, text: await response.text(), headers: response.headers };
};
const WEIGH = "/trpc/things.weigh";

describe("an answer of prepared bytes", () => {
  it("leaves every door as it was made, and is what the adapter would have said", async () => {
    const bytes = '{ "id": "é", "grams": 7 }';
    const own = await post(WEIGH, '{"id":"é"}');
    expect(own.text).toBe(`{"result":{"data":${bytes}}}`);
    expect([own.status, own.headers.get("content-type")]).toEqual([200, "application/json"]);
    expect((await post("/api/v1/things/weigh", '{"id":"é"}')).text).toBe(bytes);
    const batch = await post(`${WEIGH}?batch=1`, '{"0":{"id":"é"}}');
    expect(JSON.parse(batch.text)).toEqual([JSON.parse(own.text)]);
    expect(own.headers.get("cache-control")).toBe(batch.headers.get("cache-control"));
  });

  it.each([
    ["a refused input", '{"id":1}', 422],
    ["unreadable input", "{", 400],
    ["an input that is too large", JSON.stringify({ id: "x".repeat(300_000) }), 413],
  ])("is refused like any other for %s", async (_what, body, status) => {
    const own = await post(WEIGH, body);
    const other = await post("/trpc/things.rename", body);
    const problemOf = ({ text }: { text: string }) => JSON.parse(text).error.data.problem;
    expect([own.status, other.status]).toEqual([status, status]);
    expect({ ...problemOf(own), instance: "" }).toEqual({ ...problemOf(other), instance: "" });
    expect(problemOf(own).requestId).toBe("mine");
  });

  it("fails in words, with when to try again", async () => {
    running.shelf.failWith = unavailable("Many wait already.", 5);
    const failed = await post(WEIGH, '{"id":"x"}');
    running.shelf.failWith = new Error("secret");
    const broken = await post(WEIGH, '{"id":"x"}');
    running.shelf.failWith = null;
    expect([failed.status, failed.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(JSON.parse(failed.text).error.message).toBe("Many wait already.");
    expect(broken.status).toBe(500);
    expect(broken.text).not.toContain("secret");
  });
});
