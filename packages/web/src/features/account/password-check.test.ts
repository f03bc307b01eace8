import { describe, expect, it } from "vitest";
import { passwordFaults } from "./password-check.ts";

const faults = (current: string, next: string, again = next) => passwordFaults({ current, next, again });

describe("a new password before it is sent", () => {
  it("counts characters, not the units that encode them", () => {
    expect(faults("", "🔑🔑🔑🔑🔑🔑🔑").next).toBe("passwordShort");
    expect(faults("", "🔑🔑🔑🔑🔑🔑🔑🔑").next).toBeNull();
    expect(faults("", "🔑".repeat(128)).next).toBeNull();
    expect(faults("", "🔑".repeat(129)).next).toBe("passwordLong");
  });

  it("is another one than the present", () => {
    expect(faults("correct horse battery", "correct horse battery").next).toBe("passwordSame");
  });

  it("is typed twice alike, spaces and case included", () => {
    expect(faults("", "tall ships sail", "tall ships sail ").again).toBe("passwordDiffers");
    expect(faults("", "tall ships sail").again).toBeNull();
  });
});
