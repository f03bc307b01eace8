import { describe, expect, it } from "vitest";
import { readChallenge } from "./read-challenge.ts";

describe("the hash of the sign-in page", () => {
  it("is a challenge with the methods that this page knows", () => {
    const hash = "challenge=abc-_1&methods=passkey%2Ctotp%2Csmoke&expiresAt=2026-01-01T00%3A05%3A00.000Z";
    expect(readChallenge(hash)).toEqual({
      signedIn: false,
      challenge: "abc-_1",
      methods: ["totp", "passkey"],
      expiresAt: "2026-01-01T00:05:00.000Z",
    });
  });

  it.each([[null], [""], ["abc"], ["challenge=abc"], ["challenge=&methods=totp"], ["challenge=abc&methods=smoke"]])(
    "%j is none",
    (hash) => {
      expect(readChallenge(hash)).toBeNull();
    },
  );
});
