import { mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { run } from "./fake-terminal.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "cryptodesk-config-"));
});

const config = (...words: string[]) =>
  run(["config", ...words], { environment: { configDirectory: directory }, cwd: directory });
const file = () => JSON.parse(readFileSync(join(directory, "config.json"), "utf8"));

describe("config", () => {
  it("sets, lists with the origin, and unsets", async () => {
    expect((await config("set", "url", "http://desk:4000")).code).toBe(0);
    expect(file()).toEqual({ url: "http://desk:4000" });
    const { out } = await config("list");
    expect(out).toMatch(/url +http:\/\/desk:4000 +.*config\.json/);
    expect(out).toMatch(/format +table +default/);
    await config("unset", "url");
    expect(file()).toEqual({});
  });

  it("keeps the file to its owner", async () => {
    await config("set", "format", "json");
    expect(statSync(join(directory, "config.json")).mode & 0o777).toBe(0o600);
  });

  it("makes, uses and removes a profile", async () => {
    await config("set", "url", "http://office:4000", "--profile", "office");
    await config("set", "timeout", "10", "--profile", "office");
    await config("set", "profile", "office");
    expect(file()).toEqual({ profile: "office", profiles: { office: { url: "http://office:4000", timeout: 10 } } });
    expect((await config("get", "url")).out).toBe("http://office:4000\n");
    expect((await config("profiles")).out).toMatch(/office +yes +http:\/\/office:4000/);
    await config("unset", "--profile", "office");
    expect(file()).toEqual({ profiles: {} });
  });

  it("finds the project's file upwards", async () => {
    const deep = join(directory, "a", "b");
    mkdirSync(deep, { recursive: true });
    writeFileSync(join(directory, ".cryptodesk.json"), '{"url":"http://project:4000"}');
    const { out } = await run(["config", "get", "url"], {
      environment: { configDirectory: join(directory, "user") },
      cwd: deep,
    });
    expect(out).toBe("http://project:4000\n");
  });

  it.each([
    [["set", "url", "desk:4000"], "url: must be an address"],
    [["set", "timeout", "soon"], "timeout"],
    [["set", "format", "xml"], "format"],
    [["set", "profile", "nowhere"], 'no profile "nowhere"'],
    [["set", "url", "http://x:1", "--profile", "a b"], "--profile"],
    [["unset"], "--profile"],
  ])("refuses %j and writes nothing", async (words, said) => {
    const { code, err } = await config(...words);
    expect(code).toBe(2);
    expect(err).toContain(said);
    expect(file).toThrow();
  });

  it.each([
    ["{", "is not JSON"],
    ['{"ulr":"http://x:1"}', "cannot be used"],
    ['{"url":"x"}', "url: must be an address"],
  ])("names a file it cannot use: %s", async (text, said) => {
    writeFileSync(join(directory, "config.json"), text);
    const { code, err } = await config("list");
    expect(code).toBe(2);
    expect(err).toContain(join(directory, "config.json"));
    expect(err).toContain(said);
  });

  it("mends a profile that is not there", async () => {
    writeFileSync(join(directory, "config.json"), '{"profile":"gone"}');
    expect((await config("list")).code).toBe(2);
    expect((await config("unset", "profile")).code).toBe(0);
    expect((await config("list")).code).toBe(0);
  });
});
