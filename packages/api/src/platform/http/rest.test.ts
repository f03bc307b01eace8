import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RunningServer, startServer } from "./http-server.fixture.ts";

let running: RunningServer;
beforeAll(async () => {
  running = await startServer();
});
afterAll(() => running.stop());
beforeEach(() => {
  running.shelf.inputs.length = 0;
});

const call = (path: string, init?: RequestInit) => fetch(`${running.url}/api/v1${path}`, init);
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  call(path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
const problemOf = async (response: Response) => {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  return (await response.json()) as {
    status: number;
    detail: string;
    requestId: string;
    instance: string;
    errors?: { pointer: string; detail: string }[];
  };
};
const pointersOf = async (response: Response) => (await problemOf(response)).errors?.map(({ pointer }) => pointer);

describe("query text", () => {
  it("becomes the numbers, booleans and lists that the contract asks for", async () => {
    await call("/things?limit=2&minPrice=-1.5e3&simulated=false&ids=a,b&ids=c%2Cd&sort=name");
    expect(running.shelf.inputs[0]).toEqual({
      limit: 2,
      minPrice: -1500,
      simulated: false,
      ids: ["a", "b", "c", "d"],
      sort: "name",
    });
  });

  it.each([
    ["limit=ten", "/limit"],
    ["limit=1.5", "/limit"],
    ["limit=0x10", "/limit"],
    ["limit=", "/limit"],
    ["limit=251", "/limit"],
    ["limit=1&limit=2", "/limit"],
    ["simulated=yes", "/simulated"],
    ["simulated", "/simulated"],
    ["ids=a,,b", "/ids/1"],
    ["ids=1,2,3,4,5,6", "/ids"],
    ["sort=rank", "/sort"],
    ["fields=secret", "/fields/0"],
    ["colour=red", "/colour"],
    ["__proto__=1", "/__proto__"],
    ["constructor=1", "/constructor"],
    ["__proto__[limit]=1", "/__proto__[limit]"],
    ["a/b~c=1", "/a~1b~0c"],
  ])("%s is refused by its name", async (query, pointer) => {
    const response = await call(`/things?${query}`);
    expect(response.status).toBe(422);
    expect(await pointersOf(response)).toContain(pointer);
  });

  it("with malformed percent-encoding is a bad request", async () => {
    expect((await call("/things?ids=%E0%A4%A")).status).toBe(400);
    expect((await call("/things/%zz")).status).toBe(400);
  });

  it("never makes the server fail, whatever it is", { timeout: 30_000 }, async () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      fc.constantFrom("__proto__", "limit", "ids", "%", "&=&", "[]"),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text), { maxLength: 5 }), async (pairs) => {
        const query = pairs.map(([name, value]) => `${encodeURI(name)}=${value.replace(/[^\x21-\x7e]/g, "%20")}`);
        const response = await call(`/things?${query.join("&").replaceAll("#", "")}`);
        await response.arrayBuffer();
        expect(response.status).toBeLessThan(500);
      }),
      { numRuns: 100 },
    );
  });
});

describe("paths", () => {
  it("decode their parts after they are split", async () => {
    expect(await (await call("/things/1move%20token")).json()).toMatchObject({ id: "1move token" });
    expect(await problemOf(await call("/things/a%2Fb"))).toMatchObject({
      status: 404,
      detail: 'There is no thing "a/b".',
    });
  });

  it("prefer literal parts, and give the other methods to the parameter", async () => {
    expect(await (await call("/things/schedule")).json()).toEqual({ fixed: true });
    expect((await call("/things/refresh")).status).toBe(404);
    expect((await post("/things/refresh", {})).status).toBe(202);
  });

  it("coerce their parameters like the query", async () => {
    expect(await (await call("/things/x/count/7")).json()).toEqual({ id: "x", number: 7 });
    expect(await pointersOf(await call("/things/x/count/seven"))).toEqual(["/number"]);
  });

  it("refuse a path parameter given again in the query", async () => {
    expect(await pointersOf(await call("/things/bitcoin?id=other"))).toEqual(["/id"]);
  });

  it.each(["/nothing", "/things/a/b", "/things/", "//", "/"])("%s is not found", async (path) => {
    expect(await problemOf(await call(path))).toMatchObject({ status: 404, instance: `/api/v1${path}` });
  });
});

describe("methods", () => {
  it("answer 405 with Allow where the path knows others", async () => {
    const response = await call("/things/bitcoin", { method: "PUT" });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")?.split(", ").sort()).toEqual(["DELETE", "GET", "HEAD", "OPTIONS", "POST"]);
  });

  it("OPTIONS tells them", async () => {
    const response = await call("/things", { method: "OPTIONS" });
    expect([response.status, response.headers.get("allow")]).toEqual([204, "GET, HEAD, OPTIONS"]);
  });

  it("HEAD has the headers of GET and no body", async () => {
    const [get, head] = await Promise.all([call("/things/schedule"), call("/things/schedule", { method: "HEAD" })]);
    expect(await head.text()).toBe("");
    for (const name of ["etag", "content-type", "content-length"])
      expect(head.headers.get(name)).toBe(get.headers.get(name));
  });

  it("DELETE answers 204 without a body", async () => {
    const response = await call("/things/bitcoin", { method: "DELETE" });
    expect([response.status, await response.text()]).toEqual([204, ""]);
  });
});

describe("bodies", () => {
  it("are joined with the path, and 202 says where to look", async () => {
    expect(await (await post("/things/x", { name: "new" })).json()).toEqual({ id: "x", name: "new" });
    const response = await post("/things/refresh", { coins: 3 });
    expect([response.status, response.headers.get("location")]).toEqual([202, "/api/v1/jobs/7"]);
  });

  it("may be left out where every field has a default", async () => {
    expect(await (await call("/things/refresh", { method: "POST" })).json()).toMatchObject({ coins: 250 });
  });

  it.each([
    ["malformed JSON", "{oops", 400],
    ["a list", "[1]", 422],
    ["null", "null", 422],
    ["an own __proto__", '{"__proto__":{"coins":1}}', 422],
    ["an unknown field", '{"coinz":1}', 422],
    ["a text for a number", '{"coins":"3"}', 422],
    ["more than 256 KB", JSON.stringify({ coins: "x".repeat(300_000) }), 413],
  ])("with %s are refused", async (_what, body, status) => {
    const response = await post("/things/refresh", body);
    expect((await problemOf(response)).status).toBe(status);
  });

  it("of another type are refused", async () => {
    expect(
      (await post("/things/refresh", "coins=3", { "content-type": "application/x-www-form-urlencoded" })).status,
    ).toBe(415);
    expect((await post("/things/refresh", "{}", { "content-type": "text/plain" })).status).toBe(415);
    expect((await post("/things/refresh", "{}", { "content-encoding": "rot13" })).status).toBe(415);
    expect((await post("/things/refresh", "{}", { "content-encoding": "gzip" })).status).toBe(400);
  });

  it("cannot name a field of the path again", async () => {
    expect(await pointersOf(await post("/things/x", { id: "y" }))).toEqual(["/id"]);
  });
});

describe("answers", () => {
  it("carry a strong tag, and 304 when the client has it", async () => {
    const first = await call("/things/schedule");
    const tag = first.headers.get("etag") ?? "";
    expect(tag).toMatch(/^"[\w-]{27}"$/);
    const again = await call("/things/schedule", { headers: { "if-none-match": `W/"x", ${tag}` } });
    expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", tag]);
    expect((await call("/things/schedule", { headers: { "if-none-match": '"other"' } })).status).toBe(200);
  });

  it("come as CSV when asked, quoted and without live formulas", async () => {
    const response = await call("/things", { headers: { accept: "text/csv" } });
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(await response.text()).toBe(
      [
        "id,name,price,tags",
        "bitcoin,Bitcoin,64250.12,layer-1;pow",
        `1move token,"'=HYPERLINK(""x""), ""quoted""",-5,`,
        "-5,Ünï €,,'@a",
        "",
      ].join("\r\n"),
    );
  });

  it("take the CSV columns and their order from fields, id first", async () => {
    const response = await call("/things?fields=price,name&limit=1", { headers: { accept: "text/csv" } });
    expect(await response.text()).toBe("id,price,name\r\nbitcoin,64250.12,Bitcoin\r\n");
    expect(response.headers.get("x-next-cursor")).toBe("after%2F2");
  });

  it.each([
    ["application/xml", 406],
    ["text/csv;q=0", 406],
    ["text/html,*/*;q=0.1", 200],
    ["application/*", 200],
  ])("to Accept: %s are %i", async (accept, status) => {
    expect((await call("/things", { headers: { accept } })).status).toBe(status);
  });

  it("refuse CSV where there is none", async () => {
    expect((await call("/things/bitcoin", { headers: { accept: "text/csv" } })).status).toBe(406);
  });
});

describe("errors", () => {
  it("say when to try again", async () => {
    expect((await call("/busy")).headers.get("retry-after")).toBe("8");
    const down = await call("/down");
    expect([down.status, down.headers.get("retry-after")]).toEqual([503, "2"]);
  });

  it("hide what was not foreseen behind the request id", async () => {
    const response = await call("/broken", { headers: { "x-request-id": "trace-1" } });
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).not.toMatch(/secret|shadow|at /);
    expect(JSON.parse(text)).toMatchObject({ requestId: "trace-1", instance: "/api/v1/broken" });
  });

  it("replace a request id that is not well formed", async () => {
    const response = await call("/things/schedule", { headers: { "x-request-id": "a b<script>" } });
    expect(response.headers.get("x-request-id")).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});
