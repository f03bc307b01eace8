import { describe, expect, it } from "vitest";
import { groupedSecret, svgAddress } from "./totp-secret.ts";

describe("a secret for an authenticator app", () => {
  it.each([
    ["JBSWY3DPEHPK3PXP", "JBSW Y3DP EHPK 3PXP"],
    ["JBSWY3", "JBSW Y3"],
    ["", ""],
  ])("is %s, typed as %s", (secret, groups) => {
    expect(groupedSecret(secret)).toBe(groups);
  });

  it("is a picture whose text cannot leave its address", () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1#%"/></svg>`;
    const address = svgAddress(svg);
    expect(address).not.toMatch(/["<>#]/);
    expect(decodeURIComponent(address.slice("data:image/svg+xml,".length))).toBe(svg);
  });
});
