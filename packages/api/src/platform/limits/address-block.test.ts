import { describe, expect, it } from "vitest";
import { addressBlockOf } from "./address-block.ts";

describe("what an address is counted by", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:0001:2::1", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ])("%s is %s", (ip, block) => {
    expect(addressBlockOf(ip)).toBe(block);
  });

  it("is the same for every address of a subscriber, and another for the neighbour", () => {
    expect(addressBlockOf("2001:db8:1:2::1")).toBe(addressBlockOf("2001:db8:1:2:ffff::9"));
    expect(addressBlockOf("2001:db8:1:2::1")).not.toBe(addressBlockOf("2001:db8:1:3::1"));
    expect(addressBlockOf(null)).toBe("none");
  });
});
