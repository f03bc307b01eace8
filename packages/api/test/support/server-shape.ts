import { fileURLToPath } from "node:url";
import { type DeskProcess, deskAbsence, startDeskProcess } from "./desk-process.ts";
import { nginxAbsence, startNginx } from "./nginx.ts";
import type { TestServer } from "./servers.ts";
import { createTestDatabase, type TestDatabase, testDatabaseUrl, testRedisUrl } from "./shared-servers.ts";
import { untilSeen } from "./until-seen.ts";

/** Folder of the built page. */
export const webRoot = fileURLToPath(new URL("../../../web/dist/app", import.meta.url));

/** The processes of `docker/compose.yaml` on loopback, on a database of their own. */
export interface ServerShape {
  readonly database: TestDatabase;
  readonly apis: readonly DeskProcess[];
  readonly workers: readonly DeskProcess[];
  readonly nginx: TestServer;
  /** Ends everything that still runs. */
  stop(): Promise<void>;
}

/** Why the server shape cannot be started here, or null when it can. */
export function serverShapeAbsence(): string | null {
  return (
    deskAbsence() ??
    nginxAbsence() ??
    (testDatabaseUrl === null ? "no Postgres" : null) ??
    (testRedisUrl === null ? "no Redis" : null)
  );
}

/**
 * Starts api and worker processes, all at the same time on an empty database, and nginx in front.
 * @param settings on top of a sandbox market that moves every second
 * @returns once 50 coins are listed through nginx
 */
export async function startServerShape(
  { apis, workers }: { apis: number; workers: number },
  settings: Readonly<Record<string, string>> = {},
): Promise<ServerShape> {
  const database = await createTestDatabase();
  const running: DeskProcess[] = [];
  let nginx: TestServer | null = null;
  const stop = async () => {
    await nginx?.stop();
    await Promise.all(running.map((desk) => desk.kill()));
    await database.drop();
  };
  const start = async (role: string) => {
    const desk = await startDeskProcess({
      DATABASE_URL: database.url,
      REDIS_URL: testRedisUrl ?? "",
      MARKET_SOURCE: "sandbox",
      SANDBOX_TICK_SECONDS: "1",
      TRUST_PROXY: "1",
      LOG_LEVEL: "warn",
      ...settings,
      CRYPTODESK_ROLE: role,
    });
    running.push(desk);
    return desk;
  };
  try {
    const roles = [...Array<string>(apis).fill("api"), ...Array<string>(workers).fill("worker")];
    const started = await Promise.all(roles.map(start));
    const front = await startNginx(
      started.slice(0, apis).map(({ port }) => port),
      webRoot,
    );
    if (front.server === null) throw new Error(front.reason);
    nginx = front.server;
    const { url } = nginx;
    await untilSeen("50 listings", async () => {
      const answer = await fetch(`${url}/api/v1/cryptocurrencies?limit=50`);
      return ((await answer.json()) as { items: unknown[] }).items.length === 50;
    });
    return { database, apis: started.slice(0, apis), workers: started.slice(apis), nginx, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
