import { permissionsOf } from "@cryptodesk/shared/identity/permission";
import { describe, expect, it } from "vitest";
import { keyFaults, keyInput, NEW_KEY, scopesWithin } from "./key-draft.ts";

describe("a key about to be made", () => {
  it("is offered what its owner may do, and never the account's own credentials", () => {
    expect(scopesWithin(permissionsOf("viewer"))).toEqual([
      "market:read",
      "workspace:read",
      "workspace:write",
      "portfolio:read",
      "strategy:read",
      "account:read",
    ]);
    const most = scopesWithin(permissionsOf("admin"));
    expect(most).toContain("admin:users");
    expect(most).not.toContain("account:manage");
    expect(most).not.toContain("admin:credentials");
  });

  it("names everything that is missing at once", () => {
    expect(keyFaults({ ...NEW_KEY, name: "  ", scopes: [], rate: "0" })).toEqual([
      "keyNameMissing",
      "keyScopesNone",
      "keyRateBad",
    ]);
    expect(keyInput({ ...NEW_KEY, name: "" })).toBeNull();
  });

  it.each([
    ["600", 600],
    [" 1,200 ", 1_200],
    ["100.000", 100_000],
  ])("takes %j requests a minute as %i", (rate, requestsPerMinute) => {
    expect(keyInput({ ...NEW_KEY, name: "report", rate })).toEqual({
      name: "report",
      scopes: ["market:read"],
      expiresInDays: 90,
      requestsPerMinute,
    });
  });

  it.each(["", "-5", "1e3", "100001", "many"])("refuses %j requests a minute", (rate) => {
    expect(keyFaults({ ...NEW_KEY, name: "report", rate })).toEqual(["keyRateBad"]);
  });
});
