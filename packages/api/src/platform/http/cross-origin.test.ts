import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningServer, startServer } from "./http-server.fixture.ts";

const FRIEND = "https://app.example.com";
let running: RunningServer;
beforeAll(async () => {
  const config = { TRUST_PROXY: "off", SHUTDOWN_SECONDS: 2, HOT_CACHE_MB: 4, CORS_ORIGINS: [FRIEND] };
  running = await startServer({ config });
});
afterAll(() => running.stop());

const call = (init: RequestInit) => fetch(`${running.url}/api/v1/things`, init);
const allowed = (response: Response) => response.headers.get("access-control-allow-origin");

describe("pages of other origins", () => {
  it("may call where their origin is listed, without cookies", async () => {
    for (let turn = 0; turn < 2; turn += 1) {
      const response = await call({ headers: { origin: FRIEND } });
      expect([response.status, allowed(response)]).toEqual([200, FRIEND]);
      expect(response.headers.get("access-control-allow-credentials")).toBeNull();
      expect(response.headers.get("vary")).toContain("Origin");
    }
  });

  it.each(["https://evil.example.com", "https://app.example.com.evil.com", "null", "http://app.example.com"])(
    "get nothing as %s",
    async (origin) => {
      expect(allowed(await call({ headers: { origin } }))).toBeNull();
      const preflight = await call({ method: "OPTIONS", headers: { origin, "access-control-request-method": "POST" } });
      expect(allowed(preflight)).toBeNull();
    },
  );

  it("learn from a preflight what they may send", async () => {
    const headers = { origin: FRIEND, "access-control-request-method": "POST" };
    const response = await call({ method: "OPTIONS", headers });
    expect([response.status, allowed(response)]).toEqual([204, FRIEND]);
    expect(response.headers.get("access-control-allow-headers")).toContain("Authorization");
  });

  it("are not let in by anybody's asking where no origin is listed", async () => {
    const closed = await startServer();
    const response = await fetch(`${closed.url}/api/v1/things`, { headers: { origin: FRIEND } });
    expect(allowed(response)).toBeNull();
    await closed.stop();
  });
});
