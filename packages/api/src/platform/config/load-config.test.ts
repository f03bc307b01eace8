import { describe, expect, it } from "vitest";
import { ConfigError, loadConfig } from "./load-config.ts";

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

describe("loadConfig", () => {
  it("needs no setting: embedded, on this machine only, everything in one process", () => {
    expect(loadConfig({})).toMatchObject({
      embedded: true,
      host: "127.0.0.1",
      PORT: 4000,
      CRYPTODESK_ROLE: "all",
      CRYPTODESK_DATA_DIR: ".data",
      MARKET_SOURCE: "auto",
      REFRESH_TOP_SECONDS: 300,
      DATABASE_REPLICA_URLS: [],
    });
  });

  it("listens on every address with a database server, unless told otherwise", () => {
    const DATABASE_URL = "postgres://desk@db/desk";
    expect(loadConfig({ DATABASE_URL })).toMatchObject({ embedded: false, host: "0.0.0.0" });
    expect(loadConfig({ DATABASE_URL, HOST: "127.0.0.1" }).host).toBe("127.0.0.1");
  });

  it("takes empty text and white space for not set", () => {
    expect(loadConfig({ PORT: "", HOST: "  ", REDIS_URL: "" })).toMatchObject({ PORT: 4000, host: "127.0.0.1" });
    expect(loadConfig({ PORT: " 8080 " }).PORT).toBe(8080);
  });

  it("ignores variables that are not settings", () => {
    expect(loadConfig({ PATH: "/bin", PORTT: "x" })).not.toHaveProperty("PORTT");
  });

  it("splits the replicas", () => {
    const replicas = "postgres://a/x, postgresql://b/x ,";
    expect(loadConfig({ DATABASE_REPLICA_URLS: replicas }).DATABASE_REPLICA_URLS).toEqual([
      "postgres://a/x",
      "postgresql://b/x",
    ]);
  });

  it.each([
    ["PORT", "http"],
    ["PORT", "-1"],
    ["PORT", "65536"],
    ["PORT", "1e3"],
    ["PORT", "4000.5"],
    ["PORT", "0x10"],
    ["CRYPTODESK_ROLE", "server"],
    ["LOG_LEVEL", "verbose"],
    ["DATABASE_URL", "mysql://a/b"],
    ["DATABASE_URL", "postgres://"],
    ["DATABASE_REPLICA_URLS", "postgres://a/x,b"],
    ["REDIS_URL", "localhost:6379"],
    ["MARKET_SOURCE", "real"],
    ["COINGECKO_BASE_URL", "ftp://example.test"],
    ["REFRESH_TOP_SECONDS", "1"],
    ["SANDBOX_TICK_SECONDS", "0"],
    ["QUARANTINE_JUMP_PCT", "many"],
    ["QUARANTINE_OBSERVATIONS", "1"],
    ["TRUST_PROXY", "on"],
    ["SHUTDOWN_SECONDS", "999999999999999"],
  ])("names %s when it is %j", (name, value) => {
    const problems = problemsOf({ [name]: value });
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) expect(problem).toMatch(new RegExp(`^${name}: \\S`));
  });

  it("names every bad setting at once", () => {
    const problems = problemsOf({ PORT: "x", LOG_LEVEL: "y", MARKET_SOURCE: "z" });
    expect(problems.map((problem) => problem.split(":")[0])).toEqual(["PORT", "LOG_LEVEL", "MARKET_SOURCE"]);
  });

  it.each([
    { DATABASE_URL: "mysql://desk:hunter2@db/desk" },
    { REDIS_URL: "http://:hunter2@cache" },
    { COINGECKO_API_KEY: `hunter2${"x".repeat(200)}` },
    { DATABASE_REPLICA_URLS: "mysql://desk:hunter2@db/desk" },
  ])("never repeats a secret: %j", (env) => {
    const problems = problemsOf(env as Record<string, string>);
    expect(problems).toHaveLength(1);
    expect(problems.join()).not.toContain("hunter2");
  });

  it.each(["api", "worker"])(
    "refuses the role %s without a database server: one process must hold the directory",
    (role) => {
      expect(problemsOf({ CRYPTODESK_ROLE: role })).toEqual([
        expect.stringMatching(/^CRYPTODESK_ROLE: .*DATABASE_URL/),
      ]);
      expect(problemsOf({ CRYPTODESK_ROLE: role, DATABASE_URL: "postgres://db/desk" })).toEqual([]);
    },
  );
});
