import { describe, expect, it } from "vitest";
import { UsageError } from "../failures.ts";
import { resolveSettings, type SettingSources } from "./resolve-settings.ts";

const profiles = { office: { url: "http://office:1" }, home: { url: "http://home:1", format: "csv" as const } };
const user = (config: SettingSources["user"]["config"]) => ({ path: "/user.json", config });
const base: SettingSources = {
  flags: {},
  environment: { url: null, profile: null },
  project: null,
  user: user({}),
};
const urlOf = (sources: Partial<SettingSources>) => resolveSettings({ ...base, ...sources }).url;

describe("precedence", () => {
  const all: SettingSources = {
    flags: { url: "http://flag:1", profile: "office" },
    environment: { url: "http://environment:1", profile: "home" },
    project: { path: "/p/.cryptodesk.json", config: { url: "http://project:1", profile: "office" } },
    user: user({ url: "http://user:1", profile: "home", profiles }),
  };

  it("is flag, environment, project file, user file, default", () => {
    expect(urlOf(all)).toMatchObject({ value: "http://flag:1", from: "flag" });
    expect(urlOf({ ...all, flags: {} })).toMatchObject({ value: "http://environment:1", from: "CRYPTODESK_URL" });
    const withoutBoth = { ...all, flags: {}, environment: base.environment };
    expect(urlOf(withoutBoth)).toMatchObject({ value: "http://project:1", from: "/p/.cryptodesk.json" });
    expect(urlOf({ user: user({ url: "http://user:1" }) })).toMatchObject({
      value: "http://user:1",
      from: "/user.json",
    });
    expect(urlOf({})).toMatchObject({ value: "http://127.0.0.1:4000", from: "default" });
  });

  it("holds for profiles by where they are named", () => {
    expect(urlOf({ ...all, flags: { profile: "office" } }).value).toBe("http://office:1");
    expect(urlOf({ ...all, flags: {}, environment: { url: null, profile: "home" } }).value).toBe("http://home:1");
    const project = { path: "/p", config: { profile: "office" } };
    expect(urlOf({ project, user: user({ url: "http://user:1", profile: "home", profiles }) }).value).toBe(
      "http://office:1",
    );
  });

  it("lets the chosen profile of the user's file outrank the values beside it, which fill its gaps", () => {
    const settings = resolveSettings({
      ...base,
      user: user({ url: "http://user:1", format: "json", profile: "office", profiles }),
    });
    expect(settings.url.value).toBe("http://office:1");
    expect(settings.format.value).toBe("json");
    expect(settings.profile).toEqual({ value: "office", from: "/user.json" });
  });
});

describe("what cannot be used", () => {
  it("names an unknown profile, who asked for it, and the near one", () => {
    const ask = () => urlOf({ flags: { profile: "ofice" }, user: user({ profiles }) });
    expect(ask).toThrow(UsageError);
    expect(ask).toThrow('There is no profile "ofice" (asked for by flag). Did you mean "office"?');
  });

  it("names CRYPTODESK_URL when it is no address", () => {
    expect(() => urlOf({ environment: { url: "localhost:4000", profile: null } })).toThrow("CRYPTODESK_URL");
  });
});
