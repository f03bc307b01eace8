import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createShelf, createShelfRouter, startServer } from "./http-server.fixture.ts";
import { createOpenApi } from "./openapi.ts";
import { SchemaBook } from "./openapi-schemas.ts";
import { restRoutes } from "./rest-routes.ts";

interface Described {
  paths: Record<
    string,
    Record<string, { parameters: { name: string; schema: unknown }[]; requestBody?: unknown; responses: object }>
  >;
}

const describeShelf = () =>
  createOpenApi(restRoutes(createShelfRouter(createShelf())), { version: "1.2.3" }) as unknown as Described;

describe("the generated document", () => {
  it("keeps whole numbers, bounds and defaults", () => {
    const list = describeShelf().paths["/api/v1/things"]?.get;
    expect(list?.parameters.find(({ name }) => name === "limit")).toEqual({
      name: "limit",
      in: "query",
      required: false,
      schema: { type: "integer", minimum: 1, maximum: 250, default: 50 },
    });
    expect(list?.parameters.find(({ name }) => name === "ids")).toMatchObject({ style: "form", explode: false });
  });

  it("leaves path parameters out of the body, and gives DELETE none", () => {
    const thing = describeShelf().paths["/api/v1/things/{id}"];
    expect(thing?.post?.requestBody).toEqual({
      required: false,
      content: {
        "application/json": {
          schema: {
            type: "object",
            properties: { name: { type: "string", minLength: 1 } },
            additionalProperties: false,
          },
          example: {},
        },
      },
    });
    expect(thing?.delete?.requestBody).toBeUndefined();
    expect(Object.keys(thing?.delete?.responses ?? {})).toContain("204");
  });

  it("does not let two contracts share an id", () => {
    const book = new SchemaBook();
    const of = (field: string) => z.object({ inner: z.object({ [field]: z.string() }).meta({ id: `Twice${"d"}` }) });
    book.schemaOf(of("a"), "output");
    expect(() => book.schemaOf(of("b"), "output")).toThrow(/Twiced/);
  });
});

describe("a contract with defaults", () => {
  const Part = z.strictObject({ size: z.int().default(1) }).meta({ id: "PartOfThing" });
  const Thing = z.strictObject({ part: Part, other: z.strictObject({ of: Part }).meta({ id: "AroundPart" }) });

  it("is a component of its own where it is sent, and so is what refers to it", () => {
    const book = new SchemaBook();
    expect(book.schemaOf(Thing, "output").properties).toMatchObject({
      part: { $ref: "#/components/schemas/PartOfThing" },
    });
    expect(book.schemaOf(Thing, "input").properties).toEqual({
      part: { $ref: "#/components/schemas/PartOfThingInput" },
      other: { $ref: "#/components/schemas/AroundPartInput" },
    });
    expect(book.components()).toMatchObject({
      PartOfThing: { required: ["size"] },
      PartOfThingInput: { properties: { size: { default: 1 } } },
      AroundPart: { properties: { of: { $ref: "#/components/schemas/PartOfThing" } } },
      AroundPartInput: { properties: { of: { $ref: "#/components/schemas/PartOfThingInput" } } },
    });
    expect(book.components().PartOfThingInput).not.toHaveProperty("required");
  });
});

describe("the documentation pages", () => {
  it("come from this server alone, without inline scripts", async () => {
    const { url, stop } = await startServer();
    for (const page of ["/docs", "/redoc"]) {
      const response = await fetch(url + page);
      const html = await response.text();
      expect(response.headers.get("content-security-policy")).toContain("script-src 'self';");
      expect(html).not.toMatch(/<script>|https?:\/\//);
      const files = [...html.matchAll(/(?:src|href|spec-url)="(\/[^"]+)"/g)].map(([, file]) => file);
      expect(files.length).toBeGreaterThan(1);
      for (const file of files) {
        const asset = await fetch(url + file);
        const text = await asset.text();
        expect([file, asset.status, text.length > 50]).toEqual([file, 200, true]);
        expect(text).not.toContain("cdn.redoc.ly/redoc");
      }
    }
    await stop();
  });

  it("show the document of the running server", async () => {
    const { url, stop } = await startServer({ version: "9.9.9" });
    const response = await fetch(`${url}/api/v1/openapi.json`);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await response.json()).toMatchObject({ openapi: "3.1.0", info: { version: "9.9.9" } });
    await stop();
  });
});
